import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { ItemType } from "../../src/db/item-types.ts";
import { albumQueryOf, albumWordsKey } from "../../src/importers/album/query.ts";
import { artistWordsKey } from "../../src/importers/artist/query.ts";
import { saveChoice } from "../../src/library/write/decisions/choices.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { write } from "../../src/library/write/tables.ts";
import { whichItem } from "../../src/which/which.ts";
import { albumFacts, artistFacts, mediumFacts, releaseFacts, trackFacts } from "../library/facts.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const mbid = (digit: number): string => `${String(digit).repeat(8)}-1111-4111-8111-${"1".repeat(12)}`;

/** Album 1 "1", 2 "The Dark Side of the Moon", 3 "Dark Matter", 4 "1989", 5 "Desire", 6 "Desire" (of another), 7 "Æther: 山". */
async function library(): Promise<Db> {
  const { db } = await temporaryLibrary();
  const by = (name: string, digit: number) => [
    {
      artist: artistFacts(mbid(digit), { name, aliases: [`${name} Band`] }),
      creditedAs: name,
      joinPhrase: "",
    },
  ];
  const save = (digit: number, title: string, name: string, artist: number) =>
    saveAlbum(db, albumFacts(mbid(digit), { title, credits: by(name, artist), firstReleaseDate: "1976" }), 1);
  save(1, "1", "The Beatles", 1);
  const { id } = saveAlbum(
    db,
    albumFacts(mbid(2), {
      title: "The Dark Side of the Moon",
      credits: by("Pink Floyd", 2),
      identifiers: [
        { kind: "musicbrainz_release_group", value: mbid(2) },
        { kind: "discogs_master", value: "10362" },
        { kind: "allmusic", value: "mw0000191308" },
      ],
      links: [{ source: "bandcamp", externalId: "x", url: "https://pf.bandcamp.com/album/moon" }],
    }),
    1,
  );
  save(3, "Dark Matter", "Randy Newman", 3);
  save(4, "1989", "Taylor Swift", 4);
  save(5, "Desire", "Bob Dylan", 5);
  save(6, "Desire", "U2", 6);
  save(7, "Æther: 山", "Björk", 7);
  const recording = trackFacts(1, "Time", { lengthMs: 1 });
  for (const digit of [1, 2]) {
    const facts = releaseFacts(mbid(digit), {
      title: "The Dark Side of the Moon",
      barcode: "5099902895523",
      asin: "B000002UAL",
      labels: [{ label: "Harvest", mbid: null, catalogNumber: digit === 1 ? "SHVL 804" : "CDP 7 46001 2" }],
      media: [
        mediumFacts(1, [
          { ...recording, mbid: mbid(8), recording: { ...recording.recording, isrcs: ["GBN9Y1100088"] } },
        ]),
      ],
    });
    saveRelease(db, id, facts, 1);
  }
  saveAlbum(db, albumFacts(mbid(8), { title: "Coda" }), 1);
  saveRelease(db, 8, releaseFacts("coda", { barcode: "077774600125" }), 1);
  write.itemRedirects.insert(db, { itemType: "album", fromId: 90, toId: 2, mergedAt: 1 });
  return db;
}

