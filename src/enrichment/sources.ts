import { createBreaker, type Breaker } from "./breaker.ts";

/** A source with the breaker that lets it rest. */
export interface Rested<Source> {
  source: Source;
  breaker: Breaker;
}

/** Gives each source its breaker; `onRest` hears of the first time it rests. */
export function withBreakers<Source extends { name: string }>(
  sources: Source[],
  onRest: (source: string, reason: string) => void,
): Rested<Source>[] {
  return sources.map((source) => ({
    source,
    breaker: createBreaker(source.name, (reason) => onRest(source.name, reason)),
  }));
}
