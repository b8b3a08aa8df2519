import { expect, test } from "vitest";
import { HttpError, InterruptedError, PayloadError, RejectedError, UserError } from "../../src/errors.ts";
import { endingOfFault, endingOfResult, type FaultContext } from "../../src/jobs/worker/endings.ts";
import { CancelAskedError, LostJobError } from "../../src/jobs/queue/task.ts";

const nowMs = 1_000_000;

function endingOf(error: unknown, context: Partial<FaultContext> = {}) {
  const job = { attempt: 1, maxAttempts: 3 };
  const { signal } = new AbortController();
  return endingOfFault(error, { job, signal, isStopping: false, nowMs, random: () => 1, ...context });
}

test("a source that could not be asked is asked again, later each time", () => {
  const fault = new HttpError("musicbrainz", "HTTP 503", { status: 503 });
  expect(endingOf(fault)).toEqual({
    outcome: "retried",
    reason: "HTTP 503",
    runAt: nowMs + 2_000,
    waitsFor: "musicbrainz",
  });
  expect(endingOf(fault, { job: { attempt: 2, maxAttempts: 3 } })).toMatchObject({ runAt: nowMs + 4_000 });
});

test("Retry-After is a floor under the delay", () => {
  const fault = (retryAfterMs: number) => new HttpError("lrclib", "HTTP 429", { status: 429, retryAfterMs });
  expect(endingOf(fault(60_000))).toMatchObject({ runAt: nowMs + 60_000 });
  expect(endingOf(fault(5))).toMatchObject({ runAt: nowMs + 2_000 });
});

test("after the last attempt a job is failed", () => {
  const last = { job: { attempt: 3, maxAttempts: 3 } };
  expect(endingOf(new PayloadError("lrclib", "no JSON"), last)).toEqual({
    outcome: "failed",
    reason: "no JSON",
  });
  expect(endingOf(new TypeError("a bug"), last)).toEqual({ outcome: "failed", reason: "a bug" });
  expect(endingOf("thrown text", last)).toEqual({ outcome: "failed", reason: "thrown text" });
});

test("an unknown error is retried too", () => {
  expect(endingOf(new TypeError("a bug"))).toMatchObject({ outcome: "retried", reason: "a bug" });
});

test("a source that refuses us parks the job at once, and says what to do", () => {
  const fault = new RejectedError("amazon", "not eligible", { hint: "sign up first" });
  expect(endingOf(fault)).toEqual({
    outcome: "failed",
    reason: "not eligible; sign up first",
    isRefused: true,
  });
});

test("what a person must mend fails at once, with the hint", () => {
  const fault = new UserError("no such album", { hint: "importer list albums" });
  expect(endingOf(fault)).toEqual({ outcome: "failed", reason: "no such album; importer list albums" });
  expect(endingOf(new UserError("no such album"))).toEqual({ outcome: "failed", reason: "no such album" });
});

test("a job interrupted by a stop is handed back for the next worker to begin at once", () => {
  const returned = { outcome: "returned", runAt: nowMs };
  expect(endingOf(new InterruptedError(), { isStopping: true })).toMatchObject(returned);
  const signal = AbortSignal.abort(new InterruptedError());
  expect(endingOf(new Error("fetch failed"), { isStopping: true, signal })).toMatchObject(returned);
});

test("a task that calls itself interrupted when nobody stops it does not make the worker spin", () => {
  expect(endingOf(new InterruptedError())).toMatchObject({ outcome: "returned", runAt: nowMs + 1_000 });
});

test("a task that ends because it was cancelled is cancelled, whatever it throws", () => {
  const signal = AbortSignal.abort(new CancelAskedError());
  expect(endingOf(new Error("fetch failed"), { signal })).toMatchObject({ outcome: "cancelled" });
});

test("a job that is no longer ours is left alone", () => {
  expect(endingOf(new LostJobError(7))).toMatchObject({ outcome: "lost" });
  const signal = AbortSignal.abort(new LostJobError(7));
  expect(endingOf(new Error("fetch failed"), { signal })).toMatchObject({ outcome: "lost" });
});

test.each([
  [30_000, 30_000],
  [0, 100],
  [-5, 100],
  [NaN, 100],
  [Infinity, 30 * 24 * 3_600_000],
])("a snooze of %d ms is one of %d ms", (delayMs, expectedMs) => {
  const ending = endingOfResult({ outcome: "snooze", delayMs, reason: "not yet" }, nowMs);
  expect(ending).toEqual({ outcome: "snoozed", reason: "not yet", runAt: nowMs + expectedMs });
});