const said: [ItemType, string, number | number[] | "none"][] = [
  ["album", "2", 2],
  ["album", " 2 ", 2],
  ["album", "90", 2],
  ["album", "91", "none"],
  ["album", mbid(2), 2],
  ["album", `{${mbid(2).toUpperCase()}}`, 2],
  ["album", `musicbrainz:release-group:${mbid(5)}`, 5],
  ["album", `https://musicbrainz.org/release-group/${mbid(6)}`, 6],
  ["album", `https://musicbrainz.org/release/${mbid(1)}`, 2],
  ["album", `https://musicbrainz.org/artist/${mbid(1)}`, "none"],
  ["release", `https://musicbrainz.org/release-group/${mbid(2)}`, [1, 2]],
  ["album", mbid(9), "none"],
  ["album", "discogs:master:10362", 2],
  ["album", "https://www.discogs.com/master/10362-Pink-Floyd", 2],
  ["album", "mw0000191308", 2],
  ["album", "https://pf.bandcamp.com/album/moon", 2],
  ["album", "https://example.org/album/1", "none"],
  ["album", "5099902895523", 2], // its check digit is wrong
  ["release", "05099902895523", [1, 2]],
  ["album", "UPC 077774600125", 8],
  ["album", "B000002UAL", 2],
  ["album", "shvl 804", 2],
  ["album", "CDP 7 46001 2", 2],
  ["album", "dark side of the moon", 2],
  ["album", "the dark si", 2],
  ["album", "dark", [2, 3]],
  ["album", "DARK MATTER", 3],
  ["album", "Pink Floyd - dark", 2],
  ["album", "1989", 4],
  ["album", "198", "none"],
  ["album", "Desire", [5, 6]],
  ["album", "U2 - Desire", 6],
  ["album", "Desire by Bob Dylan", 5],
  ["album", "aether", 7],
  ["album", "%", "none"],
  ["album", "zzz", "none"],
  ["artist", "Pink Floyd", 2],
  ["artist", "pink", 2],
  ["artist", "beatles", 1],
  ["artist", "Randy Newman Band", 3],
  ["artist", "B", [1, 5, 7]],
  ["artist", mbid(4), 4],
  ["release", "5099902895523", [1, 2]],
  ["release", "SHVL 804", 1],
  ["release", "B000002UAL", [1, 2]],
  ["release", mbid(1), 1],
  ["release", "dark side", [1, 2]],
  ["track", "time", 1],
  ["track", "GB-N9Y-11-00088", 1],
  ["track", "isrc:gbn9y1100088", 1],
  ["track", mbid(8), 1],
  ["track", "tim", 1],
];

test("an item is named by its id, an MBID, an address, any identifier, its title or the beginning of it", async () => {
  const db = await library();
  for (const [what, words, expected] of said) {
    const which = whichItem(db, what, words);
    const ids =
      which.kind === "one"
        ? which.item.id
        : which.kind === "several"
          ? which.items.map(({ id }) => id)
          : "none";
    expect([what, words, ids]).toEqual([what, words, expected]);
  }
});

test("words that were decided name what they were decided to mean, beside all whose title they are", async () => {
  const db = await library();
  const choose = (itemType: "album" | "artist", words: string, id: number): void => {
    const key =
      itemType === "album"
        ? albumWordsKey(albumQueryOf({ title: words }))
        : artistWordsKey({ kind: "name", name: words });
    const kind = itemType === "album" ? "musicbrainz_release_group" : "musicbrainz_artist";
    saveChoice(db, itemType, key!.key, { kind, value: mbid(id) }, 1);
  };
  choose("album", "Desire", 6);
  expect(whichItem(db, "album", "desire")).toMatchObject({ kind: "several", items: [{ id: 5 }, { id: 6 }] });
  expect(whichItem(db, "album", "U2 - Desire")).toMatchObject({ kind: "one", item: { id: 6 } });
  choose("album", "Desir", 6);
  expect(whichItem(db, "album", "Desir")).toMatchObject({ kind: "one", item: { id: 6 } });
  choose("artist", "U2", 5);
  expect(whichItem(db, "artist", "U2")).toMatchObject({ kind: "several", items: [{ id: 5 }, { id: 6 }] });
  choose("artist", "Bono's", 6);
  expect(whichItem(db, "artist", "bono's")).toMatchObject({ kind: "one", item: { id: 6 } });
});

test("a number that is a title, too, is taken as the id, and the other is told", async () => {
  const db = await library();
  saveAlbum(db, albumFacts("x", { title: "2" }), 1);
  expect(whichItem(db, "album", "2")).toMatchObject({ item: { id: 2 }, alsoTitled: [{ id: 9, title: "2" }] });
  expect(whichItem(db, "album", "1")).toMatchObject({ item: { id: 1, title: "1" }, alsoTitled: [] });
  expect(whichItem(db, "album", "90")).toMatchObject({ item: { id: 2 }, formerId: 90 });
});
