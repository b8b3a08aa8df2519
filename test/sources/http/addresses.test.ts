import { createServer } from "node:net";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { NetworkError, TimeoutError } from "../../../src/errors.ts";
import { always, everyFault } from "../../helpers/faults.ts";
import { apiAt, faultOf, listen, messagesOf, testClient, words, wordService } from "../../helpers/http.ts";

const request = { path: "release-group/a%2Fb", query: { query: "a:b&c", limit: 25 }, schema: words };
const once = { ...request, retries: 0 };

test("port and path of a mirror are kept, and the query is encoded", async () => {
  const service = await wordService();
  const { http, sent } = testClient();
  const mirror = `${new URL(service.url).origin}/deep/music/ws/2`;
  await http.getJson(apiAt(mirror), request);
  expect(service.requests.map(({ path }) => path)).toEqual([
    "/deep/music/ws/2/release-group/a%2Fb?query=a%3Ab%26c&limit=25",
  ]);
  expect(sent).toEqual([`${mirror}/release-group/a%2Fb?query=a%3Ab%26c&limit=25`]);
});

test("the scheme of a mirror is kept: https begins with a handshake", async () => {
  const first: number[] = [];
  const port = await listen(
    createServer(
      (socket) => void socket.once("data", (data: Buffer) => (first.push(data[0] ?? 0), socket.end())),
    ),
  );
  const { http } = testClient();
  const error = await faultOf(http.getJson(apiAt(`https://127.0.0.1:${port}/ws/2`), once));
  expect(error).toBeInstanceOf(NetworkError);
  expect(first).toEqual([22]);
});

test("who asks is said: name, version and contact", async () => {
  const service = await wordService();
  const { http } = testClient({ userAgent: "importer/1.2.3 ( me@example.org )" });
  await http.getJson(apiAt(service.url), request);
  expect(service.requests[0]?.headers).toMatchObject({
    "user-agent": "importer/1.2.3 ( me@example.org )",
    accept: "application/json",
  });
});

test("a contact in any script can be sent", async () => {
  const service = await wordService();
  const { http } = testClient({ userAgent: "importer/1 ( Łukasz Gruß\r\nx: y <l@example.org> )" });
  await http.getJson(apiAt(service.url), once);
  expect(service.requests[0]?.headers["user-agent"]).toBe(
    "importer/1 ( %C5%81ukasz Gru%C3%9F%0D%0Ax: y <l@example.org> )",
  );
});

test.each([
  ["reader:secret", "reader:secret"],
  ["reader:s%40%3Acret", "reader:s@:cret"],
  ["reader:100%", "reader:100%"],
  [":secret", ":secret"],
  ["l%C3%BCk:gr%C3%BC%C3%9F", "lük:grüß"],
])("the user and password of %s are sent, and not in the address", async (written, meant) => {
  const service = await wordService();
  const { http, sent } = testClient();
  await http.getJson(apiAt(service.url.replace("//", `//${written}@`)), once);
  const [received] = service.requests;
  expect(Buffer.from(received?.headers["authorization"]?.slice(6) ?? "", "base64").toString()).toBe(meant);
  expect(received?.headers["host"]).toBe(new URL(service.url).host);
  expect(sent.join()).not.toContain("@");
});

test("without a user nothing is authorized", async () => {
  const service = await wordService();
  await testClient().http.getJson(apiAt(service.url), once);
  expect(service.requests[0]?.headers).not.toHaveProperty("authorization");
});

const refusals = {
  "401": { kind: "status", status: 401 },
  "302": { kind: "status", status: 302, headers: { location: "/" } },
} as const;

test.each(Object.entries({ ...everyFault, ...refusals }))(
  "%s does not bring a password to light",
  async (_, fault) => {
    const service = await wordService("x".repeat(100_000));
    const { http, events, sent, retried } = testClient({ timeoutMs: 100 });
    const waits: unknown[] = [];
    events.on("gate-waiting", (event) => waits.push(event));
    service.setFault(always(fault));
    const api = apiAt(service.url.replace("//", "//reader:s3cret@"));
    const error = await faultOf(http.getJson(api, once));
    const basic = Buffer.from("reader:s3cret").toString("base64");
    expect(service.requests[0]?.headers["authorization"]).toBe(`Basic ${basic}`);
    const told = [...messagesOf(error), inspect(error, { depth: 9 }), JSON.stringify([sent, retried, waits])];
    expect(told.join()).not.toMatch(/s3cret/);
    expect(told.join()).not.toContain(basic);
  },
);

test("a refused port is said with its host, and without a password", async () => {
  const { http } = testClient();
  const error = await faultOf(http.getJson(apiAt("http://reader:s3cret@127.0.0.1:9/ws/2"), once));
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toBe("Words: 127.0.0.1:9 refuses the connection");
  expect(error.cause).toMatchObject({ code: "ECONNREFUSED" });
  expect(inspect(error)).not.toContain("s3cret");
});

test("an unknown host is said by its name", async () => {
  const host = `${"no".repeat(40)}.invalid`; // too long a name to leave this machine
  const { http } = testClient();
  const error = await faultOf(http.getJson(apiAt(`http://reader:s3cret@${host}/ws/2`), once));
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toBe(`Words: ${host} was not found: is there a network?`);
  expect(inspect(error)).not.toContain("s3cret");
});

test("a server that does not speak is a timeout", async () => {
  const port = await listen(createServer()); // it takes the connection, and no handshake follows
  const { http } = testClient({ timeoutMs: 200 });
  const error = await faultOf(http.getJson(apiAt(`https://127.0.0.1:${port}`), once));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error.message).toBe(`Words: no connection to 127.0.0.1:${port} within 0.2 s`);
});

test.each(["http", "https"])("a server that hangs up at once is asked over %s once a try", async (scheme) => {
  let connections = 0;
  const port = await listen(createServer((socket) => ((connections += 1), void socket.destroy())));
  const error = await faultOf(testClient().http.getJson(apiAt(`${scheme}://127.0.0.1:${port}`), request));
  expect(error).toBeInstanceOf(NetworkError);
  expect(connections).toBe(6);
});

test("a server that speaks something else is a network fault", async () => {
  const port = await listen(createServer((socket) => void socket.end("220 mail.example ESMTP\r\n")));
  const error = await faultOf(testClient().http.getJson(apiAt(`http://127.0.0.1:${port}`), once));
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toMatch(new RegExp(`^Words: .*127.0.0.1:${port}`));
});
