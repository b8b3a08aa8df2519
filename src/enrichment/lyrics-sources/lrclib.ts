import type { TrackToEnrich } from "../../library/enrichment/work-list.ts";
import { canBeFiled, normaliseForLrclib, typedText } from "../../matching/lyrics/lrclib-normalise.ts";
import { chooseLyrics, primaryArtist, type LyricsRecord } from "../../matching/lyrics/lyrics-match.ts";
import { withoutSuffix } from "../../matching/lyrics/song-title.ts";
import type { Lrclib } from "../../sources/lrclib/source.ts";
import type { FoundLyrics, LyricsSource } from "../lyrics/lyrics.ts";

/**
 * LRCLIB, asked from the narrowest question to the widest: with album and length, without the album, by search, and by
 * search without guests and "(Remastered)". The first answer that is surely this song ends it: one request where they
 * file the album as MusicBrainz does, four at most.
 */
export function lrclibLyrics(lrclib: Lrclib): LyricsSource {
  // A retry goes on at the question that failed: what they answered is not asked again.
  const answered = new WeakMap<TrackToEnrich, number>();
  return {
    name: "lrclib",
    async findLyrics(track, signal) {
      const begun = answered.get(track) ?? 0;
      let asked = 0;
      let found: FoundLyrics | undefined;
      for (const ask of questionsFor(lrclib, track)) {
        if (asked++ < begun) continue;
        found = trustedOf(track, await ask(signal));
        if (found) break;
        answered.set(track, asked);
      }
      answered.delete(track);
      return found;
    },
  };
}

/** The lyrics of this very track among these records; undefined if none can be trusted. */
export function trustedOf(track: TrackToEnrich, records: LyricsRecord[]): FoundLyrics | undefined {
  const chosen = chooseLyrics(track, records);
  if (!chosen) return undefined;
  const { id: sourceId, plain, synced, instrumental } = chosen;
  return { plain, synced, instrumental, sourceId };
}

type Question = (signal: AbortSignal) => Promise<LyricsRecord[]>;

/** One after the other: most tracks need the first only. */
function* questionsFor(lrclib: Lrclib, track: TrackToEnrich): Generator<Question> {
  const [title, artist] = [typedText(track.title), typedText(track.artist)];
  if (!canBeFiled(title) || !canBeFiled(artist)) return;
  const durationSecs = durationToAsk(track.lengthMs);
  const album = canBeFiled(track.album ?? "") ? typedText(track.album!) : undefined;
  const get = (question: { album?: string }): Question => {
    return async (signal) => {
      const record = await lrclib.get({ title, artist, durationSecs, ...question }, signal);
      return record ? [record] : [];
    };
  };
  const search = (words: { title: string; artist: string }): Question => {
    return (signal) => lrclib.search(words, signal);
  };
  if (album !== undefined) yield get({ album });
  yield get({});
  yield search({ title, artist });
  // In their own signs this time: most of the rest is filed under the same words with a "×" or the like.
  const widest = { title: withoutSuffix(track.title), artist: primaryArtist(track.artist) };
  const isWider = wordsOf(widest.title) !== wordsOf(title) || wordsOf(widest.artist) !== wordsOf(artist);
  if (isWider && canBeFiled(widest.title)) yield search(widest);
}

/** Whole seconds, if they take them: a longer or shorter duration is refused. */
function durationToAsk(lengthMs: number | null): number | undefined {
  const seconds = Math.round((lengthMs ?? 0) / 1000);
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}

/** What a search looks for. */
const wordsOf = (name: string): string =>
  (normaliseForLrclib(name).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ");
