import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Db } from "../../../src/db/connection.ts";
import { closeLibrary, openLibrary } from "../../../src/db/opening/open.ts";
import { checkIndex } from "../../../src/finding/search/check.ts";
import { lackOfIndex, rebuildIndex, refreshIndex } from "../../../src/finding/search/refresh.ts";
import { indexedText } from "../../../src/finding/search/tokens.ts";
import { searchLibrary } from "../../../src/finding/search/search.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { fewAlbums, putAlbum } from "../shelf.ts";

const dark = "The Dark Side of the Moon";

async function found(db: Db, words: string): Promise<string[]> {
  const { albums, artists, tracks } = await searchLibrary(db, words, { limit: 10 });
  return [...albums, ...artists, ...tracks].map(({ title, name }) => String(title ?? name));
}

const stale = (db: Db): number => lackOfIndex(db).reduce((sum, lack) => sum + lack.stale, 0);

const searches: [words: string, titles: string[]][] = [
  ["dark floyd", [dark]],
  ["floyd dark", [dark]],
  ["FLOYD mon", ["Money"]],
  ["floy", ["Animals", dark, "Pink Floyd", "Dogs", "Money", "Time", "Speak to Me"]],
  ["loyd", []], // a word is found by its beginning
  ["agaetis", ["Ágætis byrjun"]],
  ["SIGUR ROS byrj", ["Ágætis byrjun"]],
  ["進撃", ["進撃の巨人"]],
  ["の巨人", ["進撃の巨人"]],
  ["巨", ["進撃の巨人"]],
  ["人", ["進撃の巨人"]],
  ["人巨", []],
  ["弘之 弓", ["紅蓮の弓矢"]],
  ["+", ["+"]],
  ["10,000", ["10,000 Days"]],
  ["krauss plant", ["Raising Sand", "Polly"]],
  ["svefn-g-englar", ["Svefn-g-englar"]],
  ['"quotes" AND (brackets) NEAR *', []],
  ["?", []],
  ['"', []],
];

describe("a search", () => {
  it("finds albums, artists and tracks by all their words, in any order", async () => {
    const db = await fewAlbums();
    const all: typeof searches = [];
    for (const [words] of searches) all.push([words, (await found(db, words)).sort()]);
    expect(all).toEqual(searches.map(([words, titles]) => [words, titles.toSorted()]));
  });

  it("puts the title that says just that first", async () => {
    const { db } = await temporaryLibrary();
    for (const title of ["Love and Other Crimes Against Time", "Love", "All You Need Is Love Tonight"])
      putAlbum(db, { title, artists: [["Somebody"]], date: null });
    expect((await found(db, "love"))[0]).toBe("Love");
  });

  it("knows an artist by other names, signs and all", async () => {
    const { db } = await temporaryLibrary();
    for (const name of ["AC/DC", "R.E.M.", "Guns N’ Roses", "AKB48", "坂本龍一"])
      putAlbum(db, { title: "x", artists: [[name]], date: null });
    db.$client.exec("INSERT INTO artist_aliases VALUES (5, 'ryuichi sakamoto', 'Ryūichi Sakamoto')");
    const words = [
      "acdc",
      "ac dc",
      "ac/dc",
      "rem",
      "r.e.m",
      "guns n roses",
      "akb",
      "ryuichi sakamoto",
      "龍一",
    ];
    const names = [
      "AC/DC",
      "AC/DC",
      "AC/DC",
      "R.E.M.",
      "R.E.M.",
      "Guns N’ Roses",
      "AKB48",
      "坂本龍一",
      "坂本龍一",
    ];
    for (const [at, each] of words.entries())
      expect([each, await found(db, each)]).toEqual([each, expect.arrayContaining([names[at]])]);
  });
});

/** What a bad disk or a program that knows no better does to it. */
const damages = [
  "UPDATE search_albums_data SET block = x'ffffffffffffffff'",
  "DROP TABLE search_albums_config",
  "UPDATE search_tracks_config SET v = 99 WHERE k = 'version'",
  "DROP TABLE search_artists",
  `PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'search_tracks';
    PRAGMA writable_schema = RESET`,
];

