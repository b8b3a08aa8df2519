import { createRunBreaker, type RunBreaker } from "./run-breaker.ts";
import type { Operation } from "./operation.ts";
import type { RestedSource } from "../result.ts";

/** A source with the breaker that lets it rest. */
export interface Rested<Source> {
  source: Source;
  breaker: RunBreaker;
}

/** Gives each source its breaker; `onRest` hears of the first time it rests. */
export function withBreakers<Source extends { name: string }>(
  sources: Source[],
  onRest: (rested: RestedSource) => void,
): Rested<Source>[] {
  return sources.map((source) => ({ source, breaker: createRunBreaker(source.name, onRest) }));
}

/** Sources that were asked, and answered nothing at all. */
export function unansweredOf(sources: Pick<Rested<unknown>, "breaker">[]): RestedSource[] {
  return sources.flatMap(({ breaker }) => breaker.unanswered() ?? []);
}

/** Whether there is anybody left to ask; where nobody ever was, that is no reason to leave a track. */
export const isAnybodyThere = (sources: Pick<Rested<unknown>, "breaker">[]): boolean =>
  sources.length === 0 || sources.some(({ breaker }) => !breaker.rests());

/** One question to a source that may be resting, or begin to rest while the question waits for its turn. */
export function askSource<Source extends { name: string }, Answer>(
  { source, breaker }: Rested<Source>,
  operation: Operation,
  signal: AbortSignal,
  ask: (source: Source, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  return breaker.run(() =>
    operation(source.name, signal, (trying) => breaker.attempt(() => ask(source, trying))),
  );
}
