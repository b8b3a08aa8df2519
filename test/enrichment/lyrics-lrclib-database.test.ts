import Database from "better-sqlite3";
import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { openLrclibDatabase } from "../../src/enrichment/lyrics-sources/lrclib-database.ts";
import { PayloadError, UserError } from "../../src/errors.ts";
import type { TrackToEnrich } from "../../src/library/enrichment/work-list.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { lrclibFile, type FiledLyrics } from "./lrclib-file.ts";
import { plain, synced, trackToEnrich } from "./tracks.ts";

const never = new AbortController().signal;

function open(path: string) {
  const database = openLrclibDatabase(path);
  onTestFinished(() => database.close());
  return database;
}

function find(rows: FiledLyrics[], track: Partial<TrackToEnrich> = {}) {
  return open(lrclibFile(rows)).findLyrics(trackToEnrich(track), never);
}

test("lyrics are found by names and length", async () => {
  expect(await find([{ id: 42 }])).toEqual({ plain, synced, instrumental: false, sourceId: "42" });
  expect(await find([{ duration: 235 }])).toMatchObject({ sourceId: "1" });
  expect(await find([{ duration: 235.6 }])).toBeUndefined();
  expect(await find([{ duration: 230.9 }])).toBeUndefined();
  expect(await find([])).toBeUndefined();
});

test("without a length of ours, or of theirs, the same names decide", async () => {
  expect(await find([{ duration: 500 }], { lengthMs: null })).toMatchObject({ sourceId: "1" });
  expect(await find([{ duration: null }])).toBeUndefined();
});

test.each([
  ["case, accents and brackets", { title: "DÉJÀ VU (1)" }, { name: "Déjà Vu (1)", nameLower: "deja vu 1" }],
  ["apostrophes", { title: "Don’t" }, { name: "Don't", nameLower: "dont" }],
  ["a true hyphen for a plain one", { title: "Hip‐Hop" }, { name: "Hip-Hop", nameLower: "hip hop" }],
  ["a true hyphen for a true one", { title: "Hip‐Hop" }, { name: "Hip‐Hop", nameLower: "hip‐hop" }],
  ["×", { artist: "A × B" }, { artist: "A × B", artistLower: "a × b" }],
  ["× for x", { artist: "A × B" }, { artist: "A x B", artistLower: "a x b" }],
  ["guests", { artist: "A feat. B" }, { artist: "A", artistLower: "a" }],
  ["a version", { title: "Example Song (Remastered 2011)" }, {}],
])("names are found however they are filed: %s", async (_, track, filed) => {
  expect(await find([filed], track)).toMatchObject({ sourceId: "1" });
});

test("a wrong song under the same words is not trusted", async () => {
  const filed = { name: "A$B", nameLower: "a b" };
  expect(await find([filed], { title: "A B" })).toBeUndefined();
  expect(await find([{ artist: "A", artistLower: "a b" }], { artist: "A, B" })).toMatchObject({
    sourceId: "1",
  });
});

test("of several albums the same is taken, and synced before plain", async () => {
  const rows = [
    { album: "A Collection", synced: null },
    { album: "Another Collection" },
    { album: "Example Album", duration: 233.2 },
  ];
  expect(await find(rows)).toMatchObject({ sourceId: "3" });
  expect(await find(rows.slice(0, 2))).toMatchObject({ sourceId: "2", synced });
});

test.each([
  [
    "instrumental",
    { plain: null, synced: null, instrumental: 1 },
    { plain: null, synced: null, instrumental: true },
  ],
  ["plain only", { synced: null, instrumental: 0 }, { plain, synced: null, instrumental: false }],
  ["synced only", { plain: null }, { plain, synced, instrumental: false }],
])("a row that is %s is an answer", async (_, row, expected) => {
  expect(await find([row])).toEqual({ ...expected, sourceId: "1" });
});

test("a row with nothing in it is none, whether its flags are NULL or 0", async () => {
  expect(await find([{ plain: null, synced: null, instrumental: null }])).toBeUndefined();
  expect(await find([{ plain: "", synced: "", instrumental: 0 }])).toBeUndefined();
});

test("columns that only some dumps have may be missing", async () => {
  const without = ["album_name", "instrumental", "lyricsfile", "has_lyricsfile", "has_plain_lyrics"];
  const path = lrclibFile([{}], { without });
  expect(await open(path).findLyrics(trackToEnrich(), never)).toMatchObject({ sourceId: "1" });
});

test("the file is not changed", async () => {
  const path = lrclibFile([{}]);
  const before = readFileSync(path);
  const database = openLrclibDatabase(path);
  await database.findLyrics(trackToEnrich(), never);
  database.close();
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a file in WAL mode can be read", async () => {
  const path = lrclibFile([{}], { journalMode: "wal" });
  expect(await open(path).findLyrics(trackToEnrich(), never)).toMatchObject({ sourceId: "1" });
});

function thrownBy(path: string): UserError {
  try {
    openLrclibDatabase(path).close();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error("nothing was thrown");
}

test.each([
  ["is missing", () => join(temporaryFolder(), "none.sqlite3"), "no such file"],
  ["is in a folder that is missing", () => join(temporaryFolder(), "none", "x.sqlite3"), "no such file"],
  ["is a folder", () => temporaryFolder(), "no such file"],
  ["is text", () => written("text, and no database at all"), "not a SQLite database"],
  ["is still packed", () => written(gzipSync(readFileSync(lrclibFile([{}])))), "must be unpacked"],
  ["is empty", () => written(""), "its table tracks has no id, name"],
  ["has a damaged schema", () => damagedSchema(), "it is damaged"],
  ["is another database", () => otherDatabase(), "its table tracks has no name_lower"],
  [
    "lacks what is needed",
    () => lrclibFile([], { without: ["last_lyrics_id"] }),
    "tracks has no last_lyrics_id",
  ],
])("a file that %s is named, with its setting", (_, make, why) => {
  const path = make();
  const error = thrownBy(path);
  expect(error.message).toContain(path);
  expect(error.message).toContain(why);
  expect(error.hint).toContain("IMPORTER_LRCLIB_DATABASE");
});

test("a file that turns out damaged is a source that fails, and says which", async () => {
  const path = lrclibFile(Array.from({ length: 300 }, (_, at) => ({ id: at + 1, duration: at })));
  const database = open(path);
  truncateSync(path, Math.floor(statSync(path).size / 3));
  const fault = await database.findLyrics(trackToEnrich(), never).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(PayloadError);
  expect((fault as Error).message).toContain(path);
  expect((fault as Error).message).toMatch(/: (?:it is damaged|it can't be read: disk I\/O error)$/);
});

function written(content: string | Buffer): string {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, content);
  return path;
}

function damagedSchema(): string {
  const path = lrclibFile([{}]);
  const bytes = readFileSync(path);
  bytes.write("CREATE TABEL", bytes.indexOf("CREATE TABLE"), "latin1");
  writeFileSync(path, bytes);
  return path;
}

function otherDatabase(): string {
  const path = join(temporaryFolder(), "other.db");
  const database = new Database(path);
  database.exec("CREATE TABLE tracks (id INTEGER, name TEXT); CREATE TABLE lyrics (id INTEGER)");
  database.close();
  return path;
}
