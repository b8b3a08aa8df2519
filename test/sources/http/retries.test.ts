import { afterEach, expect, test, vi } from "vitest";
import {
  ForeignAnswerError,
  HttpError,
  NetworkError,
  PayloadError,
  RefusedError,
  RejectedError,
  TimeoutError,
  UnreachableError,
} from "../../../src/errors.ts";
import { tellFinalFault } from "../../../src/sources/circuit-breaker.ts";
import type { Api } from "../../../src/sources/http/api.ts";
import type { Fault } from "../../../src/demo/stand-in.ts";
import { always, firstTimes, inTurn, rateLimited, serverBusy } from "../../helpers/faults.ts";
import { apiAt, faultOf, testClient, words, wordService } from "../../helpers/http.ts";

afterEach(() => vi.restoreAllMocks());

const status = (code: number): Fault => ({ kind: "status", status: code, body: '{"error":"not now"}' });

const passing: [string, Fault, object][] = [
  ["429", status(429), { name: "HttpError", status: 429, message: "Words answered 429: not now" }],
  ["500", status(500), { name: "HttpError", status: 500 }],
  ["502", status(502), { name: "HttpError", status: 502 }],
  ["503", status(503), { name: "HttpError", status: 503 }],
  ["504", status(504), { name: "HttpError", status: 504 }],
  ["an HTML 502", { kind: "html", status: 502 }, { message: "Words answered 502" }],
  [
    "a reset",
    { kind: "reset" },
    { name: "NetworkError", message: /^Words: 127.0.0.1:\d+ cut the connection$/ },
  ],
  ["a body cut short", { kind: "cut-body" }, { name: "NetworkError", message: /cut/ }],
];

test.each(passing)("%s is asked again, six times in all, and then told", async (_, fault, expected) => {
  const service = await wordService();
  const { http, retried } = testClient();
  service.setFault(always(fault));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toMatchObject(withPatterns(expected));
  expect(service.requests).toHaveLength(6);
  expect(retried.map(({ attempt, attempts, source }) => [attempt, attempts, source])).toEqual(
    [1, 2, 3, 4, 5].map((attempt) => [attempt, 6, "Words"]),
  );
});

test.each(passing)("%s five times over is nobody's trouble in the end", async (_, fault) => {
  const service = await wordService();
  const { http, sent } = testClient();
  service.setFault(firstTimes(5, fault));
  const answer = await http.getJson(apiAt(service.url), { path: "a", query: { b: "c d" }, schema: words });
  expect(answer).toEqual({ words: "hello" });
  expect(service.requests.map(({ path }) => path)).toEqual(Array(6).fill("/ws/2/a?b=c+d"));
  expect(sent).toEqual(Array(6).fill(`${service.url}/a?b=c+d`));
});

test.each([
  ["no answer", { kind: "hang" }, /127.0.0.1:\d+ did not answer within 0.15 s/],
  ["half an answer", { kind: "hang-body" }, /stopped in the middle of its answer for 0.15 s/],
] as const)("%s in time is a timeout, and asked again", async (_, fault, said) => {
  const service = await wordService("x".repeat(100_000));
  const { http } = testClient({ timeoutMs: 150 });
  service.setFault(always(fault));
  const request = { path: "a", schema: words, retries: 1 }; // undici's clock ticks once a second
  const error = await faultOf(http.getJson(apiAt(service.url), request));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error.message).toMatch(said);
  expect(service.requests).toHaveLength(2);
});

test("both of MusicBrainz's 503s pass", async () => {
  const service = await wordService();
  const { http, retried } = testClient();
  service.setFault(inTurn(serverBusy, rateLimited, serverBusy));
  expect(await http.getJson(apiAt(service.url), { path: "a", schema: words })).toEqual({ words: "hello" });
  expect(retried.map(({ reason }) => reason)).toEqual([
    "Words answered 503: The MusicBrainz web server is currently busy. Please try again later.",
    expect.stringMatching(/^Words answered 503: Your requests are exceeding the allowable rate limit/),
    expect.stringContaining("busy"),
  ]);
});

test.each([404, 410])("%d is an answer only where the service says so in its own form", async (code) => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always(status(code)));
  const api = apiAt(service.url);
  const judge: Api["judge"] = ({ body }) => (body.includes("not now") ? "absent" : undefined);
  expect(await http.getJson({ ...api, judge }, { path: "a", schema: words })).toBeUndefined();
  const fault = await faultOf(http.getJson(api, { path: "a", schema: words }));
  expect(fault).toBeInstanceOf(ForeignAnswerError);
  expect(service.requests).toHaveLength(2);
});

test.each([400, 401, 403, 406])("%d is a refusal, asked once, with what to do", async (code) => {
  const service = await wordService();
  const { http, retried } = testClient();
  service.setFault(always(status(code)));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(RejectedError);
  expect(error).toMatchObject({
    source: "Words",
    hint: "say who you are",
    message: `Words answered ${code}: not now`,
  });
  expect([service.requests.length, retried.length]).toEqual([1, 0]);
});

