import { expect, test } from "vitest";
import { HttpError, RejectedError, UserError } from "../../src/errors.ts";
import { endingOfFault, endingOfResult, type AttemptEnding } from "../../src/jobs/worker/endings.ts";
import { createTally } from "../../src/jobs/worker/tally.ts";

const { signal } = new AbortController();
const fault = (error: unknown, attempt = 1): AttemptEnding =>
  endingOfFault(error, {
    job: { attempt, maxAttempts: 12 },
    signal,
    isStopping: false,
    nowMs: 0,
    random: () => 0,
  });
const unavailable = new HttpError("musicbrainz", "HTTP 503", { status: 503 });

test.each<[string, AttemptEnding, object]>([
  ["done", { outcome: "done" }, {}],
  ["a source is down", fault(unavailable), { waiting: 1 }],
  ["a source is down, for the last time", fault(unavailable, 12), { failed: 1 }],
  ["a source refuses", fault(new RejectedError("amazon", "not eligible", { hint: "wait" })), { refused: 1 }],
  ["a person's mistake", fault(new UserError("no")), { failed: 1 }],
  ["a fault of ours, to be tried again", fault(new Error("oops")), {}],
  [
    "a source rests",
    endingOfResult({ outcome: "snooze", delayMs: 5, reason: "rests", waitsFor: "lrclib" }, 0),
    { waiting: 1 },
  ],
  ["the network is held", endingOfResult({ outcome: "snooze", delayMs: 5, reason: "no Wi-Fi" }, 0), {}],
  ["handed back", { outcome: "returned", reason: "the worker stopped", runAt: 0 }, {}],
])("%s", (_, ending, troubles) => {
  const tally = createTally();
  tally.count(1, ending);
  expect(tally.troubles()).toEqual({ failed: 0, waiting: 0, refused: 0, ...troubles });
});

test("a job counts by its last ending, a run by each", () => {
  const tally = createTally();
  tally.count(1, fault(unavailable));
  tally.count(1, { outcome: "done" });
  tally.count(2, fault(unavailable));
  tally.giveUp(3);
  expect(tally.troubles()).toEqual({ failed: 1, waiting: 1, refused: 0 });
  expect(tally.counts()).toMatchObject({ done: 1, retried: 2 });
});
