import { expect, it, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { CoverTier } from "../../src/facts.ts";
import { getCoverState } from "../../src/library/enrichment/artworks.ts";
import { saveArtwork } from "../../src/library/write/enrichment/artworks.ts";
import {
  closeCover,
  offerCover,
  overrideCover,
  withdrawCovers,
  withdrawCoversOfGoneProducts,
} from "../../src/library/write/enrichment/covers.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { seeded } from "../helpers/random.ts";

const rule = { leastSide: 600, now: 5 };

async function albumWithTracks(): Promise<Db> {
  const { db } = await temporaryLibrary();
  db.$client.exec(`
    INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('A', 'a', 1, 1);
    INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('One', 'one', 1, 1);
    INSERT INTO tracks (title, artist_id, album_id, created_at, updated_at)
      VALUES ('x', 1, 1, 1, 1), ('y', 1, 1, 1, 1)`);
  return db;
}

function picture(db: Db, name: string, side: number, source: string): number {
  const about = { sha256: name, mediaType: "image/jpeg", bytes: 1, path: name, sourceUrl: null };
  return saveArtwork(db, { ...about, width: side, height: side, source }, 1);
}

const covers = (db: Db) =>
  rows(
    db,
    `SELECT albums.artwork_id AS album, tracks.artwork_id AS track, tracks.artwork_status AS status
    FROM tracks JOIN albums ON albums.id = album_id`,
  );
const both = (artwork: number | null, status: string) =>
  [1, 2].map(() => ({ album: artwork, track: artwork, status }));

type Offer = [name: string, side: number, source: string, tier: CoverTier];
const archive: Offer = ["archive", 600, "cover_art_archive", "release_group"];
const small: Offer = ["small", 400, "cover_art_archive", "release_group"];
const shop: Offer = ["shop", 1000, "amazon", "identifier"];
const folder: Offer = ["folder", 250, "folder", "file"];

test.each<[string, Offer[], string]>([
  ["the archive's 600, which is enough, and a shop's 1000", [archive, shop], "archive"],
  ["the archive's 400 and a shop's 1000", [small, shop], "shop"],
  ["the files' 250 and all others", [folder, archive, shop], "folder"],
])("%s: the same cover in every order", async (_, offers, wanted) => {
  for (const order of [offers, [...offers].reverse()]) {
    const db = await albumWithTracks();
    for (const [name, side, source, tier] of order) {
      const artworkId = picture(db, name, side, source);
      offerCover(db, { albumId: 1, artworkId, tier, source, asked: tier === "release_group" }, rule);
    }
    expect(rows(db, "SELECT path FROM artworks JOIN albums ON artwork_id = artworks.id")).toEqual([
      { path: wanted },
    ]);
    expect(covers(db)).toEqual(both(covers(db)[0]!["album"] as number, "available"));
  }
});

test("a shop's picture comes unasked: the tracks have it, and the archive is asked all the same", async () => {
  const db = await albumWithTracks();
  const artworkId = picture(db, "shop", 1000, "amazon");
  offerCover(db, { albumId: 1, artworkId, tier: "identifier", source: "amazon", ref: "B000000001" }, rule);
  expect(covers(db)).toEqual(both(artworkId, "unknown"));
  expect(getCoverState(db, 1)).toEqual({ state: "available", artworkId, provisional: true });
  closeCover(db, 1, rule);
  expect(covers(db)).toEqual(both(artworkId, "available"));
  expect(getCoverState(db, 1)).toEqual({ state: "available", artworkId });
});

test("a picture goes with its product, and the next best takes its place, or none", async () => {
  const db = await albumWithTracks();
  const [first, second] = ["first", "second"].map((name) => picture(db, name, 800, "amazon")) as [
    number,
    number,
  ];
  offerCover(
    db,
    { albumId: 1, artworkId: first, tier: "identifier", source: "amazon", ref: "B000000001" },
    rule,
  );
  offerCover(
    db,
    { albumId: 1, artworkId: second, tier: "identifier", source: "amazon", ref: "B000000002", asked: true },
    rule,
  );
  db.$client.exec(`INSERT INTO external_links (item_type, item_id, source, external_id, url, checked_at)
    VALUES ('album', 1, 'amazon', 'B000000002', 'https://example.com', 1)`);
  withdrawCoversOfGoneProducts(db, 1, rule);
  expect(covers(db)).toEqual(both(second, "available"));
  db.$client.exec("DELETE FROM external_links");
  withdrawCoversOfGoneProducts(db, 1, rule);
  expect(covers(db)).toEqual(both(null, "unknown"));
});

test("a person who wants no cover has none, until they say otherwise", async () => {
  const db = await albumWithTracks();
  const artworkId = picture(db, "archive", 1200, "cover_art_archive");
  offerCover(
    db,
    { albumId: 1, artworkId, tier: "release_group", source: "cover_art_archive", asked: true },
    rule,
  );
  overrideCover(db, 1, "removed", rule);
  expect(covers(db).map(({ album, track }) => [album, track])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(getCoverState(db, 1)).toEqual({ state: "absent" });
  expect(offerCover(db, { albumId: 1, artworkId, tier: "file", source: "folder" }, rule)).toBe(false);
  overrideCover(db, 1, null, rule);
  expect(getCoverState(db, 1)).toMatchObject({ state: "available", artworkId });
});

test("a track with a cover of its own keeps it; withdrawn tiers give way to the others", async () => {
  const db = await albumWithTracks();
  const own = picture(db, "own", 700, "embedded");
  db.$client.exec(`UPDATE tracks SET artwork_id = ${own}, artwork_status = 'available' WHERE id = 2`);
  const artworkId = picture(db, "archive", 1200, "cover_art_archive");
  offerCover(
    db,
    { albumId: 1, artworkId, tier: "release_group", source: "cover_art_archive", asked: true },
    rule,
  );
  const mine = picture(db, "mine", 300, "person");
  offerCover(db, { albumId: 1, artworkId: mine, tier: "person", source: "person" }, rule);
  expect(covers(db).map(({ track }) => track)).toEqual([mine, own]);
  withdrawCovers(db, 1, ["person"], rule);
  expect(covers(db).map(({ track }) => track)).toEqual([artworkId, own]);
});

it.each(Array.from({ length: 12 }, (_, at) => at + 1))(
  "whatever arrives, the cover is the same in every order (%i)",
  async (seed) => {
    const random = seeded(seed);
    const tiers = ["owned_release", "release_group", "identifier", "name"] as const;
    const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    // Few pictures for many offers: several have the same one.
    const offers = Array.from({ length: 8 }, () => {
      const [tier, ref] = [of(tiers), of([undefined, "B000000001", "B000000002"])];
      return {
        picture: of([0, 1, 2, 3, 4]),
        tier,
        source: ref ? "amazon" : of(["one", "two"]),
        ...(ref && { ref }),
      };
    });
    const sides = [200, 400, 600, 1000, 1200];
    const ends: unknown[] = [];
    for (let order = 0; order < 6; order++) {
      const db = await albumWithTracks();
      const pictures = sides.map((side, at) => picture(db, `${at}`, side, "first who brought it"));
      const shuffled = offers.map((offer) => ({ offer, at: random() })).sort((a, b) => a.at - b.at);
      // The link of one product is there, that of the other was removed.
      db.$client.exec(`INSERT INTO external_links (item_type, item_id, source, external_id, url, checked_at)
      VALUES ('album', 1, 'amazon', 'B000000001', 'x', 1)`);
      for (const { offer } of shuffled) {
        offerCover(db, { albumId: 1, artworkId: pictures[offer.picture]!, ...offer }, rule);
        if (random() < 0.3) withdrawCoversOfGoneProducts(db, 1, rule);
        if (random() < 0.2) closeCover(db, 1, rule);
      }
      withdrawCoversOfGoneProducts(db, 1, rule);
      closeCover(db, 1, rule);
      ends.push(covers(db));
    }
    expect(ends).toEqual(Array.from(ends, () => ends[0]));
  },
);
