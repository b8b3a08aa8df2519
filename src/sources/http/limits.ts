import { ConnectTimeoutError, TimeoutError } from "../../errors.ts";

/**
 * How long an answer may take. `deadline`: the whole exchange has `timeoutMs`, its waits at the gate aside. `rate`: it
 * may take longer, as long as it brings something: files are large, and lines are slow.
 */
export type Pace = "deadline" | "rate";
export const jsonPace: Pace = "deadline";
export const picturePace: Pace = "rate";

const longestConnectMs = 10_000;
/** Below this nobody listens to music either. */
const leastBytesPerSecond = 1024;
/** Times the timeout: the most that a file may take at any rate. */
const longestFile = 10;

/** Connecting is quick where there is anybody at all. 0 stays "no limit". */
export const connectMsOf = (timeoutMs: number): number =>
  timeoutMs > 0 ? Math.min(timeoutMs, longestConnectMs) : timeoutMs;

/** Where an exchange stands, for the words of its deadline. */
export interface ExchangeProgress {
  host: string;
  phase: "connecting" | "waiting" | "reading";
  /** Of the monotonic clock, when the last bytes came. */
  lastAt: number;
}

/** The fault of an exchange whose deadline is over. */
export function deadlineOver(
  source: string,
  timeoutMs: number,
  { host, phase, lastAt }: ExchangeProgress,
): Error {
  const seconds = timeoutMs / 1000;
  const silentMs = performance.now() - lastAt;
  if (phase === "connecting") {
    return new ConnectTimeoutError(source, `${source}: no connection to ${host} within ${seconds} s`);
  }
  if (phase === "waiting") {
    return new TimeoutError(source, `${source}: ${host} did not answer within ${seconds} s`);
  }
  return silentMs > timeoutMs / 2
    ? new TimeoutError(source, `${source}: ${host} stopped in the middle of its answer for ${seconds} s`)
    : new TimeoutError(source, `${source}: ${host} was not done with its answer within ${seconds} s`);
}

/** Told of every part of a file. @throws TimeoutError where it comes too slowly, or takes too long in all. */
export function watchRate(source: string, host: string, timeoutMs: number): (bytes: number) => void {
  const startedAt = performance.now();
  let since = startedAt;
  let received = 0;
  return (bytes) => {
    if (timeoutMs <= 0) return;
    received += bytes;
    const now = performance.now();
    const seconds = timeoutMs / 1000;
    if (now - startedAt > longestFile * timeoutMs) {
      throw new TimeoutError(
        source,
        `${source}: ${host} was not done with the file within ${longestFile * seconds} s`,
      );
    }
    if (now - since < timeoutMs) return;
    if (received < (leastBytesPerSecond * (now - since)) / 1000) {
      throw new TimeoutError(
        source,
        `${source}: ${host} sends the file too slowly: ${received} bytes in ${seconds} s`,
      );
    }
    since = now;
    received = 0;
  };
}
