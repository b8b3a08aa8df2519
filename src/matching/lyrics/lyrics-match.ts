import { guestWord } from "../artists/guests.ts";
import { titleSlips } from "../text/slips.ts";
import { meansVarious } from "../artists/various-artists.ts";
import { artistNamed } from "../candidate.ts";
import { compareArtists, readArtistWords } from "../artists/compare-artists.ts";
import { betterMatch, matchIdentical, matchWords, type TextMatch } from "../text/compare-phrases.ts";
import { foldName, foldTitle } from "../text/fold.ts";
import { keepLyrics, type KeptLyrics, type RawLyrics } from "./keep-lyrics.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { readable } from "../text/readable.ts";
import { readSongTitle, type SongTitle } from "./song-title.ts";

/** The track for which lyrics are wanted. */
export interface Song {
  title: string;
  artist: string;
  album: string | null;
  lengthMs: number | null;
}

/** Somebody's lyrics, and what they say whose they are. */
export interface LyricsRecord extends RawLyrics {
  id: string;
  title: string;
  artist: string;
  album: string | null;
  durationSecs: number | null;
}

export interface ChosenLyrics extends KeptLyrics {
  id: string;
}

/**
 * The lyrics of this very song: title, artist and length must agree, whoever offers them and however. Among several
 * the nearest, and synced before plain; times only of a recording that is known to be as long. Undefined: none can be trusted.
 */
export function chooseLyrics(song: Song, records: LyricsRecord[]): ChosenLyrics | undefined {
  let best: { score: number; lyrics: ChosenLyrics } | undefined;
  for (const record of records) {
    const match = matchSong(song, record);
    if (!match) continue;
    const keepTimes = match.apartSecs !== undefined && match.apartSecs <= timesSecs;
    const kept = keepLyrics(record, song.lengthMs, { keepTimes });
    if (!kept) continue;
    const score = match.score + (kept.synced === null ? 0 : 0.15) - (kept.instrumental ? 0.1 : 0);
    if (!best || score > best.score) best = { score, lyrics: { id: record.id, ...kept } };
  }
  return best?.lyrics;
}

export interface SongMatch {
  /** At most 2.05: title, artist, and a little for the album; less what the lengths differ. */
  score: number;
  /** Whole seconds between the two lengths; undefined: one of them is not known. */
  apartSecs: number | undefined;
}

/** Further apart, or of unknown length, the words are the same, and the times are another recording's. */
const timesSecs = 3;
/** LRCLIB's own measure for "the same length"; a little for other pressings; beets' for other masterings. */
const exactSecs = 2;
const nearSecs = 5;
const farShare = 0.05;
const longestName = 500;

/**
 * Is it the same song? The better the names agree, the further apart the lengths may be: 2 s when a note in brackets
 * or a letter differs, 5 s when it is another version by name, 5 % (5 s at least) when title and artist are the same.
 * Without a length only the same names are trusted.
 */
export function matchSong(song: Song, record: LyricsRecord): SongMatch | undefined {
  const names = [song.title, song.artist, record.title, record.artist];
  if (names.some((name) => name.length > longestName || name.trim() === "")) return undefined;
  const title = compareSongTitles(song.title, record.title);
  if (!sameSong[title.kind](title)) return undefined;
  const artist = compareSongArtists(song.artist, record.artist);
  if (!sameArtist(artist)) return undefined;
  const apartSecs = secondsApart(song.lengthMs, record.durationSecs);
  if (!areNear(title, artist, apartSecs, song.lengthMs)) return undefined;
  const album = song.album !== null && foldTitle(song.album) === foldTitle(record.album ?? "") ? 0.05 : 0;
  return { score: title.score + artist.score + album - 0.02 * (apartSecs ?? 0), apartSecs };
}

const sameSong: Record<TextMatch["kind"], (match: TextMatch) => boolean> = {
  identical: () => true,
  edition: () => true,
  qualifier: () => true,
  similar: ({ score }) => score >= 0.85,
  explained: () => false,
  hinted: () => false,
  numbers: () => false,
  different: () => false,
};

/** "A feat. B" and "A" are one artist here; so are "A" and "A & B", but less surely. */
const sameArtist = ({ kind, score }: TextMatch): boolean =>
  kind === "similar" ? score >= 0.85 : score >= 0.7 && kind !== "different" && kind !== "numbers";

function areNear(
  title: TextMatch,
  artist: TextMatch,
  apartSecs: number | undefined,
  lengthMs: number | null,
): boolean {
  const sameTitle = title.kind === "identical";
  const sameName = artist.kind === "identical";
  if (apartSecs === undefined) return sameTitle && sameName;
  if (sameTitle && sameName) return apartSecs <= Math.max(nearSecs, ((lengthMs ?? 0) / 1000) * farShare);
  const isStrong = (sameTitle || title.kind === "edition") && (sameName || artist.kind === "explained");
  if (isStrong && artist.score >= 0.8) return apartSecs <= nearSecs;
  return (sameTitle || sameName) && apartSecs <= exactSecs; // one doubt is enough
}

/** In whole seconds, as they are asked for. */
function secondsApart(lengthMs: number | null, durationSecs: number | null): number | undefined {
  if (!lengthMs || !durationSecs) return undefined;
  return Math.abs(Math.round(lengthMs / 1000) - Math.round(durationSecs));
}

/** As nearly always, since it was asked for by its names: nothing need be taken apart. */
const sameText: TextMatch = { score: 1, kind: "identical", how: "identical" };

function compareSongTitles(wanted: string, theirs: string): TextMatch {
  return wanted === theirs ? sameText : compareReadTitles(readSongTitle(wanted), readSongTitle(theirs));
}

function compareReadTitles(wanted: SongTitle, theirs: SongTitle): TextMatch {
  const whole = matchIdentical(wanted.whole, theirs.whole);
  if (whole) return whole;
  const main = matchIdentical(wanted.main, theirs.main);
  if (main) return { score: main.score - 0.05, kind: "edition", how: "the same but for the version" };
  if (wanted.marks !== theirs.marks) return { score: 0, kind: "different", how: "differs in its brackets" };
  const bare = matchIdentical(wanted.bare, theirs.bare);
  if (bare)
    return { score: bare.score - 0.15, kind: "qualifier", how: "the same but for a note in brackets" };
  return matchWords(wanted.main, theirs.main, titleSlips);
}

const readName = (name: string): Phrase => readPhrase(name, foldName);

/** Theirs is one text, with whatever people put between several names. */
function compareSongArtists(wanted: string, theirs: string): TextMatch {
  if (wanted === theirs && !meansVarious(wanted)) return sameText;
  const query = readArtistWords(wanted);
  const whole = compareArtists(query, [artistNamed(theirs)], readName);
  const parts = readArtistWords(theirs).parts.map(({ shown }) => artistNamed(shown));
  if (whole.kind === "identical" || parts.length < 2) return whole;
  return betterMatch(whole, compareArtists(query, parts, readName));
}

const joinersAndGuests = new RegExp(
  String.raw`(?<!\s)\s*[([]?\b${guestWord}\s|(?<!\s)\s*[,;]\s|(?<!\s)\s+(?:&|\+|/|x|×|and|with|vs\.?|meets|presents)\s+`,
  "iu",
);

/** The first of those named: "A" of "A feat. B", "A & B", "A × B". The whole if there is only one. */
export function primaryArtist(artist: string): string {
  const names = readable(artist);
  const [first = ""] = names.split(joinersAndGuests);
  return first.trim() === "" ? names : first.trim();
}
