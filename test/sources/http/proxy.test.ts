import { createServer } from "node:net";
import { expect, test } from "vitest";
import { NetworkError, RejectedError, TimeoutError } from "../../../src/errors.ts";
import { firstTimes } from "../../helpers/faults.ts";
import {
  apiAt,
  faultOf,
  listen,
  messagesOf,
  pause,
  testClient,
  words,
  wordService,
} from "../../helpers/http.ts";
import { testProxy } from "../../helpers/proxy.ts";

const request = { path: "a", schema: words };
const once = { ...request, retries: 0 };
/** A host that no name server knows: only the proxy can get there. */
const elsewhere = (url: string): string => url.replace("127.0.0.1", "music.invalid");

test("every request goes through the proxy, the second try and the redirect too", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  const { http } = testClient({ proxy: { httpProxy: proxy.url } });
  service.setFault(firstTimes(2, { kind: "reset" }));
  expect(await http.getJson(apiAt(elsewhere(service.url)), request)).toEqual({ words: "hello" });
  const { port } = new URL(service.url);
  // Undici tunnels, so a connection shows only once; the two that were reset were made anew.
  expect(proxy.asked).toEqual(Array(3).fill(`CONNECT music.invalid:${port}`));
  expect(service.requests.map(({ headers }) => headers["host"])).toEqual(
    Array(3).fill(`music.invalid:${port}`),
  );
  const moved = { kind: "status", status: 301, headers: { location: "http://other.invalid:1/x" } } as const;
  service.setFault(firstTimes(1, moved));
  const file = { path: "a", accept: "*/*", largestBytes: 1000, retries: 0 };
  await faultOf(http.getBytes(apiAt(elsewhere(service.url)), file));
  expect(proxy.asked.at(-1)).toBe("CONNECT other.invalid:1");
});

test("an https address takes the proxy for https, and no other", async () => {
  const [plain, secure] = [await testProxy(), await testProxy()];
  const { http } = testClient({ proxy: { httpProxy: plain.url, httpsProxy: secure.url } });
  await faultOf(http.getJson(apiAt("https://music.invalid:1/ws/2"), once));
  expect([plain.asked, secure.asked]).toEqual([[], ["CONNECT music.invalid:1"]]);
});

test("only the proxy for https being set, http goes straight", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  const { http } = testClient({ proxy: { httpsProxy: proxy.url } });
  expect(await http.getJson(apiAt(service.url), request)).toEqual({ words: "hello" });
  expect(proxy.asked).toEqual([]);
});

test.each(["127.0.0.1", "other.example,127.0.0.1", "*", "127.0.0.1:PORT", "other.example 127.0.0.1"])(
  "NO_PROXY=%s goes straight",
  async (noProxy) => {
    const service = await wordService();
    const proxy = await testProxy();
    const { port } = new URL(service.url);
    const options = { httpProxy: proxy.url, noProxy: noProxy.replace("PORT", port) };
    const { http } = testClient({ proxy: options });
    expect(await http.getJson(apiAt(service.url), request)).toEqual({ words: "hello" });
    expect(proxy.asked).toEqual([]);
  },
);

test.each(["other.example", "127.0.0.1:1", "7.0.0.1"])("NO_PROXY=%s is not about us", async (noProxy) => {
  const service = await wordService();
  const proxy = await testProxy();
  const { http } = testClient({ proxy: { httpProxy: proxy.url, noProxy } });
  expect(await http.getJson(apiAt(service.url), request)).toEqual({ words: "hello" });
  expect(proxy.asked).toHaveLength(1);
});

test("the proxy is told its password, and nobody else is", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  const address = proxy.url.replace("//", "//me:p%40ss@");
  const { http, sent } = testClient({ proxy: { httpProxy: address } });
  await http.getJson(apiAt(elsewhere(service.url)), request);
  expect(proxy.authorizations).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
  expect(service.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  const error = await faultOf(http.getJson(apiAt("http://music.invalid:1/ws/2"), once));
  expect([...messagesOf(error), ...sent].join()).not.toMatch(/p%40ss|p@ss/);
});

/** A proxy that answers every question for a tunnel in one way, and how often it was asked. */
async function proxyThatSays(answer: string): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((socket) => void socket.once("data", () => (asked++, socket.end(answer))));
  return { url: `http://127.0.0.1:${await listen(server)}`, asked: () => asked };
}

test("a proxy that can't get there is told apart from the service", async () => {
  const { url } = await proxyThatSays("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  const { http } = testClient({ proxy: { httpProxy: url } });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), once));
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toMatch(/the proxy answered 502 when asked for music.invalid/);
});

test("a proxy that wants a password is asked once: it will say the same again", async () => {
  const { url, asked } = await proxyThatSays("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
  const { http } = testClient({ proxy: { httpProxy: url } });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), request));
  expect(error).toBeInstanceOf(RejectedError);
  expect(error).toMatchObject({ message: "Words: the proxy wants to know who you are (407)" });
  expect(error).toMatchObject({ hint: expect.stringContaining("user:password@") as string });
  expect(asked()).toBe(1);
});

test("a proxy that says so in the place of the answer is asked once, too", async () => {
  const { url, asked } = await proxyThatSays(
    "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<h1>Who?</h1>",
  );
  const { http, retried } = testClient({ proxy: { httpProxy: url } });
  const error = await faultOf(http.getJson(apiAt("http://music.example/ws/2"), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(RejectedError);
  expect(error).toMatchObject({ message: "Words: the proxy wants to know who you are (407)" });
  expect([asked(), retried.length]).toEqual([1, 0]);
});

test("a proxy that is not there is told apart from the service", async () => {
  const { http } = testClient({ proxy: { httpProxy: "http://127.0.0.1:9" } });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), once));
  expect(error.message).toBe("Words: the proxy on port 9 refuses the connection");
});

test("a proxy whose name is unknown is called by it", async () => {
  const host = `${"no".repeat(40)}.invalid`; // too long a name to leave this machine
  const { http } = testClient({ proxy: { httpProxy: `http://me:s3cret@${host}:3128` } });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), once));
  expect(error.message).toBe(`Words: ${host} was not found: is there a network?`);
  expect(messagesOf(error).join()).not.toContain("s3cret");
});

test("a request that was given up while the proxy took its time is not sent later", async () => {
  const service = await wordService();
  const proxy = await testProxy();
  proxy.delaysMs.push(400);
  const { http } = testClient({ proxy: { httpProxy: proxy.url }, timeoutMs: 100 });
  expect(await faultOf(http.getJson(apiAt(service.url), once))).toBeInstanceOf(TimeoutError);
  await pause(800);
  expect([proxy.asked.length, service.requests.length]).toEqual([1, 0]);
});

test("a proxy that hangs up is asked once a try", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.once("data", () => socket.destroy());
  });
  const port = await listen(server);
  const { http } = testClient({ proxy: { httpProxy: `http://127.0.0.1:${port}` } });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), request));
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toBe("Words: the proxy hung up when asked for music.invalid");
  expect(connections).toBe(6);
});

test("a proxy that never answers is a timeout", async () => {
  const port = await listen(createServer());
  const { http } = testClient({ proxy: { httpProxy: `http://127.0.0.1:${port}` }, timeoutMs: 200 });
  const error = await faultOf(http.getJson(apiAt("http://music.invalid/ws/2"), once));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error.message).toBe("Words: no connection to music.invalid within 0.2 s");
});
