import { beforeEach, describe, expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { decideOnProduct, saveProducts } from "../../src/library/write/products/products.ts";
import { isTaken, listProducts, type JudgedProduct } from "../../src/library/products/products.ts";
import { fillLibrary } from "../helpers/enriching.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const about = { albumId: 1, source: "amazon" };
const [first, later] = [1_700_000_000_000, 1_700_000_600_000];
const url = (asin: string): string => `https://www.amazon.com/dp/${asin}`;
const asin = "B000000001";

function judged(changes: Partial<JudgedProduct> = {}): JudgedProduct {
  const externalId = changes.externalId ?? asin;
  return {
    externalId,
    foundBy: "search",
    title: "Album 1",
    verdict: "match",
    decidedBy: "rules",
    reasons: ["titles are the same"],
    url: url(externalId),
    format: "Audio CD",
    priceCents: 999,
    currency: "USD",
    isTold: true,
    ...changes,
  };
}

let db: Db;
beforeEach(async () => {
  ({ db } = await temporaryLibrary());
  fillLibrary(db, 2, 0);
});

const linksOf = (albumId = 1) =>
  rows<Record<string, unknown>>(
    db,
    `SELECT external_id AS asin, url, title, format, price_cents AS cents, currency, checked_at AS at, evidence
     FROM external_links WHERE item_type = 'album' AND item_id = ${albumId} ORDER BY id`,
  );
const asinsOf = (albumId = 1): unknown[] => linksOf(albumId).map((link) => link["asin"]);
const decide = (decision: "confirmed" | "removed", externalId = asin): boolean =>
  decideOnProduct(db, { ...about, externalId }, decision, url(externalId), later);

describe("saving products", () => {
  it("makes links of matches only, and keeps the others with their reasons", () => {
    saveProducts(
      db,
      about,
      [
        judged({ externalId: "B000000003", verdict: "no_match", reasons: ["another artist"] }),
        judged({ externalId: "B000000002", verdict: "unsure" }),
        judged(),
      ],
      first,
    );
    expect(asinsOf()).toEqual([asin]);
    const listed = listProducts(db, 1, "amazon");
    expect(listed.map(({ externalId, verdict }) => [externalId, verdict])).toEqual([
      [asin, "match"],
      ["B000000002", "unsure"],
      ["B000000003", "no_match"],
    ]);
    expect(listed[2]?.reasons).toEqual(["another artist"]);
  });

  it("twice leaves the same rows, and brings price, currency and date up to date", () => {
    saveProducts(db, about, [judged()], first);
    const before = rows(db, "SELECT id FROM products UNION ALL SELECT id FROM external_links");
    saveProducts(db, about, [judged({ priceCents: 1299, currency: "EUR" })], later);
    expect(rows(db, "SELECT id FROM products UNION ALL SELECT id FROM external_links")).toEqual(before);
    expect(linksOf()).toMatchObject([{ cents: 1299, currency: "EUR", at: later }]);
    expect(rows(db, "SELECT checked_at AS at FROM products")).toEqual([{ at: later }]);
  });

  it("keeps an old price with its own date where there is no new one", () => {
    saveProducts(db, about, [judged()], first);
    saveProducts(db, about, [judged({ priceCents: null, currency: null })], later);
    expect(linksOf()).toMatchObject([{ cents: 999, currency: "USD", at: first }]);
  });

  it("dates a link that never had a price by the last look", () => {
    const unpriced = judged({ priceCents: null, currency: null });
    saveProducts(db, about, [unpriced], first);
    saveProducts(db, about, [unpriced], later);
    expect(linksOf()).toMatchObject([{ cents: null, at: later }]);
  });

  it("forgets neither title nor format where the next look knows none", () => {
    saveProducts(db, about, [judged()], first);
    saveProducts(db, about, [judged({ title: null, format: null })], later);
    expect(linksOf()).toMatchObject([{ title: "Album 1", format: "Audio CD" }]);
    expect(listProducts(db, 1, "amazon")[0]?.title).toBe("Album 1");
  });

  it("remembers what led to a product first, in the link too", () => {
    saveProducts(db, about, [judged({ foundBy: "barcode" })], first);
    saveProducts(db, about, [judged({ foundBy: "search" })], later);
    expect(listProducts(db, 1, "amazon")[0]?.foundBy).toBe("barcode");
    expect(JSON.parse(String(linksOf()[0]?.["evidence"]))).toMatchObject({ foundBy: "barcode" });
  });

  it.each(["unsure", "no_match"] as const)("takes the link away when it turns out %s", (verdict) => {
    saveProducts(db, about, [judged()], first);
    saveProducts(db, about, [judged({ verdict })], later);
    expect(linksOf()).toEqual([]);
    saveProducts(db, about, [judged()], later);
    expect(asinsOf()).toEqual([asin]);
  });

  it("keeps albums and sources apart: one product may belong to several", () => {
    saveProducts(db, about, [judged()], first);
    saveProducts(db, { ...about, albumId: 2 }, [judged()], first);
    saveProducts(db, { ...about, source: "elsewhere" }, [judged()], first);
    saveProducts(db, about, [judged({ verdict: "no_match" })], later);
    expect([linksOf(1).length, linksOf(2).length]).toEqual([1, 1]);
    expect(listProducts(db, 1, "elsewhere")).toMatchObject([{ verdict: "match" }]);
  });
});

describe("a person's word", () => {
  it("removed: takes the link away, for good", () => {
    saveProducts(db, about, [judged()], first);
    expect(decide("removed")).toBe(true);
    expect(linksOf()).toEqual([]);
    saveProducts(db, about, [judged()], later);
    expect(linksOf()).toEqual([]);
    expect(listProducts(db, 1, "amazon")).toMatchObject([{ decision: "removed", verdict: "match" }]);
  });

  it("confirmed: keeps the link whatever the verdict", () => {
    saveProducts(db, about, [judged({ verdict: "no_match" })], first);
    decide("confirmed");
    expect(asinsOf()).toEqual([asin]);
    saveProducts(db, about, [judged({ verdict: "no_match", priceCents: 1 })], later);
    expect(linksOf()).toMatchObject([{ cents: 1 }]);
    expect(JSON.parse(String(linksOf()[0]?.["evidence"]))).toMatchObject({ decision: "confirmed" });
  });

  it("may change, and the last one counts", () => {
    expect([decide("removed"), decide("confirmed"), decide("confirmed"), decide("removed")]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(linksOf()).toEqual([]);
    expect(listProducts(db, 1, "amazon")).toHaveLength(1);
  });

  it("on a product that nobody has found is kept, and the search that finds it later keeps to it", () => {
    decide("removed", "B000000009");
    decide("confirmed", "B000000008");
    expect(asinsOf()).toEqual(["B000000008"]);
    const found = ["B000000009", "B000000008"].map((externalId) => judged({ externalId }));
    saveProducts(db, about, found, later);
    expect(asinsOf()).toEqual(["B000000008"]);
    expect(listProducts(db, 1, "amazon").map(({ foundBy }) => foundBy)).toEqual(["person", "person"]);
  });

  it("confirming a link that has a price leaves that, with its date", () => {
    saveProducts(db, about, [judged()], first);
    decide("confirmed");
    expect(linksOf()).toMatchObject([{ cents: 999, at: first, format: "Audio CD", title: "Album 1" }]);
  });

  it("confirming a link leaves its address and picture as Amazon gave them", () => {
    const [given, imageUrl] = [`${url(asin)}?tag=t-20&linkCode=osi`, "https://m.media-amazon.com/x.jpg"];
    saveProducts(db, about, [judged({ url: given, imageUrl })], first);
    decide("confirmed");
    expect(linksOf()).toMatchObject([{ url: given }]);
    expect(JSON.parse(String(linksOf()[0]?.["evidence"]))).toMatchObject({ imageUrl, decision: "confirmed" });
  });

  it.each([
    ["match", null, true],
    ["match", null, false, { host: "www.amazon.com", at: first }],
    ["unsure", "confirmed", true, { host: "www.amazon.com", at: first }],
    ["unsure", null, false],
    ["no_match", null, false],
    ["match", "removed", false],
    ["no_match", "confirmed", true],
    ["unsure", "confirmed", true],
  ] as const)("on %s: %s makes a link: %s, gone: %o", (verdict, decision, taken, gone?) => {
    expect(isTaken({ verdict, decision, gone: gone ?? null })).toBe(taken);
  });
});

it("goes with its album", () => {
  saveProducts(db, about, [judged()], first);
  db.$client.exec("DELETE FROM albums WHERE id = 1");
  expect(listProducts(db, 1, "amazon")).toEqual([]);
});
