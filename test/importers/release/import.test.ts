import { expect, test } from "vitest";
import { darkSideOfTheMoon } from "../../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { oddSizes } from "../../../src/demo/musicbrainz/albums/odd-sizes.ts";
import { plus } from "../../../src/demo/musicbrainz/albums/plus.ts";
import { wintertunes } from "../../../src/demo/musicbrainz/albums/wintertunes.ts";
import type { ReleaseFacts } from "../../../src/facts.ts";
import { importArtist } from "../../../src/importers/artist/import.ts";
import { findAlbumsByBarcode } from "../../../src/library/items/albums.ts";
import { saveAtHand } from "../../../src/importers/release/at-hand.ts";
import { saveArtwork } from "../../../src/library/write/enrichment/artworks.ts";
import { offerCover } from "../../../src/library/write/enrichment/covers.ts";
import { column, dump, importWords, rows } from "../../helpers/importing.ts";
import { albumOf, boxSet, type ReleaseImporting } from "./albums.ts";

test("all pages are asked for, by how many releases came, and each release is saved", async () => {
  const t = await albumOf(boxSet("Five", 5, 200));
  const received: unknown[] = [];
  t.context.events.on("releases-received", (event) => received.push(event));
  const result = await t.releases();
  expect(result).toMatchObject({
    outcome: "updated",
    itemId: t.albumId,
    saved: { created: 5, updated: 0, unchanged: 0 },
    providers: [{ name: "musicbrainz", outcome: "found", errors: [] }],
  });
  expect(result.providers[0]?.dataPopulated).toEqual(["releases", "identifiers", "media", "tracks"]);
  expect(t.asked()).toEqual(["browse release", "browse release", "browse release"]);
  expect(received).toEqual([
    { received: 2, total: 5 },
    { received: 4, total: 5 },
    { received: 5, total: 5 },
  ]);
  expect(column(t.db, "SELECT count(*) FROM release_tracks")).toEqual([1000]);
});

test("run again it adds nothing, changes nothing, and succeeds", async () => {
  const t = await albumOf(nevermind);
  expect(await t.releases()).toMatchObject({ saved: { created: 3 } });
  const before = dump(t.db);
  t.clock.now += 60_000;
  const again = await t.releases();
  expect(again).toMatchObject({ outcome: "existing", saved: { created: 0, updated: 0, unchanged: 3 } });
  expect(dump(t.db)).toBe(before);
});

const ways = {
  "from a service": (t) => t.releases(),
  "out of a file": async ({ context, albumId }) => {
    const { musicbrainz } = context;
    const album = await musicbrainz.lookUpAlbum(nevermind.id);
    const told: ReleaseFacts[] = [];
    for await (const { releases } of musicbrainz.releasePages(nevermind.id)) told.push(...releases);
    const atHand = { ...musicbrainz, releasesAtHand: () => told };
    return saveAtHand({ ...context, musicbrainz: atHand }, { id: albumId, isMade: false }, album!);
  },
} satisfies Record<string, (t: ReleaseImporting) => unknown>;

test.each(Object.entries(ways))("tracks that come after their album's cover have it: %s", async (_, come) => {
  const t = await albumOf(nevermind);
  const about = { sha256: "a".repeat(64), mediaType: "image/jpeg", bytes: 1, path: "covers/a.jpg" } as const;
  const picture = { ...about, width: 600, height: 600, source: "amazon", matchedBy: "identifier" } as const;
  const artworkId = saveArtwork(t.db, picture, 1);
  const offer = { albumId: t.albumId, artworkId, tier: "identifier", source: "amazon" } as const;
  offerCover(t.db, offer, { leastSide: 500, now: 1 });
  await come(t);
  expect(column(t.db, "SELECT DISTINCT artwork_id FROM tracks")).toEqual([artworkId]);
  expect(column(t.db, "SELECT DISTINCT artwork_status FROM tracks")).toEqual(["unknown"]); // a better one may yet be asked for
});

