import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { externalLinks } from "../../../db/schema/facts.ts";
import type { JudgedProduct, ProductRow } from "../../products/products.ts";
import { write } from "../tables.ts";

/** One shop product of one album. */
export interface ProductName {
  albumId: number;
  source: string;
  externalId: string;
}

type LinkRow = typeof externalLinks.$inferSelect;

const byName = rowsBy(externalLinks, ["itemType", "itemId", "source", "externalId"]);
const ofAlbum = rowsBy(externalLinks, ["itemType", "itemId", "source"]);

export function findProductLink(db: Db, { albumId, source, externalId }: ProductName): LinkRow | undefined {
  return byName.get(db, "album", albumId, source, externalId);
}

export function saveProductLink(
  db: Db,
  name: ProductName,
  product: JudgedProduct,
  { title, decision, foundBy }: ProductRow,
  now: number,
): void {
  const { url, format, priceCents, currency, decidedBy, reasons, imageUrl } = product;
  const evidence = { foundBy, decidedBy, reasons, decision, ...(imageUrl && { imageUrl }) };
  const known = linkAt(db, name, url);
  if (!known) {
    const { albumId: itemId, source, externalId } = name;
    const values = { url, title, format, priceCents, currency, evidence, checkedAt: now };
    write.externalLinks.insert(db, { itemType: "album", itemId, source, externalId, ...values });
    return;
  }
  const told = { url, title: title ?? known.title, format: format ?? known.format, evidence };
  if (priceCents !== null)
    write.externalLinks.set(db, known, { ...told, priceCents, currency, checkedAt: now });
  // A price that nobody could ask for this time stays, with the date that it is of.
  else
    write.externalLinks.set(db, known, {
      ...told,
      checkedAt: known.priceCents === null ? now : known.checkedAt,
    });
}

/** The link that is known. One to another marketplace, with that one's price, is not this one, and goes. */
function linkAt(db: Db, name: ProductName, url: string): LinkRow | undefined {
  const known = findProductLink(db, name);
  if (!known || hostOf(known.url) === hostOf(url)) return known;
  write.externalLinks.remove(db, known);
  return undefined;
}

/** With its port; empty for what is no address. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

export function deleteProductLink(db: Db, name: ProductName): void {
  const known = findProductLink(db, name);
  if (known) write.externalLinks.remove(db, known);
}

/** The links of an album to what a shop sells, without those that a person confirmed. */
export function listUnconfirmedLinks(
  db: Db,
  { albumId, source }: Omit<ProductName, "externalId">,
): (ProductName & { url: string })[] {
  const isConfirmed = ({ evidence }: LinkRow): boolean =>
    ((evidence ?? {}) as Partial<Pick<ProductRow, "decision">>).decision === "confirmed";
  return ofAlbum
    .all(db, "album", albumId, source)
    .filter((link) => !isConfirmed(link))
    .map(({ externalId, url }) => ({ albumId, source, externalId, url }));
}
