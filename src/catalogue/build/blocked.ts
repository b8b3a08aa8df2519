import { setImmediate } from "node:timers/promises";

/** Does what keeps the thread to itself; whoever starts a build says what a stop signal does meanwhile. */
export type WhileBlocked = <T>(work: () => T) => Promise<T>;

/** A signal that came before is heeded first. */
export const createWhileBlocked =
  (signal: AbortSignal, blocked: <T>(work: () => T) => T = (work) => work()): WhileBlocked =>
  async (work) => {
    await setImmediate();
    signal.throwIfAborted();
    return blocked(work);
  };
