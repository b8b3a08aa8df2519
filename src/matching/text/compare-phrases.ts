import { alignWords, type Alignment } from "./align-words.ts";
import { sameNumbers, showNumbers } from "./numbers.ts";
import type { Phrase } from "./phrase.ts";
import type { SlipCosts } from "./slips.ts";

/**
 * How two texts agree. `identical`, `edition` (only words like "Deluxe" differ) and `explained` (the rest is the disambiguation or
 * the type) are the same title; so is `hinted` beside its artist (its type is not named, or only the disambiguation is).
 * `similar` may be, the others are not.
 */
export type MatchKind =
  "identical" | "edition" | "explained" | "hinted" | "similar" | "qualifier" | "numbers" | "different";

export interface TextMatch {
  score: number;
  kind: MatchKind;
  /** Goes after "title" or "artist". */
  how: string;
}

/** The same text, however it is written; undefined if it is not. */
export function matchIdentical(query: Phrase, candidate: Phrase): TextMatch | undefined {
  if (query.plain === candidate.plain) return identical(1, "identical");
  if (query.folds[0] === candidate.folds[0])
    return identical(0.97, "identical but for accents and punctuation");
  if (query.folds.some((fold) => candidate.folds.includes(fold))) {
    return identical(0.96, "identical but for how umlauts are written");
  }
  if (query.symbolsOnly || candidate.symbolsOnly) return undefined;
  if (!sameNumbers(query.numbers, candidate.numbers)) return undefined;
  if (query.squashed === candidate.squashed) return identical(0.95, "identical but for spaces");
  if (query.counted === candidate.counted)
    return identical(0.94, "identical but for how numbers are written");
  return undefined;
}

/** What is left when the texts are not identical: numbers first, they must agree as values. */
export function matchWords(query: Phrase, candidate: Phrase, costs: SlipCosts): TextMatch {
  if (query.symbolsOnly || candidate.symbolsOnly) return { score: 0, kind: "different", how: "differs" };
  const alike = matchAligned(alignWords(query, candidate, costs));
  if (sameNumbers(query.numbers, candidate.numbers)) return alike;
  const how = `numbers differ: ${showNumbers(query.numbers)}, ${showNumbers(candidate.numbers)}`;
  return { score: Math.min(0.5, alike.score), kind: "numbers", how };
}

export const betterMatch = <T extends { score: number }>(some: T, other: T): T =>
  other.score > some.score ? other : some;

/** Words that have no partner keep it under any accepting; slips and small words cost little each. */
function matchAligned({ cost, unmatched, overlap }: Alignment): TextMatch {
  if (unmatched > 0) {
    const score = Math.min(0.74, overlap);
    return { score, kind: "different", how: score < 0.6 ? "differs" : "shares words only" };
  }
  return { score: Math.max(0, Math.min(0.92, 1 - cost)), kind: "similar", how: "nearly the same" };
}

const identical = (score: number, how: string): TextMatch => ({ score, kind: "identical", how });