describe("the index", () => {
  it("is right after what other programs write", async () => {
    const { db, path } = await temporaryLibrary();
    putAlbum(db, { title: "Blue", artists: [["Joni"]], date: null, tracks: ["River", "Carey"] });
    putAlbum(db, { title: "Green", artists: [["Joni"]], date: null, tracks: ["Moss"] });
    await refreshIndex(db);
    const other = new Database(path);
    other.exec("UPDATE albums SET title = 'Azure' WHERE id = 1");
    other.exec("UPDATE tracks SET title = 'Stream' WHERE title = 'River'");
    other.exec("UPDATE album_artists SET credited_as = 'Joni Mitchell' WHERE album_id = 2");
    other.exec("INSERT INTO artist_aliases VALUES (1, 'roberta joan', 'Roberta Joan')");
    other.exec("DELETE FROM release_tracks WHERE title = 'Carey'; DELETE FROM tracks WHERE title = 'Carey'");
    other.exec("INSERT OR REPLACE INTO tracks SELECT * FROM tracks WHERE title = 'Moss'");
    other.close();
    for (const gone of ["blue", "river", "carey"]) expect([gone, await found(db, gone)]).toEqual([gone, []]);
    expect(await found(db, "azure")).toEqual(["Azure"]);
    expect(await found(db, "stream")).toEqual(["Stream"]);
    expect(await found(db, "mitchell")).toEqual(["Green"]);
    expect(await found(db, "roberta")).toEqual(["Joni"]);
    expect(await found(db, "moss")).toEqual(["Moss"]);
    expect(stale(db)).toBe(0);
  });

  it("does not read an artist's albums and tracks again because it is called otherwise now", async () => {
    const { db } = await temporaryLibrary();
    for (let at = 0; at < 50; at++)
      putAlbum(db, { title: `Album ${at}`, artists: [["Prince"]], date: null, tracks: ["Song"] }, at);
    await refreshIndex(db);
    db.$client.exec("UPDATE artists SET name = 'Love Symbol'");
    expect(stale(db)).toBe(1);
    expect(await found(db, "symbol")).toEqual(["Love Symbol"]);
    expect((await searchLibrary(db, "prince", { limit: 100 })).albums).toHaveLength(50); // as they are credited
    db.$client.exec("UPDATE tracks SET artist_credit = NULL WHERE id = 1");
    await refreshIndex(db);
    db.$client.exec("UPDATE artists SET name = 'Prince Again'");
    expect(stale(db)).toBe(2); // a track that says nothing of its own goes by its artist
    expect((await searchLibrary(db, "again", { limit: 9 })).tracks).toMatchObject([{ id: 1 }]);
  });

  it("is made anew from the library, also when it is damaged", async () => {
    const db = await fewAlbums();
    expect(await found(db, "nevermind")).toEqual(["Nevermind"]);
    db.$client.exec("DELETE FROM search_albums WHERE rowid = 3");
    expect(await found(db, "nevermind")).toEqual([]);
    await rebuildIndex(db);
    expect(await found(db, "nevermind")).toEqual(["Nevermind"]);
    for (const damage of damages) {
      db.$client.unsafeMode(true).exec(damage);
      db.$client.unsafeMode(false);
      const again = await openLibrary(db.$client.name); // a connection that has not loaded it yet
      await expect(found(again, "nevermind")).rejects.toThrow("the index that searches use is damaged");
      expect(checkIndex(again).wrong).toBe("its index is damaged");
      await rebuildIndex(again);
      expect(await found(again, "nevermind")).toEqual(["Nevermind"]);
      closeLibrary(again);
    }
  });

  it("costs a library that is never searched nothing, and keeps its triggers", async () => {
    const { db } = await temporaryLibrary();
    putAlbum(db, { title: "Blue", artists: [["Joni"]], date: null });
    db.$client.exec("UPDATE albums SET title = 'Azure'");
    const count = (sql: string): unknown => db.$client.prepare(sql).pluck().get();
    expect(count("SELECT count(*) FROM search_stale")).toBe(0);
    expect(count("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'search_%'")).toBe(
      17,
    );
  });
});

