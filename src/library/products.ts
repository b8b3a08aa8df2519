import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { externalLinks } from "../db/schema/facts.ts";
import { products, type productOrigins } from "../db/schema/shops.ts";

export type ProductRow = typeof products.$inferSelect;
export type ProductOrigin = (typeof productOrigins)[number];

/** A shop's product as it was judged for an album. */
export interface JudgedProduct {
  externalId: string;
  foundBy: ProductOrigin;
  title: string | null;
  verdict: ProductRow["verdict"];
  /** `rules`, or the model that had the last word. */
  decidedBy: string;
  reasons: string[];
  /** What the link says, if it becomes one. */
  url: string;
  format: string | null;
  priceCents: number | null;
  currency: string | null;
  /** A picture that may only be linked to. */
  imageUrl?: string;
}

/** All that were ever held against the album: those taken first, then by verdict. */
export function listProducts(db: Db, albumId: number, source: string): ProductRow[] {
  const rank = { match: 0, unsure: 1, no_match: 2 };
  return db
    .select()
    .from(products)
    .where(and(eq(products.albumId, albumId), eq(products.source, source)))
    .orderBy(products.id)
    .all()
    .sort((a, b) => Number(!isTaken(a)) - Number(!isTaken(b)) || rank[a.verdict] - rank[b.verdict]);
}

/** A person's word beats the verdict, whoever gave that. */
export function isTaken({ verdict, decision }: Pick<ProductRow, "verdict" | "decision">): boolean {
  return decision === null ? verdict === "match" : decision === "confirmed";
}

/**
 * Keeps what was found and how it was judged, and brings the album's links in line with it. What a person removed stays
 * removed, what a person confirmed stays. Within a transaction. Twice leaves the same rows.
 */
export function saveProducts(
  db: Db,
  about: { albumId: number; source: string },
  judged: JudgedProduct[],
  now: number,
): void {
  for (const product of judged) {
    const { externalId, foundBy, title, verdict, decidedBy, reasons } = product;
    const [row] = db
      .insert(products)
      .values({ ...about, externalId, foundBy, title, verdict, decidedBy, reasons, checkedAt: now })
      .onConflictDoUpdate({
        target: [products.albumId, products.source, products.externalId],
        set: { ...(title !== null && { title }), verdict, decidedBy, reasons, checkedAt: now },
      })
      .returning()
      .all();
    if (isTaken(row!)) saveProductLink(db, about, product, row!, now);
    else deleteProductLink(db, about, externalId);
  }
}

function saveProductLink(
  db: Db,
  { albumId, source }: { albumId: number; source: string },
  product: JudgedProduct,
  { title, decision, foundBy }: ProductRow,
  now: number,
): void {
  const { externalId, url, format, priceCents, currency, decidedBy, reasons, imageUrl } = product;
  const evidence = { foundBy, decidedBy, reasons, decision, ...(imageUrl && { imageUrl }) };
  // A price that nobody could ask for this time stays, with the date that it is of.
  const priced = { priceCents, currency, checkedAt: now };
  const undated = { checkedAt: sql`iif(price_cents IS NULL, ${now}, checked_at)` };
  forgetElsewhere(db, { albumId, source, externalId }, url);
  const told = { url, ...(title !== null && { title }), ...(format !== null && { format }), evidence };
  db.insert(externalLinks)
    .values({ itemType: "album", itemId: albumId, source, externalId, ...told, ...priced })
    .onConflictDoUpdate({
      target: [externalLinks.itemType, externalLinks.itemId, externalLinks.source, externalLinks.externalId],
      set: { ...told, ...(priceCents === null ? undated : priced) },
    })
    .run();
}

/** A link to another marketplace, with that one's price, is not this one. */
function forgetElsewhere(
  db: Db,
  about: { albumId: number; source: string; externalId: string },
  url: string,
): void {
  const known = db.select({ url: externalLinks.url }).from(externalLinks).where(linkIs(about)).get();
  if (known && hostOf(known.url) !== hostOf(url)) deleteProductLink(db, about, about.externalId);
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

function deleteProductLink(
  db: Db,
  { albumId, source }: { albumId: number; source: string },
  externalId: string,
): void {
  db.delete(externalLinks).where(linkIs({ albumId, source, externalId })).run();
}

const linkIs = ({ albumId, source, externalId }: { albumId: number; source: string; externalId: string }) =>
  and(
    eq(externalLinks.itemType, "album"),
    eq(externalLinks.itemId, albumId),
    eq(externalLinks.source, source),
    eq(externalLinks.externalId, externalId),
  );

/**
 * A person's word on one product; one that nobody has found yet is known by it from now on. Within a transaction.
 * @returns false if that was their word before.
 */
export function decideOnProduct(
  db: Db,
  about: { albumId: number; source: string; externalId: string },
  decision: "confirmed" | "removed",
  url: string,
  now: number,
): boolean {
  const { albumId, source, externalId } = about;
  const known = listProducts(db, albumId, source).find((each) => each.externalId === externalId);
  if (known?.decision === decision) return false;
  const decided = { decision, decidedAt: now };
  const row = db
    .insert(products)
    .values({
      ...about,
      ...decided,
      ...{ foundBy: "person", verdict: "unsure", decidedBy: "person", reasons: [], checkedAt: now },
    })
    .onConflictDoUpdate({ target: [products.albumId, products.source, products.externalId], set: decided })
    .returning()
    .get();
  if (decision === "removed") deleteProductLink(db, about, externalId);
  else {
    const { foundBy, title, verdict, decidedBy, reasons } = row;
    const unpriced = { format: null, priceCents: null, currency: null };
    const found = { externalId, foundBy, title, verdict, decidedBy, reasons, url, ...unpriced };
    const product = { ...found, ...linkOf(db, about) };
    saveProductLink(db, { albumId, source }, product, row, now);
  }
  return true;
}

/**
 * Takes a person's word back: what the last search found holds again, and what only the person knew of is forgotten.
 * Within a transaction. @returns false if they had said nothing.
 */
export function forgetDecision(
  db: Db,
  about: { albumId: number; source: string; externalId: string },
  url: string,
  now: number,
): boolean {
  const { albumId, source, externalId } = about;
  const known = listProducts(db, albumId, source).find((each) => each.externalId === externalId);
  if (!known || known.decision === null) return false;
  if (known.foundBy === "person") db.delete(products).where(eq(products.id, known.id)).run();
  else db.update(products).set({ decision: null, decidedAt: null }).where(eq(products.id, known.id)).run();
  if (known.foundBy === "person" || known.verdict !== "match") deleteProductLink(db, about, externalId);
  else {
    const { foundBy, title, verdict, decidedBy, reasons } = known;
    const found = { externalId, foundBy, title, verdict, decidedBy, reasons, url };
    const product = { ...found, format: null, priceCents: null, currency: null, ...linkOf(db, about) };
    saveProductLink(db, { albumId, source }, product, { ...known, decision: null }, now);
  }
  return true;
}

/** What a link that is there says already, and nobody else can. */
function linkOf(
  db: Db,
  { albumId, source, externalId }: { albumId: number; source: string; externalId: string },
): Pick<JudgedProduct, "imageUrl"> & Partial<Pick<JudgedProduct, "url">> {
  const link = db
    .select({ url: externalLinks.url, evidence: externalLinks.evidence })
    .from(externalLinks)
    .where(linkIs({ albumId, source, externalId }))
    .get();
  if (!link) return {};
  const { imageUrl } = (link.evidence ?? {}) as Pick<JudgedProduct, "imageUrl">;
  return { url: link.url, ...(imageUrl !== undefined && { imageUrl }) };
}
