import { expect, it, vi } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { openLibrary } from "../../src/db/opening/open.ts";
import type { KindName } from "../../src/finding/field.ts";
import { findIds } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { compileQuery } from "../../src/finding/query/compile.ts";
import { teachFolding } from "../../src/finding/query/fold-text.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { checkIndex } from "../../src/finding/search/check.ts";
import { areTriggersThere, isIndexFault } from "../../src/finding/search/index-tables.ts";
import { rebuildIndex, refreshIndex } from "../../src/finding/search/refresh.ts";
import { createSieve } from "../../src/finding/search/sieve.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { fewAlbums, putAlbum, titlesOf } from "./shelf.ts";

/** The ids that the indexes give for a query; undefined where all items must be read. */
function candidates(db: Db, what: KindName, ...words: string[]): number[] | undefined {
  teachFolding(db);
  const kind = itemKinds[what];
  const { lookUps, params } = compileQuery(kind, parseQuery(kind, words), createSieve(db));
  const ids = lookUps?.flatMap(([first]) => db.$client.prepare(first!).pluck().all(params) as number[]);
  return ids && [...new Set(ids)].sort((one, other) => one - other);
}

const looked: [what: KindName, words: string[], ids: number[]][] = [
  ["albums", ["title:evermi"], [3]],
  ["albums", ["title:side of the mo"], [1]],
  ["albums", ["title:=nevermind"], [3]],
  ["albums", ["artist:loyd"], [1, 2]],
  ["albums", ["loyd"], [1, 2]],
  ["albums", ["zzz"], []],
  ["albums", ["title:巨人"], [9]],
  ["albums", ["agaetis by"], [6]],
  ["albums", ["title:dark,animals"], [1, 2]],
  ["albums", ["title:k side"], [1]], // what ends with a letter is not looked up
  ["artists", ["irvan"], [2]],
  ["tracks", ["title:oney"], [2]],
  ["tracks", ["album:imals"], [4]],
  ["tracks", ["artist:irvana"], [5]],
  ["tracks", ["irvana"], [5]],
];

it("the index gives few to read for a text, wherever it stands", async () => {
  const db = await fewAlbums();
  await refreshIndex(db);
  expect(looked.map(([what, words]) => [what, words, candidates(db, what, ...words)])).toEqual(looked);
});

it.each(["", "'", "/", "e", " &", "& "])(
  "credits that %j joins are found one by one and whole",
  async (join) => {
    const { db } = await temporaryLibrary();
    putAlbum(db, { title: "Both", artists: [["Rough", join], ["Smooth"]], date: null });
    putAlbum(db, { title: "One", artists: [["Coarse", join]], date: null });
    db.$client.exec("UPDATE artists SET name = 'otherwise ' || id");
    const asked = [
      "artist:=rough",
      "artist:=smooth",
      `artist:="rough${join}smooth"`,
      "moot",
      "artist:=coarse",
    ];
    const found = (): string[][] => asked.map((words) => titlesOf(db, "albums", words));
    const read = found();
    expect(read).toEqual([["Both"], ["Both"], ["Both"], ["Both"], ["One"]]);
    await refreshIndex(db);
    expect(found()).toEqual(read);
  },
);

it.each(["fl", "+", "-title:dark", "title:", "&", "x"])(
  "%s is looked for by reading: the index can't tell",
  async (words) => {
    const db = await fewAlbums();
    await refreshIndex(db);
    expect(candidates(db, "albums", words)).toBeUndefined();
  },
);

it.each([["year:1970.."], ["genre:rock", "title+"], ["title:"], ["-id:3"], []])(
  "%s asks for no text: nothing of the index is looked at",
  async (...words) => {
    const db = await fewAlbums();
    await refreshIndex(db);
    const prepared = vi.spyOn(db.$client, "prepare");
    Array.from(findIds(db, itemKinds.albums, parseQuery(itemKinds.albums, words)));
    expect(
      prepared.mock.calls.map(([sql]) => sql).filter((sql) => /search_|sqlite_schema/.test(sql)),
    ).toEqual([]);
  },
);

