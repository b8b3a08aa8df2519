import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { offTheClock, withTimeLimit } from "../../src/sources/time-limit.ts";
import { faultOf } from "../helpers/http.ts";

const never = new AbortController().signal;
const late = (): Error => new Error("late");
/** Takes so long, unless it is aborted. */
const take = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => Promise.reject(signal.reason as Error));

test("work that takes too long is aborted, with the fault that was made for it", async () => {
  expect(await faultOf(withTimeLimit(20, never, late, (signal) => take(60_000, signal)))).toEqual(late());
});

test("waiting off the clock does not count, however many wait at once", async () => {
  const work = async (signal: AbortSignal): Promise<string> => {
    const wait = (ms: number): Promise<void> => offTheClock(() => take(ms, signal));
    await Promise.all([wait(300), wait(600)]);
    await wait(300);
    return "done";
  };
  expect(await withTimeLimit(250, never, late, work)).toBe("done");
});

test("what was used before a wait is used up after it", async () => {
  const work = async (signal: AbortSignal): Promise<void> => {
    await take(200, signal);
    await offTheClock(() => sleep(50));
    await take(60_000, signal);
  };
  const from = performance.now();
  expect(await faultOf(withTimeLimit(1_000, never, late, work))).toEqual(late());
  expect(performance.now() - from).toBeLessThan(20_000);
});

test("another's abort passes through, also one that came before", async () => {
  const stopping = new AbortController();
  const work = withTimeLimit(60_000, stopping.signal, late, (signal) => take(60_000, signal));
  stopping.abort(new Error("stop"));
  expect(await faultOf(work)).toEqual(new Error("stop"));
  let begun = false;
  const later = withTimeLimit(1, stopping.signal, late, () => Promise.resolve((begun = true)));
  expect(await faultOf(later)).toEqual(new Error("stop"));
  expect(begun).toBe(false);
});

test("without a limit around it, a wait is a wait", async () => {
  expect(await offTheClock(() => Promise.resolve(7))).toBe(7);
});
