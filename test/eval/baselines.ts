import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import type { TitleReading } from "../../src/matching/typed/recognise.ts";
import { plainLetters } from "./spoil.ts";

/**
 * Title similarity of three well-known tools, re-stated from their description (matching.md, section 1), to be
 * measured beside ours. Transliteration is by accents and ligatures only; beets has a table for more scripts.
 */
export type Similarity = (some: string, other: string) => number;

/** Weighted edit distance: what stands in brackets, a leading "the", "part …" count for less. */
export const beetsSimilarity: Similarity = (some, other) => 1 - beetsDistance(some, other);

/** Word by word, each with its best partner; what is left over counts 0.4. */
export const picardSimilarity: Similarity = (some, other) => {
  if (some === other) return 1;
  let [short, long] = [picardWords(some), picardWords(other)];
  if (short.length > long.length) [short, long] = [long, short];
  if (short.length === 0) return 0;
  let score = 0;
  for (const word of short) {
    const alike = long.map((partner) => ratio(word, partner));
    const best = Math.max(0, ...alike);
    score += best;
    if (best > 0.6) long.splice(alike.indexOf(best), 1);
  }
  return score / (short.length + long.length * 0.4);
};

/** Edit distance of titles without anything but letters and digits. */
export const lidarrSimilarity: Similarity = (some, other) => {
  const clean = (text: string): string =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^\p{L}\p{N}]/gu, "");
  return ratio(clean(some), clean(other));
};

export const baselines: Record<string, Similarity> = {
  beets: beetsSimilarity,
  Picard: picardSimilarity,
  Lidarr: lidarrSimilarity,
};

/** "Take the best above 0.8": the mean of title and artist, or the title alone. */
export function takeBest(
  similarity: Similarity,
  readings: TitleReading[],
  candidates: AlbumCandidate[],
): AlbumCandidate | undefined {
  let best: { candidate: AlbumCandidate; score: number } | undefined;
  for (const candidate of candidates) {
    const credit = candidate.artists.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("");
    for (const { title, artist } of readings) {
      const ofTitle = similarity(title, candidate.title);
      const score = artist === undefined ? ofTitle : (ofTitle + similarity(artist, credit)) / 2;
      if (score > 0.8 && score > (best?.score ?? 0)) best = { candidate, score };
    }
  }
  return best?.candidate;
}

const lessWeight: [RegExp, number][] = [
  [/^the /, 0.1],
  [/[[(]?(ep|single)[\])]?/g, 0],
  [/[[(]?(featuring|feat|ft)[. :].+/g, 0.1],
  [/\(.*?\)/g, 0.3],
  [/\[.*?\]/g, 0.3],
  [/(, )?(pt\.|part) .+/g, 0.2],
];

function beetsDistance(some: string, other: string): number {
  let [a, b] = [beetsWords(some), beetsWords(other)];
  let rest = bareDistance(a, b);
  let penalty = 0;
  for (const [pattern, weight] of lessWeight) {
    const [shorterA, shorterB] = [a.replace(pattern, ""), b.replace(pattern, "")];
    if (shorterA === a && shorterB === b) continue;
    const without = bareDistance(shorterA, shorterB);
    if (without >= rest) continue;
    penalty += weight * (rest - without);
    [a, b, rest] = [shorterA, shorterB, without];
  }
  return rest + penalty;
}

const beetsWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(.*), (the|a|an)$/, "$2 $1")
    .replaceAll("&", "and");

function bareDistance(some: string, other: string): number {
  const bare = (text: string): string =>
    plainLetters(text)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "");
  return 1 - ratio(bare(some), bare(other));
}

const picardWords = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== "");

/** 1 for equal texts (empty ones too), 0 for nothing in common. */
function ratio(some: string, other: string): number {
  const longest = Math.max(some.length, other.length);
  return longest === 0 ? 1 : 1 - levenshtein(some, other) / longest;
}

function levenshtein(some: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= some.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = above[j - 1]! + (some[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[other.length]!;
}
