import {
  openForeignDatabase,
  refuseForeign,
  unreadableForeign,
  type ForeignFile,
} from "../../db/opening/open-foreign.ts";
import { PayloadError } from "../../errors.ts";
import type { TrackToEnrich } from "../../library/enrichment/work-list.ts";
import { canBeFiled, normaliseForLrclib, typedText } from "../../matching/lyrics/lrclib-normalise.ts";
import { primaryArtist, type LyricsRecord } from "../../matching/lyrics/lyrics-match.ts";
import { withoutSuffix } from "../../matching/lyrics/song-title.ts";
import type { LyricsSource } from "../lyrics/lyrics.ts";
import { trustedOf } from "./lrclib.ts";

export interface LyricsDatabase extends LyricsSource {
  close(): void;
}

/** Stored with each track's lyrics: never rename it. */
const name = "lrclib_database";

/**
 * A downloaded LRCLIB database (https://lrclib.net/db-dumps): the same lyrics without the network, asked first.
 * @throws UserError naming the file, if it is missing or something else.
 */
export function openLrclibDatabase(path: string): LyricsDatabase {
  const file = { path, what: "the LRCLIB database", setting: "IMPORTER_LRCLIB_DATABASE" };
  const database = openForeignDatabase(file);
  try {
    const select = database.prepare<[Filed], Row>(selectOf(file, database));
    return {
      name,
      async findLyrics(track) {
        if (!canBeFiled(track.title) || !canBeFiled(track.artist)) return undefined;
        return trustedOf(track, readRows(file, () => select.all(filedAs(track))).map(recordOf));
      },
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw unreadableForeign(file, error) ?? error;
  }
}

interface Row {
  id: number | string;
  title: unknown;
  artist: unknown;
  album: unknown;
  durationSecs: unknown;
  instrumental: unknown;
  plain: unknown;
  synced: unknown;
}

const neededColumns = {
  tracks: ["id", "name", "name_lower", "artist_name", "artist_name_lower", "duration", "last_lyrics_id"],
  lyrics: ["id", "plain_lyrics", "synced_lyrics"],
};
/** Some dumps have them. */
const niceColumns = { album: ["tracks", "album_name"], instrumental: ["lyrics", "instrumental"] } as const;
/** Albums on which the same song is found; more have the same words. */
const mostRows = 50;

/** Columns by name: their order, and some of them, differ between dumps. */
function selectOf(file: ForeignFile, database: ReturnType<typeof openForeignDatabase>): string {
  const columnsOf = (table: string): string[] =>
    database
      .prepare<[], { name: string }>(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => name);
  const columns = { tracks: columnsOf("tracks"), lyrics: columnsOf("lyrics") };
  for (const table of ["tracks", "lyrics"] as const) {
    const missing = neededColumns[table].filter((name) => !columns[table].includes(name));
    if (missing.length > 0) throw refuseForeign(file, `its table ${table} has no ${missing.join(", ")}`);
  }
  const nice = Object.entries(niceColumns).map(([as, [table, name]]) =>
    columns[table].includes(name) ? `${table}.${name} AS ${as}` : `NULL AS ${as}`,
  );
  return `
    SELECT tracks.id, tracks.name AS title, tracks.artist_name AS artist, tracks.duration AS durationSecs,
      lyrics.plain_lyrics AS plain, lyrics.synced_lyrics AS synced, ${nice.join(", ")}
    FROM tracks JOIN lyrics ON lyrics.id = tracks.last_lyrics_id
    WHERE tracks.name_lower IN (SELECT value FROM json_each(@titles))
      AND tracks.artist_name_lower IN (SELECT value FROM json_each(@artists))
      AND (@seconds IS NULL OR tracks.duration BETWEEN @seconds - 2 AND @seconds + 2)
    ORDER BY tracks.id LIMIT ${mostRows}`;
}

interface Filed {
  /** JSON lists. */
  titles: string;
  artists: string;
  seconds: number | null;
}

/** Every way in which the names may be filed, at once: it costs nothing here. */
function filedAs({ title, artist, lengthMs }: TrackToEnrich): Filed {
  return {
    titles: formsOf(title, withoutSuffix(title)),
    artists: formsOf(artist, primaryArtist(artist)),
    seconds: lengthMs ? Math.round(lengthMs / 1000) : null,
  };
}

const formsOf = (...names: string[]): string => {
  const forms = names.flatMap((name) => [normaliseForLrclib(name), normaliseForLrclib(typedText(name))]);
  return JSON.stringify([...new Set(forms)]);
};

function recordOf(row: Row): LyricsRecord {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    id: String(row.id),
    title: text(row.title),
    artist: text(row.artist),
    album: text(row.album) || null,
    durationSecs: Number(row.durationSecs) || null,
    instrumental: row.instrumental === 1,
    plain: text(row.plain) || null,
    synced: text(row.synced) || null,
  };
}

/** A file that turns out damaged is one source that fails. Without the cause: it is not our library that failed. */
function readRows<T>(file: ForeignFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const refusal = unreadableForeign(file, error);
    throw refusal === undefined ? error : new PayloadError(name, refusal.message);
  }
}
