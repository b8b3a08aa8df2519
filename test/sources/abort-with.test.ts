import { expect, it } from "vitest";
import { abortWith } from "../../src/sources/abort-with.ts";

it("a signal that has aborted, or does, aborts for its reason; one that is let go of no longer does", () => {
  const stopped = new Error("stopped");
  const before = new AbortController();
  abortWith(before, [new AbortController().signal, AbortSignal.abort(stopped)]);
  expect([before.signal.aborted, before.signal.reason]).toEqual([true, stopped]);

  const [later, source] = [new AbortController(), new AbortController()];
  abortWith(later, [source.signal]);
  const free = new AbortController();
  abortWith(free, [source.signal])();
  expect(later.signal.aborted).toBe(false);
  source.abort(stopped);
  expect([later.signal.reason, free.signal.aborted]).toEqual([stopped, false]);
});
