import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBuild } from "../../src/catalogue/build/start.ts";
import { openCatalogue, type CatalogueFile } from "../../src/catalogue/open.ts";
import { createCatalogueSource, type CatalogueSource } from "../../src/catalogue/source.ts";
import type { AlbumQuestion } from "../../src/sources/albums/source.ts";
import { filesOf } from "../../src/demo/dumps/dump.ts";
import { buildFrom } from "../dump/building.ts";
import { groups, mbidOf, releases, searchDump } from "./search-world.ts";

/**
 * Each way on which the file finds an album, by itself: in the chain the next one would find it as well, and hide that one is
 * broken. What a key finds with its artist is all that is answered; what only comes near stands among other albums of the artist.
 */

const folder = mkdtempSync(join(tmpdir(), "importer-test-"));
let source: CatalogueSource;
let file: CatalogueFile;

beforeAll(async () => {
  for (const [name, bytes] of filesOf(searchDump())) writeFileSync(join(folder, name), bytes);
  const built = await startBuild(buildFrom(folder, join(folder, "home")));
  file = openCatalogue("path" in built ? built.path : "") as CatalogueFile;
  source = createCatalogueSource(file);
});

afterAll(() => {
  file.db.close();
  rmSync(folder, { recursive: true });
});

const ask = (typed: [title: string, artist?: string], more: Partial<AlbumQuestion> = {}, offset = 0) => {
  const [title, artist] = typed;
  const reading = { title, ...(artist !== undefined && { artist }) };
  return source.searchAlbums({ readings: [reading], how: "ranked", ...more }, undefined, offset);
};

const byKey: [what: string, typed: [title: string, artist?: string], found: string[]][] = [
  ["a number written otherwise", ["Greatest Hits 2", "Queen"], ["Greatest Hits II"]],
  ["a number in words", ["Greatest Hits Two", "queen"], ["Greatest Hits II"]],
  ["an umlaut spelled out, in a name", ["Ace of Spades", "Motoerhead"], ["Ace of Spades"]],
  ["an umlaut spelled out, in a title", ["Geraeusch", "Motörhead"], ["Geräusch"]],
  ["an umlaut left out", ["Gerausch", "Motorhead"], ["Geräusch"]],
  ["an alias of the album", ["Opera Night", "Queen"], ["A Night at the Opera"]],
  ["without spaces", ["kida", "Radio Head"], ["Kid A"]],
  ["what its edition is called", ["Kid A (Deluxe Edition)", "Radiohead"], ["Kid A"]],
  ["called as its artist, in their word for it", ["self-titled", "Radiohead"], ["Radiohead"]],
  ["the title of an edition", ["OKNOTOK 1997 2017", "Radiohead"], ["OK Computer"]],
  ["an alias of the artist, turned round", ["Fly", "Yoko Ono"], ["Fly"]],
  ["a sort name", ["Pictures at Eleven", "Plant, Robert"], ["Pictures at Eleven"]],
  ["the second of two artists", ["No Quarter", "Robert Plant"], ["No Quarter"]],
  ["one of two who are named", ["Pictures at Eleven", "Robert Plant & Jimmy Page"], ["Pictures at Eleven"]],
  ["who stands before a band", ["Purple Rain", "Prince und die Revolution"], ["Purple Rain"]],
  ["who stands before guests", ["Supernatural", "Santana & Friends"], ["Supernatural"]],
  ["the name of a credit", ["The Gold Experience", "The Artist"], ["The Gold Experience"]],
  ["Various Artists in another language", ["Love Songs", "Verschiedene Interpreten"], ["Love Songs"]],
  ["a name before the title", ["Radiohead Kid A"], ["Kid A"]],
  ["a name behind the title", ["Kid A Radiohead"], ["Kid A"]],
  ["a title alone, whatever else has its words", ["Opera"], ["Opera"]],
];

it.each(byKey)("%s: found by a key, and nothing beside it", async (_, typed, found) => {
  const { albums, total } = await ask(typed);
  expect([albums.map(({ title }) => title), total]).toEqual([found, found.length]);
});

