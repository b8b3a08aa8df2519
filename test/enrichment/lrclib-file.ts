import Database from "better-sqlite3";
import { join } from "node:path";
import { temporaryFolder } from "../helpers/library.ts";

/** A row of `tracks` with its lyrics; the `*_lower` columns hold what the server would have put there. */
export interface FiledLyrics {
  id?: number;
  name?: string;
  nameLower?: string;
  artist?: string;
  artistLower?: string;
  album?: string;
  duration?: number | null;
  plain?: string | null;
  synced?: string | null;
  instrumental?: number | null;
}

interface FileOptions {
  /** Columns that this dump does not have. */
  without?: string[];
  journalMode?: "wal" | "delete";
}

/** A small LRCLIB database, with the tables of a 2026 dump. */
export function lrclibFile(rows: FiledLyrics[], options: FileOptions = {}): string {
  const path = join(temporaryFolder(), "lrclib.sqlite3");
  const database = new Database(path);
  database.pragma(`journal_mode = ${options.journalMode ?? "delete"}`);
  const columns = (text: string): string =>
    text
      .split(",")
      .filter((column) => !options.without?.includes(column.trim().split(" ")[0]!))
      .join(",");
  const unique = options.without?.length
    ? ""
    : ", UNIQUE (name_lower, artist_name_lower, album_name_lower, duration)";
  database.exec(`
    CREATE TABLE tracks (${columns(
      "id INTEGER PRIMARY KEY, name TEXT, name_lower TEXT, artist_name TEXT, artist_name_lower TEXT, album_name TEXT, " +
        "album_name_lower TEXT, duration FLOAT, last_lyrics_id INTEGER, created_at DATETIME, updated_at DATETIME",
    )}${unique});
    CREATE TABLE lyrics (${columns(
      "id INTEGER PRIMARY KEY, plain_lyrics TEXT, synced_lyrics TEXT, track_id INTEGER, has_plain_lyrics BOOLEAN, " +
        "has_synced_lyrics BOOLEAN, instrumental BOOLEAN, source TEXT, lyricsfile TEXT, has_lyricsfile BOOLEAN",
    )});`);
  const insert = (table: string, row: Record<string, unknown>): void => {
    const names = Object.keys(row).filter((name) => !options.without?.includes(name));
    const values = names.map((name) => `@${name}`).join(", ");
    database.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${values})`).run(row);
  };
  database.transaction(() => rows.forEach((row, at) => insertRow(insert, { id: at + 1, ...row })))();
  database.close();
  return path;
}

function insertRow(
  insert: (table: string, row: Record<string, unknown>) => void,
  row: FiledLyrics & { id: number },
): void {
  const { id, name = "Example Song", artist = "Example Band", album = "Example Album", duration = 233 } = row;
  const { plain = "line one\nline two\n", synced = "[00:12.34] line one\n[00:15.80] line two" } = row;
  const lyricsId = id + 1000;
  insert("tracks", {
    id,
    name,
    name_lower: row.nameLower ?? "example song",
    artist_name: artist,
    artist_name_lower: row.artistLower ?? "example band",
    album_name: album,
    album_name_lower: album.toLowerCase(),
    duration,
    last_lyrics_id: lyricsId,
  });
  insert("lyrics", {
    id: lyricsId,
    track_id: id,
    plain_lyrics: plain,
    synced_lyrics: synced,
    instrumental: row.instrumental ?? null,
  });
}
