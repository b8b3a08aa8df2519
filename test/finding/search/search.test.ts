import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Db } from "../../../src/db/connection.ts";
import { lackOfIndex, rebuildIndex, refreshIndex } from "../../../src/finding/search/refresh.ts";
import { indexedText } from "../../../src/finding/search/tokens.ts";
import { searchLibrary } from "../../../src/finding/search/search.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { fewAlbums, putAlbum } from "../shelf.ts";

const dark = "The Dark Side of the Moon";

async function found(db: Db, words: string): Promise<string[]> {
  const { albums, artists, tracks } = await searchLibrary(db, words, 10);
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
    expect((await searchLibrary(db, "prince", 100)).albums).toHaveLength(50); // as they are credited
    db.$client.exec("UPDATE tracks SET artist_credit = NULL WHERE id = 1");
    await refreshIndex(db);
    db.$client.exec("UPDATE artists SET name = 'Prince Again'");
    expect(stale(db)).toBe(2); // a track that says nothing of its own goes by its artist
    expect((await searchLibrary(db, "again", 9)).tracks).toMatchObject([{ id: 1 }]);
  });

  it("is made anew from the library, also when it is damaged", async () => {
    const db = await fewAlbums();
    expect(await found(db, "nevermind")).toEqual(["Nevermind"]);
    db.$client.exec("DELETE FROM search_albums WHERE rowid = 3");
    expect(await found(db, "nevermind")).toEqual([]);
    await rebuildIndex(db);
    expect(await found(db, "nevermind")).toEqual(["Nevermind"]);
    db.$client.unsafeMode(true).exec("UPDATE search_albums_data SET block = zeroblob(10)");
    db.$client.unsafeMode(false);
    await expect(found(db, "nevermind")).rejects.toThrow("the index that searches use is damaged");
    await rebuildIndex(db);
    expect(await found(db, "nevermind")).toEqual(["Nevermind"]);
  });

  it("costs a library that is never searched nothing, and keeps its triggers", async () => {
    const { db } = await temporaryLibrary();
    putAlbum(db, { title: "Blue", artists: [["Joni"]], date: null });
    db.$client.exec("UPDATE albums SET title = 'Azure'");
    const count = (sql: string): unknown => db.$client.prepare(sql).pluck().get();
    expect(count("SELECT count(*) FROM search_stale")).toBe(0);
    expect(count("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'search_%'")).toBe(
      15,
    );
  });
});

it("a word that is everywhere finds the title that says just that first, too", async () => {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES (?, '', 1, 1)",
  );
  db.$client.transaction(() => {
    for (let at = 0; at < 2500; at++) add.run(`All about love, part ${at}`);
    for (const title of ["Love Me Do", "Love"]) add.run(title);
  })();
  const { albums } = await searchLibrary(db, "love", 3);
  expect(albums.map(({ title }) => title)).toEqual(["Love", "Love Me Do", "All about love, part 0"]);
  expect((await searchLibrary(db, "love part", 3)).albums).toHaveLength(3);
  expect((await searchLibrary(db, "part 77", 3)).albums[0]).toMatchObject({
    title: "All about love, part 77",
  });
});

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
  expect((await searchLibrary(db, "blue", 5000)).albums).toHaveLength(5000);
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