const near: [what: string, typed: [title: string, artist?: string], more: Partial<AlbumQuestion>, found: string[]][] = [
  ["of the artist that is given, what is most like it first", ["A Night at the Opra", "Queen"], {}, ["A Night at the Opera", "Greatest Hits", "Greatest Hits II"]],
  ["of artists who are known", ["Abraxis"], { artistMbids: [mbidOf("Santana")] }, ["Abraxas", "Supernatural"]],
  ["of artists who are known, whatever it is called", ["Xyzzy"], { how: "forgiving", artistMbids: [mbidOf("Santana")] }, ["Supernatural", "Abraxas"]],
  ["of many albums those that are like it alone", ["Carpetologi", "Weaver"], {}, ["Carpetology"]],
  ["a short title that a long one begins with", ["Tapestri", "Weaver"], {}, ["Tapestry of Many Colours, Sounds and Voices from the Edge of the Long Forgotten World"]],
  ["of thousands none", ["Sane", "Huge"], {}, []],
  ["words that are no words of weight left aside", ["Coverdale and the Page"], {}, ["Coverdale • Page"]],
  ["two letters of a title without spaces", ["人祭"], {}, ["七人祭の夜"]],
  ["a slip in a word", ["Supernaturel"], { how: "forgiving" }, ["Supernatural"]],
  ["two slips in a long word", ["Suppernatral"], { how: "forgiving" }, ["Supernatural"]],
  ["two slips in a short word: nothing", ["Oadx"], { how: "forgiving" }, []],
  ["nothing but a slip, where no slip is forgiven", ["Supernaturel"], { how: "complete" }, []],
  ["all that hold a title's words", ["Opera"], { how: "complete" }, ["Opera", "A Night at the Opera"]],
]; // prettier-ignore

it.each(near)("what comes near: %s", async (_, typed, more, found) => {
  const { albums } = await ask(typed, more);
  expect(albums.map(({ title }) => title)).toEqual(found);
});

it.each(["ranked", "complete"] as const)(
  "more of one title than anybody looks through: said to be cut, asked %s",
  async (how) => {
    const { albums, total, hasMoreEquals } = await ask(["same"], { how });
    expect([albums.length, total, hasMoreEquals]).toEqual([100, 2_001, undefined]);
    expect((await ask(["Opera"], { how })).total).toBe(how === "ranked" ? 1 : 2);
  },
);

it("equals come page after page, and each page but the last says that there are more", async () => {
  const seen = new Set<string>();
  for (let offset = 0; offset < 3_001; offset += 100) {
    const page = await ask(["Same", "Huge"], {}, offset);
    for (const { mbid } of page.albums) seen.add(mbid);
    expect([page.total, page.hasMoreEquals]).toEqual([3_001, offset < 3_000 ? true : undefined]);
  }
  expect(seen.size).toBe(3_001);
});

it("says of an album what the resolver looks at", async () => {
  expect((await ask(["Greatest Hits", "Queen"])).albums).toMatchObject([
    {
      title: "Greatest Hits",
      disambiguation: "the first",
      firstReleaseDate: "1981-10-26",
      primaryType: "Album",
      secondaryTypes: ["Compilation"],
      releaseCount: 0,
    },
  ]);
  expect((await ask(["OK Computer", "Radiohead"])).albums).toMatchObject([
    { editionTitles: ["OKNOTOK 1997 2017"], releaseCount: 2 },
  ]);
  const [fly] = (await ask(["Fly", "Y.O."])).albums;
  expect(fly!.artists).toMatchObject([{ name: "Y. O.", aliases: ["Ono, Yoko"] }]);
});

it.each([
  ["Metalica", ["Metallica"]],
  ["Metalicca", ["Metallica"]],
  ["Plant", ["Robert Plant"]],
  ["Nobody", []],
])("artists who come near %s: %j", async (name, found) => {
  const { artists } = await source.searchArtists(name);
  expect(artists.map((each) => each.name)).toEqual(found);
});

it("codes name an album and the releases that bear them, and no others", async () => {
  const album = groups.find(({ title }) => title === "OK Computer")!.id;
  expect(await source.findAlbumsByBarcode(["724385522925"])).toMatchObject({
    albums: [album],
    releases: [releases[0]!["id"]],
  });
  expect(await source.findAlbumsByAsin("B071KYRFQZ")).toMatchObject({
    albums: [album],
    releases: [releases[1]!["id"]],
  });
  expect(await source.findAlbumsByBarcode(["000000000000"])).toMatchObject({ albums: [], releases: [] });
});

it("an artist's albums come whole, page after page, of the types that are wanted", async () => {
  const titlesOf = async (name: string, types: string[] = []): Promise<string[]> => {
    const titles: string[] = [];
    for await (const { albums } of source.albumPages(mbidOf(name), { types }))
      titles.push(...albums.map(({ title }) => title));
    return titles;
  };
  expect((await titlesOf("Huge")).length).toBe(3_001);
  expect(await titlesOf("Queen", ["compilation"])).toEqual(["Greatest Hits", "Greatest Hits II"]);
  expect(await titlesOf("Metallica", ["single"])).toEqual(["Load"]);
  expect(await titlesOf("Jimmy Page")).toEqual(["No Quarter", "Death Wish II"]);
});
