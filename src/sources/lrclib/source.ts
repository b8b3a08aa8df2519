import { PayloadError } from "../../errors.ts";
import type { LyricsRecord } from "../../matching/lyrics/lyrics-match.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { namedDocument, lrclibSearchDocument, type LyricsDocument } from "./documents.ts";
import { judgeLrclib } from "./verdict.ts";

export interface LyricsQuestion {
  title: string;
  artist: string;
  album?: string | undefined;
  /** Whole seconds from 1 to 3600; they take 2 more or less for the same. */
  durationSecs?: number | undefined;
}

/**
 * LRCLIB (https://lrclib.net/docs), lyrics that anybody sent in: what comes back is what somebody says of a song,
 * to be checked. Every call is one request, never repeated here. Undefined or empty: they have none. Faults are those
 * of `HttpClient.getJson`.
 */
export interface Lrclib {
  /** The record under these names, as they compare them: without case, accents and punctuation. */
  get(question: LyricsQuestion, signal?: AbortSignal): Promise<LyricsRecord | undefined>;
  /** The record with this number. */
  getById(id: string, signal?: AbortSignal): Promise<LyricsRecord | undefined>;
  /** At most 20 records that have the words of the title in a row, and those of the artist. */
  search(words: { title: string; artist?: string }, signal?: AbortSignal): Promise<LyricsRecord[]>;
}

export function createLrclib(http: HttpClient, service: Api): Lrclib {
  const api: Api = { ...service, judge: (answer) => judgeLrclib(service, answer) };
  return {
    async get({ title, artist, album, durationSecs }, signal) {
      const query = {
        track_name: title,
        artist_name: artist,
        ...(album !== undefined && { album_name: album }),
        ...(durationSecs !== undefined && { duration: durationSecs }),
      };
      const document = await http.getJson(api, {
        path: "get",
        query,
        schema: namedDocument,
        signal,
        retries: 0,
      });
      return document && recordOf(document);
    },

    async getById(id, signal) {
      const path = `get/${encodeURIComponent(id)}`;
      const document = await http.getJson(api, { path, schema: namedDocument, signal, retries: 0 });
      return document && recordOf(document);
    },

    async search({ title, artist }, signal) {
      const query = { track_name: title, ...(artist !== undefined && { artist_name: artist }) };
      const found = await http.getJson(api, {
        path: "search",
        query,
        schema: lrclibSearchDocument,
        isFind: (records) => records.length > 0,
        signal,
        retries: 0,
      });
      const isNamed = (document: LyricsDocument): boolean => namedDocument.safeParse(document).success;
      if (found && found.length > 0 && !found.some(isNamed)) {
        throw new PayloadError(
          api.name,
          `${api.name} found songs without names: a shape this importer does not know`,
        );
      }
      return (found ?? []).map(recordOf).filter((record) => record !== undefined);
    },
  };
}

/** Undefined for a record that says nothing: somebody opened it, and wrote neither words nor "instrumental". */
function recordOf(document: LyricsDocument): LyricsRecord | undefined {
  const title = document.trackName ?? document.name;
  const { artistName: artist, instrumental } = document;
  const [plain, synced] = [document.plainLyrics || null, document.syncedLyrics || null];
  if (title == null || artist == null || (!plain && !synced && !instrumental)) return undefined;
  return {
    id: String(document.id),
    title,
    artist,
    album: document.albumName ?? null,
    durationSecs: document.duration ?? null,
    plain,
    synced,
    instrumental: instrumental ?? false,
  };
}
