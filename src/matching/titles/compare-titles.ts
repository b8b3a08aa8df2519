import { titleSlips } from "../text/slips.ts";
import type { AlbumCandidate } from "../candidate.ts";
import { betterMatch, matchIdentical, matchWords, type TextMatch } from "../text/compare-phrases.ts";
import { explainTitle } from "./explain-title.ts";
import { lookAlike } from "../text/look-alikes.ts";
import { beginsLonger } from "./title-beginnings.ts";
import type { Title } from "./title.ts";

/** Less than a title of its own says; more than the margin between two albums of one artist. */
const aliasCosts = 0.02;
const editionCosts = 0.1;

/** How the title asked for agrees with the candidate's title, the best of its aliases, or a title of one of its editions. */
export function compareTitle(
  query: Title,
  candidate: AlbumCandidate,
  read: (text: string) => Title,
): TextMatch {
  let best = compareTwo(query, read(candidate.title), candidate);
  for (const alias of candidate.aliases) {
    if (best.score >= 0.98) break;
    const match = compareTwo(query, read(alias), candidate);
    best = betterMatch(best, { ...match, score: match.score - aliasCosts, how: `${match.how}, by alias` });
  }
  for (const edition of candidate.editionTitles ?? []) {
    if (best.score >= 0.9) break;
    best = betterMatch(best, compareEdition(query, read(edition), read(candidate.title)));
  }
  return best;
}

/** Only the same title counts: an edition is one of many, and may be a box with others. What it has more is enough to ask. */
function compareEdition(query: Title, title: Title, own: Title): TextMatch {
  const match = matchIdentical(query.whole, title.whole) ?? matchIdentical(query.core, title.core);
  if (!match) {
    return title.whole.folds[0] === `${own.whole.folds[0]} ${query.whole.folds[0]}`
      ? { score: 0.7, kind: "qualifier", how: "is what an edition's title has more" }
      : { score: 0, kind: "different", how: "differs" };
  }
  const how = `${match.how}, by the title of an edition`;
  return { score: match.score - editionCosts, kind: "explained", how };
}

/** The first rule that fires decides. */
function compareTwo(query: Title, title: Title, candidate: AlbumCandidate): TextMatch {
  const whole = matchIdentical(query.whole, title.whole) ?? lookAlike(query.whole, title.whole);
  if (whole) return whole;
  const named = query.core === query.whole ? undefined : explainTitle(query.whole, title.whole, candidate);
  if (named?.kind === "explained") return named; // "(LP2)" is a format, unless it tells this album from the others
  const core = compareCores(query, title, candidate);
  if (query.core === query.whole && title.core === title.whole) return core;
  const [disc, otherDisc] = [discOf(query), discOf(title)];
  if (disc !== undefined && otherDisc !== undefined && disc !== otherDisc) {
    return { score: 0.5, kind: "numbers", how: `numbers differ: disc ${disc}, disc ${otherDisc}` };
  }
  if (core.kind === "identical")
    return { score: 0.85, kind: "edition", how: "the same but for edition words" };
  const costs = core.kind === "explained" || core.kind === "hinted" || core.kind === "similar";
  return costs ? { ...core, score: core.score - 0.05 } : core;
}

const discOf = ({ whole }: Title): string | undefined =>
  /\b(?:cd|disc|disk) ?(\d+)/.exec(whole.folds[0]!)?.[1];

function compareCores(query: Title, title: Title, candidate: AlbumCandidate): TextMatch {
  const same =
    matchIdentical(query.core, title.core) ??
    explainTitle(query.core, title.core, candidate) ??
    beginsLonger(query.core, title.core);
  if (same) return same;
  const words = matchWords(query.core, title.core, titleSlips);
  if (words.kind === "similar") return words;
  const qualified = query.base !== query.core || title.base !== title.core;
  if (!qualified || !matchIdentical(query.base, title.base)) return words;
  if (words.kind === "numbers") return { ...words, score: 0.5 }; // "Lungs [Between Two Lungs]" is worth a question
  const more = query.base === query.core ? title : query;
  return { score: 0.6, kind: "qualifier", how: `the same but for "${qualifierOf(more)}"` };
}

const qualifierOf = ({ core, base }: Title): string => core.shown.slice(base.shown.length).trim();
