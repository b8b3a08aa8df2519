import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForStop, whileBlocked } from "../../src/cli/io/signals.ts";

const stop = vi.fn<() => void>();
const leave = vi.fn<() => void>();
const exit = vi.spyOn(process, "exit");
let done = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  exit.mockImplementation(() => undefined as never);
  done = listenForStop(stop, leave);
});

afterEach(() => {
  done();
  vi.useRealTimers();
  vi.clearAllMocks();
  exit.mockReset();
});

const send = (signal: NodeJS.Signals): boolean => process.emit(signal, signal);

it.each<[first: NodeJS.Signals, second: NodeJS.Signals, msBetween: number, isSame: boolean]>([
  ["SIGHUP", "SIGHUP", 900, true],
  ["SIGTERM", "SIGHUP", 900, true],
  ["SIGHUP", "SIGTERM", 0, true],
  ["SIGHUP", "SIGHUP", 1_100, false],
  ["SIGTERM", "SIGHUP", 1_100, false],
  ["SIGINT", "SIGINT", 0, false],
  ["SIGINT", "SIGTERM", 0, false],
  ["SIGQUIT", "SIGINT", 900, false],
])("%s and %s %d ms later are one stop: %j", (first, second, msBetween, isSame) => {
  send(first);
  expect(stop).toHaveBeenCalledTimes(1);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(msBetween);
  send(second);
  expect(stop).toHaveBeenCalledTimes(1);
  expect(leave).toHaveBeenCalledTimes(isSame ? 0 : 1);
  if (isSame) expect(exit).not.toHaveBeenCalled();
  else expect(exit).toHaveBeenCalledWith(130);
});

it("after a stop that is over, the next is a first one again", () => {
  send("SIGHUP");
  done();
  done = listenForStop(stop);
  send("SIGINT");
  expect(stop).toHaveBeenCalledTimes(2);
  expect(exit).not.toHaveBeenCalled();
});

it("while nobody could heed a signal, it ends the process as the system has it", () => {
  const heeded = (): number[] =>
    ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"].map((each) => process.listenerCount(each));
  const before = heeded();
  expect(whileBlocked(heeded)).toEqual(before.map((count) => count - 1));
  expect(() =>
    whileBlocked(() => {
      throw new Error("the disk is full");
    }),
  ).toThrow("the disk is full");
  expect(heeded()).toEqual(before);
  done();
  const none = heeded();
  expect(whileBlocked(heeded)).toEqual(none);
  expect(heeded()).toEqual(none);
});
