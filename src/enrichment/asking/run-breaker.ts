import {
  CircuitOpenError,
  messageOf,
  QuestionError,
  RejectedError,
  UnavailableError,
  WithheldError,
} from "../../errors.ts";
import type { RestedSource } from "../result.ts";
import { RestingError } from "../trouble.ts";

/**
 * What one run does about a source that can't be asked. Whether a service is down is the circuit breaker's to know, for all
 * processes (`sources/circuit-breaker.ts`): while it is open, the run leaves that source alone at once, as it does one that refuses
 * us. Five failures in a row of whatever kind do the same for this run: others speak in its place, or there is no network.
 */
export interface RunBreaker {
  /** Runs `ask`, with all its tries, and takes note of how it ended. @throws what `ask` throws, or RestingError. */
  run<T>(ask: () => Promise<T>): Promise<T>;
  /** One try of it: a refusal is noted before the next question can go out. */
  attempt<T>(ask: () => Promise<T>): Promise<T>;
  /** Why no question was answered at all; undefined if one was, or none asked. */
  unanswered(): RestedSource | undefined;
  /** Whether it is left alone from now on. */
  rests(): boolean;
}

/** Nobody was asked: this run, or every process, leaves the source alone. */
export const isRestedSource = (error: unknown): boolean =>
  error instanceof RestingError || error instanceof CircuitOpenError;

const failuresInARow = 5;

/** An odd question, or one picture that is withheld, says nothing of the next. */
function tellsOfSource(error: unknown): boolean {
  if (error instanceof QuestionError || error instanceof WithheldError) return false;
  return error instanceof UnavailableError || error instanceof RejectedError;
}

export function createRunBreaker(source: string, onRest: (rested: RestedSource) => void): RunBreaker {
  let failures = 0;
  let resting: { reason: string; kind: RestedSource["kind"] } | undefined;
  let hasAnswered = false;
  let last: RestedSource | undefined;

  function note(error: unknown): void {
    failures++;
    last = restedOf(error);
    const isAtOnce = error instanceof RejectedError || error instanceof CircuitOpenError;
    if (resting !== undefined || (failures < failuresInARow && !isAtOnce)) return;
    resting = { reason: messageOf(error), kind: last.kind };
    onRest(last);
  }

  function restedOf(error: unknown): RestedSource {
    const words = messageOf(error);
    if (error instanceof RejectedError)
      return { source, reason: `${words}; ${error.hint}`, kind: "rejected" };
    return { source, reason: words, kind: "unavailable" };
  }

  function check(): void {
    if (resting !== undefined) throw new RestingError(source, resting);
  }

  return {
    unanswered: () => (hasAnswered ? undefined : last),
    rests: () => resting !== undefined,
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
        hasAnswered = true;
        return answer;
      } catch (error) {
        if (tellsOfSource(error)) note(error); // again, for a refusal: it rests already
        throw error;
      }
    },
  };
}
