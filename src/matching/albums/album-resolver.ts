import { creditText } from "../../facts.ts";
import { isSpecialPurpose, type AlbumCandidate } from "../candidate.ts";
import type { MatchKind } from "../text/compare-phrases.ts";
import { isEditionText } from "../titles/edition-words.ts";
import { foldTitle } from "../text/fold.ts";
import type { TitleReading } from "../typed/readings.ts";
import { dropEditionWords } from "../titles/relax.ts";
import { createFragmentFilter } from "./shared-fragments.ts";
import { createScorer, type JudgedAlbum, type ScoredAlbum } from "./score-album.ts";
import { contradicts } from "./years.ts";

export type { ScoredAlbum } from "./score-album.ts";

export interface TitleReadings {
  /** The words as typed first. An artist or year that was given apart stands in every reading. */
  readings: TitleReading[];
}

/**
 * `why` says in a sentence which rule decided and what was missed. `ambiguous` ranks only those in question; albums by others than
 * the artist given are ranked only where nothing is near.
 */
export type AlbumResolution =
  | { outcome: "resolved"; best: ScoredAlbum; ranked: ScoredAlbum[]; why: string }
  | { outcome: "ambiguous"; ranked: ScoredAlbum[]; why: string }
  | { outcome: "weak"; ranked: ScoredAlbum[]; why: string }
  | { outcome: "none"; ranked: ScoredAlbum[]; why: string };

/** Thresholds: from `accept` on an album is taken without a question, under `floor` it is nobody's. */
const accept = 0.8;
const floor = 0.5;
/** A title alone of which only words are shared: under this there is nothing to ask about. */
const partOfTitle = 0.6;
/** Under the smallest step that tells two albums apart (album and EP, one year and the next: 0.04). */
const margin = 0.035;

/** Which of the candidates was meant, if that can be told at all. Equals are never picked between. */
export function resolveAlbum(query: TitleReadings, candidates: AlbumCandidate[]): AlbumResolution {
  const { judged, judgeOthers } = judge(query, candidates);
  const [best, ...others] = judged;
  if (!best || isUnderFloor(best)) return resolveByOthers(query, judged.concat(judgeOthers()).sort(byRank));
  if (best.score < accept) {
    const ranked = judged.filter(({ score }) => score >= floor);
    return { outcome: "weak", ranked, why: `${scored(best)} is under ${show(accept)}` };
  }
  const rivals = others.filter((other) => isRival(best, other));
  if (rivals.length > 0) {
    const ranked = [best, ...rivals];
    return { outcome: "ambiguous", ranked, why: whyAmbiguous(best, ranked) };
  }
  const doubt = doubtAboutTitleAlone(best);
  if (doubt !== undefined) {
    return { outcome: "weak", ranked: judged.filter(({ score }) => score >= floor), why: doubt };
  }
  return { outcome: "resolved", best, ranked: judged, why: whyResolved(best) };
}

const isUnderFloor = ({ score, artist, title }: JudgedAlbum): boolean =>
  score < floor || (!artist && title.kind === "different" && score < partOfTitle);

/**
 * Whether an album that something else points at may be the one meant, by its words: by no other artist, and not under the floor. Without
 * an artist to compare it is so only if its title is exact.
 */
export function agreesInWords(query: TitleReadings, candidate: AlbumCandidate): boolean {
  const [only] = judge(query, [candidate]).judged;
  if (!only || isUnderFloor(only)) return false;
  return only.artist !== undefined || resolveAlbum(query, [candidate]).outcome === "resolved";
}

/** The title is there, by somebody else: that is no "they have none", but a question. */
function resolveByOthers({ readings }: TitleReadings, ranked: JudgedAlbum[]): AlbumResolution {
  const [best] = ranked;
  if (!best) return { outcome: "none", ranked, why: "nothing was found" };
  const artist = readings[0]?.artist;
  const others = ranked.filter((each) => isSameTitle(each) && each.title.kind !== "edition");
  if (artist === undefined || others.length === 0) {
    return { outcome: "none", ranked, why: `${scored(best)} is under ${show(floor)}` };
  }
  const first = creditText(others[0]!.candidate.artists);
  const more = others.length === 1 ? "" : `, and ${others.length - 1} by others`;
  const why = `no album of this title is by ${artist}; there is one by ${first}${more}`;
  return { outcome: "weak", ranked: others.slice(0, 10), why };
}

interface Judged {
  /** Every candidate once, under the reading that fits it best; best first. */
  judged: JudgedAlbum[];
  /** The same for those by other artists than were asked for, who matter only if nothing else is near. */
  judgeOthers: () => JudgedAlbum[];
}

