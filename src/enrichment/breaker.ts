import { messageOf, QuestionError, RejectedError, UnavailableError, WithheldError } from "../errors.ts";
import type { RestedSource } from "./result.ts";

/**
 * Lets a source rest after several failures in a row, so that a dead service costs a few requests and not one
 * for every track. A source that refuses us rests at once: only a person can change that.
 */
export interface RunBreaker {
  /** Runs `ask`, with all its tries, and takes note of how it ended. @throws what `ask` throws, or RestingError. */
  run<T>(ask: () => Promise<T>): Promise<T>;
  /** One try of it: a refusal is noted before the next question can go out. */
  attempt<T>(ask: () => Promise<T>): Promise<T>;
}

/** The source is left alone for the rest of the run: trying again at once would be no rest. */
export class RestingError extends UnavailableError {
  override name = "RestingError";
}

const failuresInARow = 5;

/** An odd question, or one picture that is withheld, says nothing of the next. */
function tellsOfSource(error: unknown): boolean {
  if (error instanceof QuestionError || error instanceof WithheldError) return false;
  return error instanceof UnavailableError || error instanceof RejectedError;
}

export function createRunBreaker(source: string, onRest: (rested: RestedSource) => void): RunBreaker {
  let failures = 0;
  let reason: string | undefined;

  function note(error: unknown): void {
    failures++;
    if (reason !== undefined || (failures < failuresInARow && !(error instanceof RejectedError))) return;
    reason = messageOf(error);
    const isRefusal = error instanceof RejectedError;
    onRest({
      source,
      reason: isRefusal ? `${reason}; ${error.hint}` : reason,
      kind: isRefusal ? "rejected" : "unavailable",
    });
  }

  function check(): void {
    if (reason !== undefined) throw new RestingError(source, `${source} rests: ${reason}`);
  }

  return {
    async attempt(ask) {
      check();
      try {
        return await ask();
      } catch (error) {
        if (error instanceof RejectedError) note(error);
        throw error;
      }
    },
    async run(ask) {
      check();
      try {
        const answer = await ask();
        failures = 0;
        return answer;
      } catch (error) {
        if (tellsOfSource(error)) note(error); // again, for a refusal: it rests already
        throw error;
      }
    },
  };
}
