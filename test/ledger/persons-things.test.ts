import { describe, expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { mergeItems } from "../../src/ledger/items/merge.ts";
import { leaveIdentity } from "../../src/ledger/items/rebind.ts";
import { listCovers } from "../../src/library/enrichment/covers.ts";
import { getAlbum } from "../../src/library/items/albums.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { offerCover, settleMergedCovers } from "../../src/library/write/enrichment/covers.ts";
import { decideOnProduct, saveProducts } from "../../src/library/write/products/products.ts";
import type { CoverTier } from "../../src/facts.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts } from "../library/facts.ts";

/** What a person gave or decided stays when albums become one, and when one becomes another. */

const now = 10;
const rule = { leastSide: 500, now };
const shop = "https://www.amazon.de/dp/";

async function library(): Promise<Db> {
  const { db } = await temporaryLibrary();
  for (const name of ["one", "two"]) saveAlbum(db, albumFacts(name), 1);
  return db;
}

function found(db: Db, albumId: number, externalId: string, verdict: "match" | "no_match" = "match"): void {
  const judged = {
    externalId,
    foundBy: "search",
    title: externalId,
    verdict,
    decidedBy: "rules",
    reasons: [],
  } as const;
  const offer = {
    url: shop + externalId,
    format: null,
    priceCents: 100 * albumId,
    currency: "EUR",
    isTold: true,
  };
  saveProducts(db, { albumId, source: "amazon" }, [{ ...judged, reasons: [], ...offer }], now);
}

const decide = (db: Db, albumId: number, externalId: string, decision: "confirmed" | "removed"): boolean =>
  decideOnProduct(db, { albumId, source: "amazon", externalId }, decision, shop + externalId, now);

const linesOf = (db: Db, sql: string): string[] =>
  db.$client
    .prepare<[], Record<string, unknown>>(sql)
    .all()
    .map((row) => Object.values(row).join(" "));
const productsOf = (db: Db): string[] =>
  linesOf(db, "SELECT album_id, external_id, decision FROM products ORDER BY 1, 2");
const linksOf = (db: Db): string[] =>
  linesOf(
    db,
    "SELECT item_id, external_id, price_cents FROM external_links WHERE source = 'amazon' ORDER BY 1, 2",
  );

let pictures = 0;
function offer(db: Db, albumId: number, tier: CoverTier, side: number, ref?: string): number {
  const id = ++pictures;
  db.$client
    .prepare(
      `INSERT INTO artworks (id, sha256, media_type, width, height, bytes, path, source, created_at)
       VALUES (?, ?, 'image/png', ?, ?, 1, ?, 'x', 1)`,
    )
    .run(id, `sha ${id}`, side, side, `artwork/${id}`);
  const own = { albumId, artworkId: id, tier, source: tier };
  offerCover(db, ref === undefined ? own : { ...own, ref }, rule);
  return id;
}

describe("two albums with one product: the word of a person counts, wherever they said it", () => {
  it.each<[string, (db: Db) => void, products: string[], links: string[]]>([
    ["nobody said anything", () => undefined, ["1 A "], ["1 A 100"]],
    ["removed from the one that goes", (db) => void decide(db, 2, "A", "removed"), ["1 A removed"], []],
    ["removed from the one that stays", (db) => void decide(db, 1, "A", "removed"), ["1 A removed"], []],
    [
      "confirmed of the one that goes",
      (db) => void decide(db, 2, "A", "confirmed"),
      ["1 A confirmed"],
      ["1 A 200"],
    ],
    [
      "confirmed of the one that stays",
      (db) => void decide(db, 1, "A", "confirmed"),
      ["1 A confirmed"],
      ["1 A 100"],
    ],
    [
      "said both ways: of the one that stays",
      (db) => {
        decide(db, 1, "A", "confirmed");
        decide(db, 2, "A", "removed");
      },
      ["1 A confirmed"],
      ["1 A 100"],
    ],
  ])("%s", async (_, say, products, links) => {
    const db = await library();
    for (const id of [1, 2]) found(db, id, "A");
    say(db);
    mergeItems(db, "album", 2, 1, now);
    expect(productsOf(db)).toEqual(products);
    expect(linksOf(db)).toEqual(links);
  });

  it("and the picture of a product that a person removed is no cover of it", async () => {
    const db = await library();
    for (const id of [1, 2]) found(db, id, "A");
    offer(db, 1, "identifier", 900, "A");
    decide(db, 2, "A", "removed");
    mergeItems(db, "album", 2, 1, now);
    settleMergedCovers(db, 1, rule);
    expect(listCovers(db, 1)).toEqual([]);
    expect(getAlbum(db, 1)).toMatchObject({ artworkId: null });
  });
});

describe("two albums with an edition each", () => {
  const own = (db: Db, albumId: number, releaseId: number, by: string): void =>
    void db.$client
      .prepare("UPDATE albums SET owned_release_id = ?, owned_release_by = ? WHERE id = ?")
      .run(releaseId, by, albumId);
  it.each([
    ["track_list", "person", "20 person"],
    ["track_list", "file", "20 file"],
    ["person", "file", "20 file"],
    ["person", "track_list", "10 person"],
    ["file", "person", "10 file"],
    ["person", "person", "10 person"],
  ])("the one that stays said by %s, the other by %s: %s", async (stays, goes, expected) => {
    const db = await library();
    own(db, 1, 10, stays);
    own(db, 2, 20, goes);
    mergeItems(db, "album", 2, 1, now);
    expect(linesOf(db, "SELECT owned_release_id, owned_release_by FROM albums")).toEqual([expected]);
  });
});

describe("an album that becomes another", () => {
  it("keeps the products that a person decided on, with their links, and no other", async () => {
    const db = await library();
    for (const asin of ["A", "B", "C"]) found(db, 1, asin);
    decide(db, 1, "A", "confirmed");
    decide(db, 1, "B", "removed");
    leaveIdentity(db, 1, rule);
    expect(productsOf(db)).toEqual(["1 A confirmed", "1 B removed"]);
    expect(linksOf(db)).toEqual(["1 A 100"]);
  });

  it.each<[string, [tier: CoverTier, side: number, ref?: string][], left: number[], cover: number]>([
    [
      "keeps a person's and the files' own pictures",
      [
        ["release_group", 900],
        ["person", 90],
        ["file", 80],
      ],
      [1, 2],
      1,
    ],
    [
      "keeps that of a product which a person confirmed",
      [
        ["identifier", 900, "A"],
        ["identifier", 900, "C"],
      ],
      [0],
      0,
    ],
    [
      "of two that stay the cover is chosen by the size that is asked for",
      [
        ["identifier", 100, "A"],
        ["name", 600, "A"],
      ],
      [0, 1],
      1,
    ],
  ])("%s", async (_, offers, left, cover) => {
    const db = await library();
    for (const asin of ["A", "C"]) found(db, 1, asin);
    decide(db, 1, "A", "confirmed");
    const ids = offers.map((each) => offer(db, 1, ...each));
    leaveIdentity(db, 1, rule);
    const kept = listCovers(db, 1).map(({ artworkId }) => artworkId);
    expect(kept.sort((a, b) => a - b)).toEqual(left.map((at) => ids[at]));
    expect(getAlbum(db, 1)).toMatchObject({ artworkId: ids[cover] });
  });
});
