import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { offTheClock, withTimeLimit, type TimeLimit } from "../../src/sources/time-limit.ts";
import { faultOf } from "../helpers/http.ts";

const never = new AbortController().signal;
const late = (): Error => new Error("late");
const within = (limitMs: number): TimeLimit => ({ limitMs, timeout: late });
/** Takes so long, unless it is aborted. */
const take = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => Promise.reject(signal.reason as Error));

test("work that takes too long is aborted, with the fault that was made for it", async () => {
  expect(await faultOf(withTimeLimit(within(20), never, (signal) => take(60_000, signal)))).toEqual(late());
});

test("waiting off the clock does not count, however many wait at once", async () => {
  const work = async (signal: AbortSignal): Promise<string> => {
    const wait = (ms: number): Promise<void> => offTheClock(signal, () => take(ms, signal));
    await Promise.all([wait(300), wait(600)]);
    await wait(300);
    return "done";
  };
  expect(await withTimeLimit(within(250), never, work)).toBe("done");
});

test("a wait within limited work stops the clocks of all work around it", async () => {
  const inner = (signal: AbortSignal): Promise<void> => offTheClock(signal, () => take(1_000, signal));
  const outer = async (signal: AbortSignal): Promise<string> => {
    await withTimeLimit(within(400), signal, inner);
    return "done";
  };
  expect(await withTimeLimit(within(500), never, outer)).toBe("done");
});

test("what was used before a wait is used up after it", async () => {
  const work = async (signal: AbortSignal): Promise<void> => {
    await take(200, signal);
    await offTheClock(signal, () => sleep(50));
    await take(60_000, signal);
  };
  const from = performance.now();
  expect(await faultOf(withTimeLimit(within(1_000), never, work))).toEqual(late());
  expect(performance.now() - from).toBeLessThan(20_000);
});

test("another's abort passes through, also one that came before", async () => {
  const stopping = new AbortController();
  const work = withTimeLimit(within(60_000), stopping.signal, (signal) => take(60_000, signal));
  stopping.abort(new Error("stop"));
  expect(await faultOf(work)).toEqual(new Error("stop"));
  let begun = false;
  const later = withTimeLimit(within(1), stopping.signal, () => Promise.resolve((begun = true)));
  expect(await faultOf(later)).toEqual(new Error("stop"));
  expect(begun).toBe(false);
});

test("without a limit around it, a wait is a wait", async () => {
  expect(await offTheClock(never, () => Promise.resolve(7))).toBe(7);
  expect(await offTheClock(undefined, () => Promise.resolve(7))).toBe(7);
});

test("a long wait does without its place, and comes back to it before the time goes on", async () => {
  const told: string[] = [];
  const onLongWait = { begin: () => void told.push("left"), end: async () => void told.push("back") };
  const work = async (signal: AbortSignal): Promise<void> => {
    await offTheClock(signal, () => sleep(20));
    told.push("short");
    await offTheClock(signal, () => sleep(1_300));
    told.push("long");
  };
  await withTimeLimit({ ...within(60_000), onLongWait }, never, work);
  expect(told).toEqual(["short", "left", "back", "long"]);
});

const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test("work that is over has no clock any more, though a wait that it began goes on", async () => {
  const told: string[] = [];
  const onLongWait = { begin: () => void told.push("left"), end: async () => void told.push("back") };
  let endWait = (): void => {};
  let waiting: Promise<void> | undefined;
  await withTimeLimit({ ...within(60_000), onLongWait }, never, async (signal) => {
    waiting = offTheClock(signal, () => new Promise<void>((resolve) => (endWait = resolve)));
    await sleep(1_300);
  });
  const before = timers();
  endWait();
  await waiting;
  expect(told).toEqual(["left"]);
  expect(timers()).toBe(before);
});

// Nothing else may be left to do: one waits at the gate with a place, and who has the turn waits for a place.
test("work that waits keeps the process alive until it gives up its place, and leaves nothing behind", async () => {
  const before = timers();
  let whileWaiting = 0;
  await withTimeLimit(
    { limitMs: 60_000, timeout: () => new Error("too slow"), onLongWait: { begin() {}, async end() {} } },
    new AbortController().signal,
    (signal) => offTheClock(signal, async () => void (whileWaiting = timers())),
  );
  expect(whileWaiting).toBe(before + 1);
  expect(timers()).toBe(before);
});
