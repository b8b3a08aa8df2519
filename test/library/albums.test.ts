import { describe, expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import {
  findAlbumsByBarcode,
  findAlbumsByTitle,
  getAlbum,
  listAlbumCredits,
  yearOf,
} from "../../src/library/items/albums.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { findArtistsByName } from "../../src/library/items/artists.ts";
import { saveArtist } from "../../src/library/write/items/artists.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { column } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, artistFacts, credits, releaseFacts } from "./facts.ts";

describe("an album is found by its title", () => {
  async function shelf(): Promise<Db> {
    const { db } = await temporaryLibrary();
    saveAlbum(db, albumFacts("a", { title: "The Desire", firstReleaseDate: "1976-01-05" }), 1);
    const two = credits(["Robert Plant", " & "], ["Alison Krauss"]);
    saveAlbum(db, albumFacts("b", { title: "Raising Sänd!", credits: two, firstReleaseDate: "2007" }), 1);
    saveAlbum(db, albumFacts("c", { title: "Something Else" }), 1);
    return db;
  }
  const titles = (albums: { title: string }[]): string[] => albums.map(({ title }) => title);

  test("however it is written", async () => {
    const db = await shelf();
    expect(titles(findAlbumsByTitle(db, { title: "DESIRÉ?" }))).toEqual(["The Desire"]);
    expect(titles(findAlbumsByTitle(db, { title: "raising  sand" }))).toEqual(["Raising Sänd!"]);
    expect(findAlbumsByTitle(db, { title: "Desires" })).toEqual([]);
  });

  test("of one of its artists, or of all of them as printed", async () => {
    const db = await shelf();
    for (const artist of ["robert plant", "Alison Krauss", "Robert Plant and Alison Krauss"]) {
      expect(titles(findAlbumsByTitle(db, { title: "Raising Sand", artist })), artist).toEqual([
        "Raising Sänd!",
      ]);
    }
    expect(findAlbumsByTitle(db, { title: "Raising Sand", artist: "Plant" })).toEqual([]);
  });

  test("of its year", async () => {
    const db = await shelf();
    expect(titles(findAlbumsByTitle(db, { title: "Desire", year: 1976 }))).toEqual(["The Desire"]);
    expect(findAlbumsByTitle(db, { title: "Desire", year: 1977 })).toEqual([]);
    expect(findAlbumsByTitle(db, { title: "Something Else", year: 1977 })).toEqual([]);
  });
});

test("an album is found by the barcode of any of its releases, and listed once", async () => {
  const { db } = await temporaryLibrary();
  const { id } = saveAlbum(db, albumFacts("a"), 1);
  for (const mbid of ["r1", "r2"]) saveRelease(db, id, releaseFacts(mbid, { barcode: "0123" }), 1);
  expect(findAlbumsByBarcode(db, ["123", "0123"]).map((album) => album.id)).toEqual([id]);
  expect(findAlbumsByBarcode(db, [""])).toEqual([]);
});

test("an album without an identifier is saved to the one that is known to be meant", async () => {
  const { db } = await temporaryLibrary();
  const first = saveAlbum(db, albumFacts("a", { title: "Desire" }), 1);
  const facts = albumFacts("a", { identifiers: [], title: "Desire", disambiguation: "live" });
  expect(saveAlbum(db, facts, 2, first.id)).toEqual({ id: first.id, change: "updated" });
  expect(saveAlbum(db, facts, 2)).toMatchObject({ change: "created" });
});

test("two albums of one title are two, and so are two artists of one name", async () => {
  const { db } = await temporaryLibrary();
  const artist = (mbid: string) => [
    { artist: artistFacts(mbid, { name: "Nirvana" }), creditedAs: "Nirvana", joinPhrase: "" },
  ];
  saveAlbum(db, albumFacts("a", { title: "Same", credits: artist("US") }), 1);
  saveAlbum(db, albumFacts("b", { title: "Same", credits: artist("UK") }), 1);
  expect(findAlbumsByTitle(db, { title: "Same" })).toHaveLength(2);
  expect(findArtistsByName(db, "NIRVANA")).toHaveLength(2);
});

test("a credit that names an artist twice keeps both places", async () => {
  const { db } = await temporaryLibrary();
  const { id } = saveAlbum(db, albumFacts("a", { credits: credits(["A", " vs. "], ["A"]) }), 1);
  expect(listAlbumCredits(db, id)).toEqual([
    { id: 1, name: "A", creditedAs: "A", joinPhrase: " vs. " },
    { id: 1, name: "A", creditedAs: "A", joinPhrase: "" },
  ]);
  expect(column(db, "SELECT count(*) FROM artists")).toEqual([1]);
});

test("a credit that got shorter loses its last places", async () => {
  const { db } = await temporaryLibrary();
  const { id } = saveAlbum(db, albumFacts("a", { credits: credits(["A", " & "], ["B"]) }), 1);
  expect(saveAlbum(db, albumFacts("a", { credits: credits(["A"]) }), 2)).toEqual({ id, change: "updated" });
  expect(listAlbumCredits(db, id)).toMatchObject([{ creditedAs: "A", joinPhrase: "" }]);
});

test("an artist who is known keeps what the look-up said when a credit says less", async () => {
  const { db } = await temporaryLibrary();
  saveArtist(db, artistFacts("A", { name: "A", country: "GB", beganOn: "1965" }), 1);
  saveAlbum(db, albumFacts("a", { credits: credits(["A"]) }), 2);
  expect(column(db, "SELECT country || began_on || updated_at FROM artists")).toEqual(["GB19651"]);
});

test.each([
  ["1973-03-24", 1973],
  ["1973", 1973],
  ["", null],
  ["????-03", null],
  [null, null],
])("the year of %j is %j", (date, year) => {
  expect(yearOf(date)).toBe(year);
});

test("an album that is not there is undefined", async () => {
  const { db } = await temporaryLibrary();
  expect(getAlbum(db, 1)).toBeUndefined();
});