test.each([204, 304, 405, 418, 501])("%d is no answer that we know, and asked once", async (code) => {
  const service = await wordService();
  const { http } = testClient();
  service.setFault(always({ kind: "status", status: code }));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status: code });
  expect(service.requests).toHaveLength(1);
});

test("a caller that retries by itself gets one try", async () => {
  const service = await wordService();
  const { http, retried } = testClient();
  service.setFault(always({ kind: "reset" }));
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words, retries: 0 }));
  expect(error).toBeInstanceOf(NetworkError);
  expect([service.requests.length, retried.length]).toEqual([1, 0]);
});

test.each([
  [0, 1],
  [0.999, 1.99],
])("the delay doubles with each try, and chance (%d) stretches it %d-fold", async (chance, stretch) => {
  vi.spyOn(Math, "random").mockReturnValue(chance);
  const service = await wordService();
  const { http } = testClient({ retryDelayMs: 20 });
  service.setFault(always(status(500)));
  await faultOf(http.getJson(apiAt(service.url), { path: "a", schema: words }));
  const gaps = service.requests.slice(1).map(({ at }, index) => at - (service.requests[index]?.at ?? 0));
  // From arrival to arrival: the server may notice one late, by the little that a loaded machine costs.
  for (const [index, gap] of gaps.entries()) expect(gap).toBeGreaterThan(20 * 2 ** index * stretch - 8);
});

test("a fault that is not theirs is not retried", async () => {
  const service = await wordService();
  const { http } = testClient();
  const full = Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
  const gate = { ...apiAt(service.url).gate, pause: () => Promise.reject(full) };
  service.setFault(always(rateLimited));
  const error = await faultOf(http.getJson(apiAt(service.url, gate), { path: "a", schema: words }));
  expect(error).toBe(full);
  expect(service.requests).toHaveLength(1);
});

test("a gate that can't be told of a send fails the request, and nothing else", async () => {
  const service = await wordService();
  const { http } = testClient();
  const full = Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
  const gate = { ...apiAt(service.url).gate, sent: () => Promise.reject(full) };
  service.setFault(always({ kind: "delay", ms: 100 })); // long enough for a rejection that nobody handles
  expect(await faultOf(http.getJson(apiAt(service.url, gate), { path: "a", schema: words }))).toBe(full);
  expect(service.requests).toHaveLength(1);
});

test("a body of another shape is refused where it differs, once", async () => {
  const service = await wordService();
  const { http, retried } = testClient();
  const schema = words.extend({ "release-groups": words.shape.words });
  const error = await faultOf(http.getJson(apiAt(service.url), { path: "a", schema }));
  expect(error).toBeInstanceOf(PayloadError);
  expect(error.message).toMatch(/^Words answered in a shape this importer does not know \(release-groups: /);
  expect([service.requests.length, retried.length]).toEqual([1, 0]);
});

/** Regular expressions as vitest compares them. */
function withPatterns(expected: object): object {
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      value instanceof RegExp ? (expect.stringMatching(value) as unknown) : (value as unknown),
    ]),
  );
}

test.each([
  ["command", 2],
  ["worker", 4],
] as const)("where nobody answers at all, a %s tries %d times", async (patience, tries) => {
  const { http, sent, retried } = testClient({ patience });
  const nowhere = `http://${"no".repeat(40)}.invalid`; // too long a name to leave this machine
  const fault = await faultOf(http.getJson(apiAt(nowhere), { path: "a", schema: words }));
  expect(fault).toBeInstanceOf(UnreachableError);
  const refused = await faultOf(http.getJson(apiAt("http://127.0.0.1:9"), { path: "a", schema: words }));
  expect(refused).toBeInstanceOf(RefusedError);
  expect(sent).toHaveLength(2 * tries);
  expect(new Set(retried.map(({ attempts }) => attempts))).toEqual(new Set([tries]));
});

test("the breaker hears of an exchange that failed after all its tries, and of an answer", async () => {
  const service = await wordService();
  const heard: string[] = [];
  const breaker = {
    check: () => Promise.resolve(void heard.push("check")),
    failed: (error: unknown) => Promise.resolve(void heard.push((error as Error).name) as undefined),
    answered: () => Promise.resolve(void heard.push("answered")),
  };
  const api = { ...apiAt(service.url), breaker };
  const { http } = testClient();
  service.setFault(firstTimes(6, status(500)));
  await faultOf(http.getJson(api, { path: "a", schema: words }));
  await http.getJson(api, { path: "a", schema: words });
  expect(heard).toEqual(["check", "HttpError", "check", "answered"]);
  service.setFault(firstTimes(2, { kind: "reset" }));
  const fault = await faultOf(http.getJson(api, { path: "a", schema: words, retries: 0 }));
  expect(heard.at(-1)).toBe("check"); // the caller tries again by itself, and says when it gives up
  await tellFinalFault(fault);
  expect(heard.at(-1)).toBe("NetworkError");
});
