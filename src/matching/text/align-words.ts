import type { Phrase } from "./phrase.ts";
import { sameNumbers } from "./numbers.ts";
import { slipCost, type SlipCosts } from "./slips.ts";

export interface Alignment {
  /** What all slips and missing small words cost together. */
  cost: number;
  /** Words of weight without a partner, on both sides. */
  unmatched: number;
  /** Weight that found a partner, of all weight: 0 to 1. */
  overlap: number;
}

/** One word that is all there is: Weezer is not Wheezer. */
const oneWord: SlipCosts = { shortWord: 0.3, sevenLetters: 0.3 };

const articles = new Set(["the", "a", "an"]);
const connectors = new Set(["and", "vol", "volume", "pt", "part", "no", "nos", "nr"]);
const prepositions = new Set(["of", "in", "on", "to", "at", "for", "from", "with", "by"]);
const small = new Set([...articles, ...connectors, ...prepositions]);
export const isSmall = (word: string): boolean => small.has(word);
const contentOf = (words: string[]): number => words.filter((word) => !isSmall(word)).length;
const weightOf = (word: string): number => (isSmall(word) ? 0.25 : 1);
const sumOf = (words: string[]): number => words.reduce((sum, word) => sum + weightOf(word), 0);

/** Pairs the words of two phrases in their order, so that the most weight finds a partner. */
export function alignWords(query: Phrase, candidate: Phrase, costs: SlipCosts): Alignment {
  const prices = query.words.map((_, i) =>
    candidate.words.map((_, j) => costOfPair(query, i, candidate, j, costs)),
  );
  const pairs = bestPairs(query.words, prices);
  const weighty = pairs.length > 0 ? 0 : contentOf(query.words) + contentOf(candidate.words);
  if (weighty > 0) return { cost: 0, unmatched: weighty, overlap: 0 }; // most candidates
  const lonely = [
    ...query.words.filter((_, i) => !pairs.some((pair) => pair.i === i)),
    ...candidate.words.filter((_, j) => !pairs.some((pair) => pair.j === j)),
  ];
  const total = sumOf(query.words) + sumOf(candidate.words);
  const contentWords = contentOf(query.words);
  const slips = pairs.reduce((sum, { cost }) => sum + cost, 0);
  return {
    cost: slips + lonely.reduce((sum, word) => sum + costOfMissing(word, contentWords), 0),
    unmatched: contentOf(lonely),
    overlap: Math.max(0, (total - sumOf(lonely)) / total - slips / 2),
  };
}

/** "On Fire" is another title than "Fire"; in a longer one a preposition is easily forgotten. */
function costOfMissing(word: string, contentWords: number): number {
  if (articles.has(word)) return 0.03;
  if (connectors.has(word)) return 0.05;
  return contentWords <= 1 ? 0.25 : 0.08;
}

function costOfPair(
  query: Phrase,
  i: number,
  candidate: Phrase,
  j: number,
  costs: SlipCosts,
): number | undefined {
  const numbers = query.numbersOfWords[i]!;
  if (numbers.length === 0 && query.words[i] === candidate.words[j]) return 0;
  if (numbers.length > 0 && sameNumbers(numbers, candidate.numbersOfWords[j]!)) {
    return query.words[i] === candidate.words[j] ? 0 : 0.05;
  }
  const alone = query.words.length === 1 || candidate.words.length === 1;
  return slipCost(query.words[i]!, candidate.words[j]!, alone ? oneWord : costs);
}

interface Pair {
  i: number;
  j: number;
  cost: number;
}
interface Chain {
  value: number;
  last?: Pair;
  before?: Chain;
}

/** The longest common subsequence, by weight. */
function bestPairs(words: string[], prices: (number | undefined)[][]): Pair[] {
  if (!prices.some((row) => row.some((price) => price !== undefined))) return [];
  let above: Chain[] = Array.from({ length: prices[0]!.length + 1 }, () => ({ value: 0 }));
  prices.forEach((costs, i) => {
    const row: Chain[] = [{ value: 0 }];
    costs.forEach((cost, j) => {
      const skipped = above[j + 1]!.value >= row[j]!.value ? above[j + 1]! : row[j]!;
      const value = cost === undefined ? -1 : above[j]!.value + weightOf(words[i]!) * (1 - cost);
      const pair = cost === undefined ? undefined : { i, j, cost };
      row.push(pair && value > skipped.value ? { value, last: pair, before: above[j]! } : skipped);
    });
    above = row;
  });
  const pairs: Pair[] = [];
  for (let chain = above.at(-1); chain?.last; chain = chain.before) pairs.push(chain.last);
  return pairs;
}
