import { messageOf, RejectedError, UnavailableError } from "../errors.ts";

/**
 * Lets a source rest after several failures in a row, so that a dead service costs a few requests and not one
 * for every track. A source that refuses us rests at once: only a person can change that.
 */
export interface Breaker {
  /** Why the source rests; undefined while it may be asked. */
  restingBecause(): string | undefined;
  /** Runs `ask` and takes note of how it ended. @throws what `ask` throws, or UnavailableError while resting. */
  run<T>(ask: () => Promise<T>): Promise<T>;
}

const failuresInARow = 5;

export function createBreaker(source: string, onRest: (reason: string) => void): Breaker {
  let failures = 0;
  let reason: string | undefined;

  function note(error: unknown): void {
    failures++;
    if (reason !== undefined || (failures < failuresInARow && !(error instanceof RejectedError))) return;
    reason = messageOf(error);
    onRest(reason);
  }

  return {
    restingBecause: () => reason,
    async run(ask) {
      if (reason !== undefined) throw new UnavailableError(source, `${source} rests: ${reason}`);
      try {
        const answer = await ask();
        failures = 0;
        return answer;
      } catch (error) {
        if (error instanceof UnavailableError || error instanceof RejectedError) note(error);
        throw error;
      }
    },
  };
}
