import { expect, test } from "vitest";
import type { HttpError } from "../../../src/errors.ts";
import type { Gate } from "../../../src/sources/gate.ts";
import { retryAfterOf } from "../../../src/sources/http/answer/retry-after.ts";
import { always, serverBusy } from "../../helpers/faults.ts";
import { apiAt, faultOf, openGate, testClient, words, wordService } from "../../helpers/http.ts";

const now = Date.UTC(2026, 10, 21, 12);

test.each([
  ["1", 1000],
  ["120", 120_000],
  ["0.5", 500],
  [" 7 ", 7000],
  ["Sat, 21 Nov 2026 12:00:30 GMT", 30_000],
  ["Sat, 21 Nov 2026 12:00:00 GMT", undefined],
  ["Sat, 21 Nov 2026 11:00:00 GMT", undefined],
  ["0", undefined],
  ["-5", undefined],
  ["soon", undefined],
  ["", undefined],
  ["1e3", undefined],
  ["99999999999", 99_999_999_999_000],
  [undefined, undefined],
])("Retry-After: %s is %s ms", (header, ms) => {
  expect(retryAfterOf({ "retry-after": header }, now)).toBe(ms);
});

test("of several headers the first counts", () => {
  expect(retryAfterOf({ "retry-after": ["3", "4"] }, now)).toBe(3000);
});

const halfAMinute = "Sat, 21 Nov 2026 12:00:30 GMT";
test.each([
  [{ date: "Sat, 21 Nov 2026 12:00:10 GMT" }, 20_000],
  [{ date: ["Sat, 21 Nov 2026 12:00:10 GMT"] }, 20_000],
  [{ date: "Thu, 01 Jan 1970 00:00:00 GMT" }, now + 30_000],
  [{ date: "Mon, 01 Jan 2035 00:00:00 GMT" }, undefined],
  [{ date: "today" }, 30_000],
  [{}, 30_000],
])("of %j a date half a minute ahead is %s ms", (headers, ms) => {
  expect(retryAfterOf({ ...headers, "retry-after": halfAMinute }, now)).toBe(ms);
});

/** One try against a service that answers like this; what the gate was asked for, and the fault. */
async function askOnce(status: number, headers: Record<string, string>) {
  const service = await wordService();
  const pauses: { forMs: number; reason: string }[] = [];
  const gate: Gate = { ...openGate(), pause: async (forMs, reason) => void pauses.push({ forMs, reason }) };
  service.setFault(always({ kind: "status", status, headers, body: '{"error":"later"}' }));
  const request = { path: "a", schema: words, retries: 0 };
  const error = (await faultOf(testClient().http.getJson(apiAt(service.url, gate), request))) as HttpError;
  return { pauses, error };
}

test.each([429, 503])("a %d that names a time shuts the gate for it", async (status) => {
  const { pauses, error } = await askOnce(status, { "retry-after": "30" });
  expect(pauses).toEqual([{ forMs: 30_000, reason: `Words answered ${status}: later` }]);
  expect(error).toMatchObject({ status, retryAfterMs: 30_000 });
});

test.each([
  [503, { "retry-after": "0" }],
  [429, {}],
  [503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }],
])("a %d with %j shuts no gate", async (status, headers) => {
  const { pauses, error } = await askOnce(status, headers as Record<string, string>);
  expect(pauses).toEqual([]);
  expect(error.retryAfterMs).toBeUndefined();
});

test("a 500 that names a time holds back its caller, not everybody", async () => {
  const { pauses, error } = await askOnce(500, { "retry-after": "30" });
  expect(pauses).toEqual([]);
  expect(error).toMatchObject({ status: 500, retryAfterMs: 30_000 });
});

test("a date is read by the clock of those who wrote it", async () => {
  const theirNow = Date.UTC(2001, 0, 1);
  const { pauses } = await askOnce(429, {
    date: new Date(theirNow).toUTCString(),
    "retry-after": new Date(theirNow + 45_000).toUTCString(),
  });
  expect(pauses).toEqual([{ forMs: 45_000, reason: "Words answered 429: later" }]);
});

test("with Retry-After: 0 our own back-off is kept", async () => {
  const service = await wordService();
  const { http } = testClient({ retryDelayMs: 150 });
  let left = 2;
  service.setFault(() => (left-- > 0 ? serverBusy : undefined));
  await http.getJson(apiAt(service.url), { path: "a", schema: words });
  const [first = 0, second = 0, third = 0] = service.requests.map(({ at }) => at);
  expect(second - first).toBeGreaterThan(140);
  expect(third - second).toBeGreaterThan(290);
});