test("a release is saved with all that belongs to it", async () => {
  const t = await albumOf(plus);
  await t.releases();
  const [cd] = rows(t.db, "SELECT * FROM releases WHERE barcode = '5052498646524'");
  expect(cd).toMatchObject({
    album_id: t.albumId,
    title: "+",
    artist_credit: "Ed Sheeran",
    released_on: "2011-09-09",
    country: "XE",
    status: "Official",
    format: "CD",
    packaging: "Jewel Case",
    asin: "B004XZDT60",
    label: "Asylum Records",
    catalog_number: "5052498646524",
    language: "eng",
    script: "Latn",
    disambiguation: null,
    track_count: 12,
    has_front_cover: 1,
  });
  const about = `WHERE item_type = 'release' AND item_id = ${String(cd?.["id"])}`;
  expect(column(t.db, `SELECT kind || ' ' || value FROM identifiers ${about} ORDER BY id`)).toEqual([
    "musicbrainz_release 94ad3a58-a1cc-46a3-acf4-9cb6c1d6f032",
    "barcode 5052498646524",
    "asin B004XZDT60",
    "catalog_number 5052498646524",
    "discogs_release 3191626",
  ]);
  expect(rows(t.db, `SELECT source, external_id AS id FROM external_links ${about} ORDER BY id`)).toEqual([
    { source: "discogs", id: "3191626" },
    { source: "amazon", id: "B004XZDT60" },
  ]);
});

test("a release with a film that nobody has entered has its second medium, and the tracks of the first", async () => {
  const t = await albumOf(plus);
  await t.releases();
  const [deluxe] = rows<{ id: number }>(
    t.db,
    "SELECT * FROM releases WHERE disambiguation = 'deluxe edition'",
  );
  expect(deluxe).toMatchObject({ released_on: "2012", country: "AU", format: "CD + DVD-Video" });
  const media = "SELECT position, title, format, track_count AS tracks FROM media WHERE release_id = ?";
  const songs = plus.releases[2]!.media[0]!.tracks!.length;
  expect(rows(t.db, media, deluxe!.id)).toEqual([
    { position: 1, title: "+", format: "CD", tracks: songs },
    { position: 2, title: "Live from O2 Shepherd’s Bush Empire, London", format: "DVD-Video", tracks: 12 },
  ]);
  expect(deluxe).toMatchObject({ track_count: songs + 12 });
  const places = "SELECT DISTINCT medium FROM release_tracks WHERE release_id = ?";
  expect(column(t.db, places, deluxe!.id)).toEqual([1]);
});

test("a track stands at its place as printed: sides, a track before the first, data after the last", async () => {
  const t = await albumOf(oddSizes);
  await t.releases();
  const places = rows(
    t.db,
    `SELECT position, number, kind, title, length_ms AS length, artist_credit AS credit FROM release_tracks
     ORDER BY medium, position`,
  );
  const credit = "The Stand-Ins";
  expect(places).toEqual([
    { position: 0, number: "0", kind: "pregap", title: "Before the Beginning", length: 31000, credit },
    { position: 1, number: "1", kind: "track", title: "Length of the Track Only", length: 201000, credit },
    {
      position: 2,
      number: "2",
      kind: "track",
      title: "Length of the Recording Only",
      length: 202000,
      credit,
    },
    {
      position: 3,
      number: "3",
      kind: "track",
      title: "Lent",
      length: 203000,
      credit: "The Stand-Ins feat. Under Study",
    },
    { position: 4, number: "4", kind: "data", title: "Making Odd Sizes (video)", length: 600000, credit },
  ]);
  const [promotion] = rows(t.db, "SELECT * FROM releases WHERE status = 'Promotion'");
  expect(promotion).toMatchObject({
    released_on: null,
    country: null,
    barcode: null,
    format: null,
    track_count: 3,
  });
});

test("a record's tracks are numbered by side", async () => {
  const t = await albumOf(nevermind);
  await t.releases();
  const numbers = column(
    t.db,
    `SELECT number FROM release_tracks JOIN releases ON releases.id = release_id
     WHERE format = '12" Vinyl' ORDER BY position`,
  );
  expect(numbers.join(" ")).toBe("A1 A2 A3 A4 A5 A6 B1 B2 B3 B4 B5 B6");
});