function judge({ readings }: TitleReadings, candidates: AlbumCandidate[]): Judged {
  const asked = readings.filter((reading, at) => at === 0 || accountsFor(reading, readings[0]!));
  const { score, isByAnother } = createScorer(new Set(readings.flatMap(({ title }) => wordsOf(title))));
  const mayBe = createFragmentFilter(asked.flatMap(({ title }) => [title, dropEditionWords(title) ?? title]));
  const unique = [...new Map(candidates.map((candidate) => [candidate.mbid, candidate])).values()];
  const possible = unique.filter(mayBe).map((candidate) => {
    const fitting = asked.filter((reading) => !isByAnother(candidate, reading));
    return { candidate, fitting, isOthers: fitting.length === 0 };
  });
  const judgeAll = (some: typeof possible): JudgedAlbum[] =>
    some
      .map(({ candidate, fitting, isOthers }) => {
        const scored = (isOthers ? asked : fitting).map((reading) => score(candidate, reading));
        return scored.sort(byRank)[0]!;
      })
      .sort(byRank);
  return {
    judged: judgeAll(possible.filter(({ isOthers }) => !isOthers)),
    judgeOthers: () => judgeAll(possible.filter(({ isOthers }) => isOthers)),
  };
}

/** Type, popularity and MusicBrainz's score only order what the evidence leaves equal. */
function byRank(some: JudgedAlbum, other: JudgedAlbum): number {
  return (
    other.score - some.score ||
    other.standing - some.standing ||
    other.coverage - some.coverage ||
    (other.candidate.releaseCount ?? 0) - (some.candidate.releaseCount ?? 0) ||
    (other.candidate.searchScore ?? 0) - (some.candidate.searchScore ?? 0) ||
    (some.candidate.mbid < other.candidate.mbid ? -1 : 1)
  );
}

/** A reading must use all that was typed, or "Nirvana - Nevermind" would be "Nirvana" by a given Nirvana. */
function accountsFor({ title, artist, year }: TitleReading, typed: TitleReading): boolean {
  const used = new Set([...wordsOf(title), ...wordsOf(artist ?? ""), String(year ?? ""), "by", "the"]);
  const missing = wordsOf(typed.title).filter((word) => /[\p{L}\p{N}]/u.test(word) && !used.has(word));
  return missing.length === 0 || isEditionText(missing.join(" "));
}

const wordsOf = (text: string): string[] => foldTitle(text).split(" ");

/** Could the other one be meant just as well? Types decide between albums of one artist, never between artists. */
function isRival(best: JudgedAlbum, other: JudgedAlbum): boolean {
  const sameArtist = creditOf(best.candidate) === creditOf(other.candidate);
  if (!best.artist && !sameArtist && isSameTitle(other)) {
    return !(best.year === "agrees" && contradicts(other.year));
  }
  if (sameArtist && best.year === "later" && other.year === "agrees" && other.score >= floor) return true;
  if (other.score < accept) return false;
  if (best.title.kind === "similar" && !haveSameTitle(best.candidate, other.candidate)) return true;
  return sameArtist ? other.standing >= best.standing - margin : other.score >= best.score - margin;
}

function doubtAboutTitleAlone({ artist, title, year, score, reading }: JudgedAlbum): string | undefined {
  if (artist) return undefined;
  if (!isSameTitle({ title }) || title.kind === "hinted") {
    return `a title alone must be exact, and it is ${title.how} (${show(score)}): give the artist as well`;
  }
  if (title.kind === "edition" && /\s[-–—]\s/.test(reading.title)) {
    return "what stands before the dash may be an artist: give the artist as well";
  }
  return contradicts(year)
    ? `without an artist the year must agree, and ${reading.year} does not`
    : undefined;
}

const sameTitle: ReadonlySet<MatchKind> = new Set<MatchKind>(["identical", "edition", "explained", "hinted"]);
export const isSameTitle = ({ title }: Pick<JudgedAlbum, "title">): boolean => sameTitle.has(title.kind);

const haveSameTitle = (some: AlbumCandidate, other: AlbumCandidate): boolean =>
  foldTitle(some.title) === foldTitle(other.title);

/** Albums of "Various Artists" have no artist in common. */
function creditOf({ mbid, artists }: AlbumCandidate): string {
  if (artists.length === 0 || artists.some(isSpecialPurpose)) return mbid;
  return artists
    .map((artist) => artist.mbid)
    .sort()
    .join(" ");
}

function whyAmbiguous(best: JudgedAlbum, ranked: JudgedAlbum[]): string {
  const artists = new Set(ranked.map(({ candidate }) => creditOf(candidate))).size;
  if (best.title.kind === "similar") return `the title is not exact, and ${ranked.length} albums come near`;
  if (!best.artist && artists > 1) return `a title alone, and ${artists} artists have one`;
  return `${ranked.length} albums match equally well`;
}

function whyResolved({ artist, score, why }: JudgedAlbum): string {
  const alone = artist ? "no other album comes near" : "no other album has this title";
  return `${show(score)}: ${why.join(", ")}; ${alone}`;
}

const scored = ({ score, why }: JudgedAlbum): string => `best ${show(score)} (${why.join(", ")})`;
const show = (score: number): string => score.toFixed(2);
