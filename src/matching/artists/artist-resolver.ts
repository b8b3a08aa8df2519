import { variousArtistsMbid } from "./various-artists.ts";
import { compareName, readArtistWords } from "./compare-artists.ts";
import type { TextMatch } from "../text/compare-phrases.ts";
import { foldName } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";

/** An artist of MusicBrainz, as far as it helps to decide. */
export interface ArtistCandidate {
  mbid: string;
  name: string;
  sortName?: string;
  aliases: string[];
  disambiguation?: string;
  kind?: string;
  country?: string;
  searchScore?: number;
}

export interface ScoredArtist {
  candidate: ArtistCandidate;
  /** 0 to 1: how well the name agrees. */
  score: number;
  why: string[];
}

export type ArtistResolution =
  | { outcome: "resolved"; best: ScoredArtist; ranked: ScoredArtist[]; why: string }
  | { outcome: "ambiguous"; ranked: ScoredArtist[]; why: string }
  | { outcome: "weak"; ranked: ScoredArtist[]; why: string }
  | { outcome: "none"; ranked: ScoredArtist[]; why: string };

const floor = 0.5;
/** A name is all there is, so a slip in it is only a guess. */
const nameSlips = { shortWord: 0.22, sevenLetters: 0.14 };

interface JudgedArtist extends ScoredArtist {
  match: TextMatch;
}

/** Which artist a name means. Artists who share a name are told apart by MBID only, so they are ambiguous. */
export function resolveArtist(name: string, candidates: ArtistCandidate[]): ArtistResolution {
  const judged = judge(name, candidates);
  const [best] = judged;
  if (!best) return { outcome: "none", ranked: [], why: "nothing was found" };
  if (best.score < floor) {
    return { outcome: "none", ranked: judged, why: `best ${show(best)} is under ${floor.toFixed(2)}` };
  }
  if (best.match.kind !== "identical") {
    const ranked = judged.filter(({ score }) => score >= floor);
    return { outcome: "weak", ranked, why: `a name must be exact, and the best is ${show(best)}` };
  }
  const identical = judged.filter(({ match }) => match.kind === "identical");
  // One's own name goes before what others are called as well.
  const own = identical.filter(({ match }) => !match.how.endsWith("by alias"));
  const equals = own.length > 0 ? own : identical;
  if (equals.length > 1) {
    return { outcome: "ambiguous", ranked: equals, why: `${equals.length} artists have this name` };
  }
  return { outcome: "resolved", best, ranked: judged, why: `${show(best)}; no other artist has this name` };
}

function judge(name: string, candidates: ArtistCandidate[]): JudgedArtist[] {
  const { whole, isVarious } = readArtistWords(name);
  const unique = new Map(candidates.map((candidate) => [candidate.mbid, candidate]));
  return [...unique.values()]
    .map((candidate) => judgeOne(whole, isVarious, candidate))
    .sort((a, b) => b.score - a.score || (b.candidate.searchScore ?? 0) - (a.candidate.searchScore ?? 0));
}

function judgeOne(name: Phrase, isVarious: boolean, candidate: ArtistCandidate): JudgedArtist {
  const match: TextMatch = isVarious
    ? compareVarious(candidate)
    : compareName(name, candidate, (text) => readPhrase(text, foldName), nameSlips);
  const why = match.kind === "numbers" ? match.how : `name ${match.how}`;
  return { candidate, match, score: Math.round(match.score * 1000) / 1000, why: [why] };
}

const compareVarious = ({ mbid }: ArtistCandidate): TextMatch =>
  mbid === variousArtistsMbid
    ? { score: 1, kind: "identical", how: "is Various Artists" }
    : { score: 0, kind: "different", how: "is not Various Artists" };

const show = ({ score, why }: ScoredArtist): string => `${score.toFixed(2)} (${why.join(", ")})`;
