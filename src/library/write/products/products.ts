import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { products, type KeptOffer } from "../../../db/schema/shops.ts";
import { isTaken, type JudgedProduct, type ProductRow } from "../../products/products.ts";
import {
  deleteProductLink,
  findProductLink,
  hostOf,
  saveProductLink,
  type ProductName,
} from "./product-links.ts";
import { write } from "../tables.ts";

const byName = rowsBy(products, ["albumId", "source", "externalId"]);

const findProduct = (db: Db, { albumId, source, externalId }: ProductName): ProductRow | undefined =>
  byName.get(db, albumId, source, externalId);

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
    const name = { ...about, externalId };
    const found = { verdict, decidedBy, reasons, checkedAt: now, gone: null };
    const known = findProduct(db, name);
    if (known) write.products.set(db, known, { title: title ?? known.title, ...found });
    else write.products.insert(db, { ...name, foundBy, title, ...found });
    if (product.isTold) noteAsked(db, findProduct(db, name)!, now);
    const row = findProduct(db, name)!;
    if (isTaken(row)) saveProductLink(db, name, product, row, now);
    else {
      if (row.decision === "removed")
        write.products.set(db, row, { offer: offerOf(product, row.offer, now) });
      deleteProductLink(db, name);
    }
  }
}

/** Of a link that a person took away, too, the newest is kept. */
function offerOf(product: JudgedProduct, known: KeptOffer | null, checkedAt: number): KeptOffer {
  const { url, format, priceCents, currency, imageUrl } = product;
  const told = { url, ...(imageUrl !== undefined && { imageUrl }), format: format ?? known?.format ?? null };
  if (priceCents !== null || !known) return { ...told, priceCents, currency, checkedAt };
  return { ...told, priceCents: known.priceCents, currency: known.currency, checkedAt: known.checkedAt };
}

/** What a shop says of one of its products now. */
export type ToldOffer = Pick<
  JudgedProduct,
  "title" | "url" | "format" | "priceCents" | "currency" | "imageUrl"
>;

/** The shop was asked about a product that is known, and describes it: its link says what is said now. Within a transaction. */
export function refreshProduct(db: Db, row: ProductRow, told: ToldOffer, now: number): void {
  write.products.set(db, row, { title: told.title ?? row.title, askedAt: now, gone: null });
  const { externalId, foundBy, verdict, decidedBy, reasons } = row;
  const product = { externalId, foundBy, verdict, decidedBy, reasons, ...told, isTold: true };
  const fresh = findProduct(db, row)!;
  if (isTaken(fresh)) saveProductLink(db, row, product, fresh, now);
}

/** The shop was asked, and says nothing of it. Within a transaction. */
export function noteAsked(db: Db, row: ProductRow, now: number): void {
  write.products.set(db, row, { askedAt: now });
}

/** The shop has it no more: its link goes, unless a person has confirmed it. Within a transaction. */
export function markProductGone(db: Db, row: ProductRow, host: string, now: number): void {
  const offer = offerOfLink(db, row);
  write.products.set(db, row, { askedAt: now, gone: { host, at: now } });
  if (offer) write.products.set(db, { ...row, offer: row.offer }, { offer });
  if (!isTaken(findProduct(db, row)!)) deleteProductLink(db, row);
}

/**
 * A person's word on one product; one that nobody has found yet is known by it from now on. Within a transaction.
 * @returns false if that was their word before.
 */
export function decideOnProduct(
  db: Db,
  name: ProductName,
  decision: "confirmed" | "removed",
  url: string,
  now: number,
): boolean {
  const known = findProduct(db, name);
  if (known?.decision === decision) return false;
  const decided = { decision, decidedAt: now };
  if (known) write.products.set(db, known, decided);
  else {
    const unjudged = { foundBy: "person", verdict: "unsure", decidedBy: "person" } as const;
    write.products.insert(db, { ...name, ...unjudged, reasons: [], checkedAt: now, ...decided });
  }
  const row = findProduct(db, name)!;
  const offer = offerOfLink(db, name);
  if (offer && decision === "removed") write.products.set(db, row, { offer });
  if (decision === "removed") deleteProductLink(db, name);
  else relink(db, name, findProduct(db, name)!, url, now);
  return true;
}

/**
 * Takes a person's word back: what the last search found holds again, and what only the person knew of is forgotten.
 * Within a transaction. @returns false if they had said nothing.
 */
export function forgetDecision(db: Db, name: ProductName, url: string, now: number): boolean {
  const known = findProduct(db, name);
  if (!known || known.decision === null) return false;
  if (known.foundBy === "person") write.products.remove(db, known);
  else write.products.set(db, known, { decision: null, decidedAt: null });
  if (known.foundBy === "person" || known.verdict !== "match") deleteProductLink(db, name);
  else if (known.gone === null) relink(db, name, { ...known, decision: null }, url, now);
  else deleteProductLink(db, name);
  return true;
}

/** The link of a product by what was last found of it, and what its link says already, or said when it went. */
function relink(db: Db, name: ProductName, row: ProductRow, url: string, now: number): void {
  const { externalId, foundBy, title, verdict, decidedBy, reasons } = row;
  const found = { externalId, foundBy, title, verdict, decidedBy, reasons, isTold: false };
  const kept = offerOfLink(db, name) ?? row.offer;
  const offer = kept && hostOf(kept.url) === hostOf(url) ? kept : undefined; // another shop's is not this one's
  const unpriced = { url, format: null, priceCents: null, currency: null };
  saveProductLink(db, name, { ...found, ...(offer ?? unpriced) }, row, offer?.checkedAt ?? now);
}

function offerOfLink(db: Db, name: ProductName): KeptOffer | undefined {
  const link = findProductLink(db, name);
  if (!link) return undefined;
  const { imageUrl } = (link.evidence ?? {}) as Pick<JudgedProduct, "imageUrl">;
  const { url, format, priceCents, currency, checkedAt } = link;
  return { url, format, priceCents, currency, checkedAt, ...(imageUrl !== undefined && { imageUrl }) };
}
