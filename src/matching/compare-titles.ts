import type { AlbumCandidate } from "./candidate.ts";
import { betterMatch, matchIdentical, matchWords, type TextMatch } from "./compare-phrases.ts";
import { foldTitle } from "./fold.ts";
import type { Phrase } from "./phrase.ts";
import { nameOwnType, quietTypes } from "./release-types.ts";
import type { Title } from "./title.ts";

/** In titles a slip in a short word makes another word: White House, White Horse. */
const titleSlips = { shortWord: 0.22, sevenLetters: 0.14 };

/** How the title asked for agrees with the candidate's title or the best of its aliases. */
export function compareTitle(
  query: Title,
  candidate: AlbumCandidate,
  read: (text: string) => Title,
): TextMatch {
  let best = compareTwo(query, read(candidate.title), candidate);
  for (const alias of candidate.aliases) {
    if (best.score >= 0.98) break;
    const match = compareTwo(query, read(alias), candidate);
    best = betterMatch(best, { ...match, score: match.score - 0.02, how: `${match.how}, by alias` });
  }
  return best;
}

/** The first rule that fires decides. */
function compareTwo(query: Title, title: Title, candidate: AlbumCandidate): TextMatch {
  const whole = matchIdentical(query.whole, title.whole);
  if (whole) return whole;
  const core = compareCores(query, title, candidate);
  if (query.core === query.whole && title.core === title.whole) return core;
  const [disc, otherDisc] = [discOf(query), discOf(title)];
  if (disc !== undefined && otherDisc !== undefined && disc !== otherDisc) {
    return { score: 0.5, kind: "numbers", how: `numbers differ: disc ${disc}, disc ${otherDisc}` };
  }
  if (core.kind === "identical")
    return { score: 0.85, kind: "edition", how: "the same but for edition words" };
  return core.kind === "explained" || core.kind === "similar" ? { ...core, score: core.score - 0.05 } : core;
}

const discOf = ({ whole }: Title): string | undefined =>
  /\b(?:cd|disc|disk) ?(\d+)/.exec(whole.folds[0]!)?.[1];

function compareCores(query: Title, title: Title, candidate: AlbumCandidate): TextMatch {
  const identical =
    matchIdentical(query.core, title.core) ?? matchExplained(query.core, title.core, candidate);
  if (identical) return identical;
  const words = matchWords(query.core, title.core, titleSlips);
  if (words.kind === "numbers" || words.kind === "similar") return words;
  const qualified = query.base !== query.core || title.base !== title.core;
  if (!qualified || !matchIdentical(query.base, title.base)) return words;
  const more = query.base === query.core ? title : query;
  return { score: 0.6, kind: "qualifier", how: `the same but for "${qualifierOf(more)}"` };
}

/** What one title has more is the candidate's disambiguation or type: "Weezer (Blue Album)". */
function matchExplained(query: Phrase, title: Phrase, candidate: AlbumCandidate): TextMatch | undefined {
  const disambiguation = foldTitle(candidate.disambiguation ?? "");
  if (disambiguation !== "" && disambiguation === query.folds[0] && saysLittle(title, candidate)) {
    return { score: 0.9, kind: "explained", how: "is the disambiguation" };
  }
  const more = wordsBeyond(query.words, title.words);
  if (more && areIn(disambiguation.split(" "), more)) {
    return { score: 0.95, kind: "explained", how: "agrees with the disambiguation" };
  }
  if (more && nameOwnType(more, candidate)) return { score: 0.93, kind: "explained", how: "names the type" };
  const less = wordsBeyond(title.words, query.words);
  if (less && nameOwnType(less, candidate, quietTypes(candidate))) {
    return { score: 0.85, kind: "explained", how: "the same but for the type" };
  }
  return undefined;
}

/** Self-titled, or a sign: people call it by its other name. */
const saysLittle = (title: Phrase, { artists }: AlbumCandidate): boolean =>
  title.symbolsOnly || artists.some(({ name }) => foldTitle(name) === title.folds[0]);

/** The words of `long` that `short` lacks; undefined if `short` has words of its own, or nothing is left. */
function wordsBeyond(long: string[], short: string[]): string[] | undefined {
  const rest = [...long];
  for (const word of short) {
    const at = rest.indexOf(word);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return rest.length > 0 ? rest : undefined;
}

/** Every word, and at least one that isn't said of every album. */
function areIn(known: string[], words: string[]): boolean {
  const tellsNothing = (word: string): boolean => ["the", "album", "version"].includes(word);
  return (
    words.every((word) => known.includes(word) || tellsNothing(word)) &&
    words.some((word) => known.includes(word) && !tellsNothing(word))
  );
}

const qualifierOf = ({ core, base }: Title): string => core.shown.slice(base.shown.length).trim();