/** More titles than are weighed, of which each begins with the same letters. */
async function manyTitles(): Promise<Db> {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES (?, '', 1, 1)",
  );
  db.$client.transaction(() => {
    for (let at = 0; at < 2500; at++) add.run(`Love${at % 2 ? "ly" : "less"} part ${at}`);
    for (let at = 0; at < 2500; at++) add.run(`All about love, part ${at}`);
    for (const title of ["Love Me Do", "Love", "LÓVE!"]) add.run(title);
  })();
  return db;
}

describe("a word that is everywhere", () => {
  it("finds the title that says just that first, however many begin with it", async () => {
    const db = await manyTitles();
    const { albums, more } = await searchLibrary(db, "love", { limit: 3 });
    expect(albums.map(({ title }) => title)).toEqual(["Love", "LÓVE!", "Lovely part 1"]);
    expect(more).toEqual({ albums: true, artists: false, tracks: false });
    expect((await searchLibrary(db, "love part", { limit: 3 })).albums).toHaveLength(3);
    expect((await searchLibrary(db, "part 77", { limit: 3 })).albums[0]).toMatchObject({
      title: "Lovely part 77",
    });
  });

  it("is read page by page to its end: each hit once, and what follows is told", async () => {
    const db = await manyTitles();
    const ids = new Set<unknown>();
    for (const offset of [0, 1500, 3000, 4500]) {
      const { albums, more } = await searchLibrary(db, "love", { limit: 1500, offset });
      for (const { id } of albums) ids.add(id);
      expect(more.albums).toBe(offset < 4500);
    }
    expect(ids.size).toBe(5003);
    expect(await searchLibrary(db, "love", { limit: 10, offset: 6000 })).toMatchObject({
      albums: [],
      more: { albums: false },
    });
  });

  it("finds an artist by the whole of another name", async () => {
    const { db } = await temporaryLibrary();
    for (const name of ["Prince and Others", "The Artist", "Princess", "Prince", "Prince of Wales"])
      putAlbum(db, { title: "x", artists: [[name]], date: null });
    db.$client.exec("INSERT INTO artist_aliases VALUES (2, 'prince', 'PRINCE')");
    const { artists } = await searchLibrary(db, "prince", { limit: 3 });
    expect(artists.map(({ name }) => name).slice(0, 2)).toEqual(["Prince", "The Artist"]);
  });
});

it.each(["", "\u200b", "\u00ad \ufeff", "\u0301"])(
  "words of which nothing is left are refused: %j",
  async (words) => {
    const db = await fewAlbums();
    await expect(searchLibrary(db, words, { limit: 3 })).rejects.toThrow("nothing to look for");
  },
);

it("a first reading that is stopped tells how far it came, and keeps what it read", async () => {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('Blue', '', 1, 1)",
  );
  db.$client.transaction(() => {
    for (let at = 0; at < 5000; at++) add.run();
  })();
  const stopping = new AbortController();
  const told: number[] = [];
  const progress = (titles: number): void => {
    told.push(titles);
    if (titles >= 4000) stopping.abort(new Error("stopped"));
  };
  await expect(refreshIndex(db, { signal: stopping.signal, progress })).rejects.toThrow("stopped");
  expect(lackOfIndex(db).map(({ fresh }) => fresh)).toEqual([1000, 0, 0]);
  await refreshIndex(db, { progress });
  expect([told[0], told.at(-1)]).toEqual([0, 1000]);
  expect((await searchLibrary(db, "blue", { limit: 5000 })).albums).toHaveLength(5000);
});

it("words are told apart alike in plain and in other letters", () => {
  const wordsOf = (text: string): Set<string> => new Set(indexedText(text).split(" "));
  for (const plain of [
    "Don't Stop, the R.E.M. (1997)",
    "rock'n'roll 'tis",
    "a1'b c'2",
    "-AC/DC- $ign* 10,000",
  ]) {
    expect(wordsOf(`${plain} 東京`)).toEqual(new Set([...wordsOf(plain), "東京", "京"]));
    expect(indexedText(plain.replace("o", "ó"))).toBe(indexedText(plain));
  }
});
