import { InterruptedError } from "../../errors.ts";
import type { Io } from "./io.ts";

/** Cancellation: work that Ctrl-C (or another stop signal) aborts, and whose own fault tells of it. */
export async function untilStopped<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const ignoreStop = io.onStop(() => stopping.abort(new InterruptedError()));
  try {
    return await work(stopping.signal);
  } finally {
    ignoreStop();
  }
}