/** What keeps a list from using the index; it is as right without. */
const hindrances = [
  "SELECT 1",
  "DELETE FROM search_marks",
  "DROP TRIGGER search_albums_update; UPDATE albums SET title = 'Evermines' WHERE id = 2",
  "DROP TABLE search_word_parts",
  "DROP TABLE search_albums",
  "DELETE FROM search_albums",
  "INSERT INTO search_albums (search_albums) VALUES ('delete-all')",
  "INSERT INTO search_word_parts (search_word_parts) VALUES ('delete-all')",
  "DELETE FROM search_words",
  "DELETE FROM search_albums_idx",
  "UPDATE search_albums_data SET block = x'ffffffffffffffff'",
  "UPDATE search_word_parts_data SET block = x'ffffffffffffffff'",
];

async function hindered(sql: string): Promise<Db> {
  const db = await fewAlbums();
  await refreshIndex(db);
  db.$client.unsafeMode(true).exec(sql);
  db.$client.unsafeMode(false);
  return db;
}

function expectRightList(db: Db, sql: string): void {
  expect(titlesOf(db, "albums", "title:evermi")).toContain("Nevermind");
  expect(titlesOf(db, "albums", "title:evermines")).toHaveLength(sql.includes("Evermines") ? 1 : 0);
}

it.each(hindrances)("a list is right after %s", async (sql) => {
  expectRightList(await hindered(sql), sql);
});

it.each(hindrances)("a list is right after %s, a new album and a search", async (sql) => {
  const db = await hindered(sql);
  putAlbum(db, { title: "In Utero", artists: [["Nirvana"]], date: null }, 2);
  // The search is told of damage, or makes what is lost anew; in no case the list is any the wiser.
  const isRead = await refreshIndex(db).then(
    () => true,
    (error: unknown) => !isIndexFault(error),
  );
  expectRightList(db, sql);
  expect(titlesOf(db, "albums", "title:uter")).toEqual(["In Utero"]);
  if (isRead && areTriggersThere(db)) expect(checkIndex(db).wrong).toBeUndefined();
});

it.each(["search_albums", "search_artists", "search_tracks", "search_word_parts"])(
  "an emptied %s is told by doctor, and made anew by the next search",
  async (table) => {
    const db = await hindered(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
    expect(checkIndex(db).wrong).toMatch(/^its index lacks/);
    await refreshIndex(db);
    expect(checkIndex(db)).toEqual({ isThere: true, lacking: 0 });
    expect(candidates(db, "albums", "title:evermi")).toEqual([3]);
  },
);

/** Another process brings the index up to date between the words that a list takes from it and what it looks up by them. */
async function whileRefreshed<T>(db: Db, list: () => T): Promise<T> {
  const other = await openLibrary(db.$client.name);
  other.$client.exec("BEGIN IMMEDIATE");
  await refreshIndex(other);
  const prepare = db.$client.prepare.bind(db.$client);
  const spy = vi.spyOn(db.$client, "prepare").mockImplementation((sql: string) => {
    if (sql.endsWith("LIMIT 2001") && other.$client.inTransaction) other.$client.exec("COMMIT");
    return prepare(sql);
  });
  try {
    const found = list();
    expect(other.$client.inTransaction).toBe(false);
    return found;
  } finally {
    spy.mockRestore();
    other.$client.close();
  }
}

it("a list is right while another process makes the index anew", async () => {
  const db = await fewAlbums();
  await expect(rebuildIndex(db, { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(await whileRefreshed(db, () => titlesOf(db, "albums", "title:evermi"))).toEqual(["Nevermind"]);
  db.$client.exec("UPDATE albums SET title = 'Evermines' WHERE id = 2");
  expect(await whileRefreshed(db, () => titlesOf(db, "albums", "title:vermines"))).toEqual(["Evermines"]);
});
