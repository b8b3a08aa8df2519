import { messageOf, RejectedError, UnavailableError } from "../errors.ts";

/**
 * Lets a source rest after several failures in a row, so that a dead service costs a few requests and not one
 * for every track. A source that refuses us rests at once: only a person can change that.
 */
export interface Breaker {
  /** @throws RestingError while the source rests. */
  check(): void;
  /** Runs `ask` and takes note of how it ended. @throws what `ask` throws, or RestingError. */
  run<T>(ask: () => Promise<T>): Promise<T>;
}

/** The source is left alone for the rest of the run: trying again at once would be no rest. */
export class RestingError extends UnavailableError {
  override name = "RestingError";
}

const failuresInARow = 5;

export function createBreaker(source: string, onRest: (reason: string) => void): Breaker {
  let failures = 0;
  let reason: string | undefined;

  function note(error: unknown): void {
    failures++;
    if (reason !== undefined || (failures < failuresInARow && !(error instanceof RejectedError))) return;
    reason = messageOf(error);
    onRest(error instanceof RejectedError ? `${reason}; ${error.hint}` : reason);
  }

  function check(): void {
    if (reason !== undefined) throw new RestingError(source, `${source} rests: ${reason}`);
  }

  return {
    check,
    async run(ask) {
      check();
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