test("a recording on three releases is one track, with its own length and ISRC", async () => {
  const t = await albumOf(nevermind);
  await t.releases();
  expect(column(t.db, "SELECT count(*) FROM tracks")).toEqual([13]);
  expect(column(t.db, "SELECT count(*) FROM release_tracks")).toEqual([36]);
  const lithium = rows(
    t.db,
    `SELECT tracks.length_ms AS own, isrcs, album_id AS album, release_tracks.length_ms AS placed, value
     FROM tracks JOIN release_tracks ON track_id = tracks.id
     JOIN identifiers ON item_type = 'track' AND item_id = tracks.id AND identifiers.kind = 'isrc'
     WHERE tracks.title = 'Lithium'`,
  );
  const isrc = "USGF19942505";
  const row = { own: 257000, isrcs: `["${isrc}"]`, album: t.albumId, placed: 256960, value: isrc };
  expect(lithium).toEqual([row, row, row]);
});

test("a barcode that two releases share finds the album, whichever way it is written", async () => {
  const t = await albumOf(nevermind);
  await t.releases();
  const shared = column(t.db, "SELECT count(*) FROM releases WHERE barcode = '720642442524'");
  expect(shared).toEqual([2]);
  const both = rows<{ id: number }>(t.db, "SELECT id FROM releases WHERE barcode = '720642442524'");
  const named = "SELECT item_id AS id FROM identifiers WHERE kind = 'barcode' AND value = '720642442524'";
  expect(rows(t.db, named)).toEqual(both);
  expect(findAlbumsByBarcode(t.db, ["0720642442524", "720642442524"])).toMatchObject([{ id: t.albumId }]);
  t.asked();
  expect(await importWords(t.context, "0720642442524")).toMatchObject({ outcome: "existing" });
  expect(t.asked()).toEqual([]);
});

test("an unknown barcode and none at all are told apart", async () => {
  const t = await albumOf(darkSideOfTheMoon);
  await t.releases();
  const barcodes = column(t.db, "SELECT barcode FROM releases ORDER BY barcode");
  expect(barcodes).toEqual(["", "077774600125", "5099902895529"]);
  expect(column(t.db, "SELECT count(*) FROM identifiers WHERE kind = 'barcode'")).toEqual([2]);
});

test("labels without a name, and numbers without a label, are both kept", async () => {
  const t = await albumOf(oddSizes);
  await t.releases();
  const [row] = rows(t.db, "SELECT label, catalog_number, labels FROM releases WHERE status = 'Official'");
  expect(row).toMatchObject({ label: "[no label]", catalog_number: "ODD 1" });
  expect(JSON.parse(String(row?.["labels"]))).toMatchObject([
    { label: "[no label]", catalogNumber: null },
    { label: null, mbid: null, catalogNumber: "ODD 1" },
  ]);
});

test("the artists of tracks are made of their credits, without a request, and completed by an import", async () => {
  const t = await albumOf(wintertunes);
  await t.releases();
  expect(t.asked()).toEqual(["browse release"]);
  const duet = rows(
    t.db,
    "SELECT artists.name, artist_credit AS credit FROM tracks JOIN artists ON artists.id = artist_id WHERE title = 'lucia'",
  );
  expect(duet).toEqual([{ name: "coda", credit: "coda & Surasshu" }]);
  expect(rows(t.db, "SELECT name, sort_name AS sorted FROM artists WHERE name LIKE '%Zerone'")).toEqual([
    { name: "Rico Zerone", sorted: "Zerone, Rico" },
  ]);
  expect(column(t.db, "SELECT count(*) FROM artists")).toEqual([13]);
  const query = { kind: "name", name: "coda" } as const;
  const completed = await importArtist(t.context, { query, force: false, only: [] });
  expect(completed).toMatchObject({ outcome: "existing", asked: true }); // nothing more is known of them
  expect(t.asked()).toEqual(["search artist", expect.stringMatching(/^artist cea05738/)]);
});

test("an album of which they have no releases is told, and so is one without an MBID", async () => {
  const t = await albumOf({ ...nevermind, releases: [] });
  expect(await t.releases()).toMatchObject({ outcome: "not_found", providers: [{ outcome: "absent" }] });
  t.db.$client.exec("DELETE FROM identifiers");
  t.asked();
  const result = await t.releases();
  expect(result.providers[0]?.errors).toEqual([
    'the album "Nevermind" has no MusicBrainz identifier to ask for releases by',
  ]);
  expect(t.asked()).toEqual([]);
});
