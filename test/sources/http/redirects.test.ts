import { expect, onTestFinished, test } from "vitest";
import { ForeignAnswerError, HttpError, PayloadError } from "../../../src/errors.ts";
import { startStandIn, type Reply, type StandIn } from "../../../src/demo/stand-in.ts";
import type { Gate } from "../../../src/sources/gate.ts";
import { apiAt, faultOf, openGate, testClient, words, wordService } from "../../helpers/http.ts";

const here: Reply = { status: 200, body: '{"words":"here"}' };
const to = (location: string, status = 301): Reply => ({ status, headers: { location }, body: "moved" });

/** A service whose every path but the listed ones says "here". */
async function movingService(places: Record<string, (url: string) => Reply>): Promise<StandIn> {
  const service: StandIn = await startStandIn({
    basePath: "/ws/2",
    answer: ({ url }) => places[url.pathname + url.search]?.(service.url) ?? here,
  });
  onTestFinished(() => service.close());
  return service;
}

const pathsOf = (service: StandIn): string[] => service.requests.map(({ path }) => path);

/** A gate that counts who passes, and who says that it left. */
function countingGate(): { gate: Gate; counts: { passed: number; sent: number } } {
  const counts = { passed: 0, sent: 0 };
  const open = openGate();
  const gate: Gate = {
    ...open,
    pass: (signal) => ((counts.passed += 1), open.pass(signal)),
    sent: () => ((counts.sent += 1), open.sent()),
  };
  return { gate, counts };
}

test.each([301, 302, 303, 307, 308])("a %d is followed, and takes a slot of its own", async (status) => {
  const service = await movingService({ "/ws/2/old?fmt=json": () => to("/ws/2/new?fmt=json", status) });
  const { http, sent } = testClient();
  const { gate, counts } = countingGate();
  const request = { path: "old", query: { fmt: "json" }, schema: words };
  expect(await http.getJson(apiAt(service.url, gate), request)).toEqual({ words: "here" });
  expect(pathsOf(service)).toEqual(["/ws/2/old?fmt=json", "/ws/2/new?fmt=json"]);
  expect(sent).toEqual([`${service.url}/old?fmt=json`, `${service.url}/new?fmt=json`]);
  expect(counts).toEqual({ passed: 2, sent: 2 });
});

test("a circle is left after six sends, and not walked again", async () => {
  const service = await movingService({ "/ws/2/a": () => to("b"), "/ws/2/b": () => to("a") });
  const { http, retried } = testClient();
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toBe("Words redirects in circles (/ws/2/a)");
  expect([service.requests.length, retried.length]).toEqual([6, 0]);
});

test("another host that we are sent to gets no authorization, and takes no slot of this one", async () => {
  const other = await wordService("there");
  const service = await movingService({
    "/ws/2/near": () => to("far", 302),
    "/ws/2/far": () => to(`${other.url}/x`, 307),
  });
  const { http } = testClient();
  const { gate, counts } = countingGate();
  const address = service.url.replace("//", "//reader:secret@");
  const file = { path: "near", accept: "*/*", largestBytes: 1000 };
  const found = await http.getBytes(apiAt(address, gate), file);
  expect(JSON.parse(String(found?.bytes))).toEqual({ words: "there" });
  const basic = `Basic ${Buffer.from("reader:secret").toString("base64")}`;
  expect(service.requests.map(({ headers }) => headers["authorization"])).toEqual([basic, basic]);
  expect(other.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
  expect(counts).toEqual({ passed: 2, sent: 2 });
});

test("a user and password in a location are not used", async () => {
  const service = await movingService({
    "/ws/2/old": (url) => to(`${url.replace("//", "//their:words@")}/new`),
  });
  const { http, sent } = testClient();
  expect(await http.getJson(apiAt(service.url), { path: "old", schema: words })).toEqual({ words: "here" });
  expect(service.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined, undefined]);
  expect(sent.join()).not.toContain("their");
});

test.each(["ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "javascript:alert(1)"])(
  "a redirect to %s is not followed",
  async (location) => {
    const service = await movingService({ "/ws/2/old": () => to(location) });
    const { http } = testClient();
    const error = await faultOf(http.getJson(apiAt(service.url), { path: "old", schema: words }));
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 301 });
    expect(service.requests).toHaveLength(1);
  },
);

test("a redirect without a location is an error, not a riddle", async () => {
  const service = await movingService({ "/ws/2/old": () => ({ status: 301, body: "" }) });
  const { http } = testClient();
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "old", schema: words }));
  expect(error).toMatchObject({ name: "HttpError", status: 301 });
});

test("the long page that comes with a redirect is not read", async () => {
  const page = "x".repeat(8 * 1024 * 1024);
  const service = await movingService({ "/ws/2/old": () => ({ ...to("new"), body: page }) });
  const { http } = testClient();
  expect(await http.getJson(apiAt(service.url), { path: "old", schema: words })).toEqual({ words: "here" });
});

test.each([
  "http://127.0.0.1:9/ws/2/new",
  "https://127.0.0.1/ws/2/new",
  "http://localhost:9/",
  "http://[::1]:9/",
  "//0.0.0.0:9/",
  "http://127.1:9/",
  "http://portal.example/login",
])("data is not fetched from %s, where a service sends us", async (location) => {
  const service = await movingService({ "/ws/2/old": () => to(location) });
  const { http, sent } = testClient();
  const fault = await faultOf(http.getJson(apiAt(service.url), { path: "old", schema: words }));
  expect(fault).toBeInstanceOf(ForeignAnswerError);
  expect(fault.message).toMatch(/sends us to .* instead of answering: does this network ask for a log-in/);
  expect(sent).toHaveLength(1);
});
