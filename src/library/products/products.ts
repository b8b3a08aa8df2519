import { rowsBy, rowsWhere } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { externalLinks } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import { products, type productOrigins } from "../../db/schema/shops.ts";

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
  /** The shop itself describes it so, now. */
  isTold: boolean;
  /** A picture that may only be linked to. */
  imageUrl?: string;
}

const ofAlbum = rowsBy(products, ["albumId", "source"], {
  rest: "ORDER BY id",
  sorts: "the products of one album",
});

/** All that were ever held against the album: those taken first, then by verdict. */
export function listProducts(db: Db, albumId: number, source: string): ProductRow[] {
  const rank = { match: 0, unsure: 1, no_match: 2 };
  return ofAlbum
    .all(db, albumId, source)
    .sort((a, b) => Number(!isTaken(a)) - Number(!isTaken(b)) || rank[a.verdict] - rank[b.verdict]);
}

// The plus: by the product, not through the links of all albums.
const withProduct = rowsWhere<
  typeof externalLinks,
  [externalId: string, source: string, itemType: ItemType],
  "itemId"
>(externalLinks, "external_id = ? AND source = ? AND +item_type = ?", { only: ["itemId"] });

/** Other albums that have a link to this very product: at most one of them is right. By id. */
export function albumsWithProduct(
  db: Db,
  { albumId, source, externalId }: { albumId: number; source: string; externalId: string },
): number[] {
  return withProduct
    .all(db, externalId, source, "album")
    .map(({ itemId }) => itemId)
    .filter((id) => id !== albumId)
    .sort((a, b) => a - b);
}

/** A person's word beats the verdict, whoever gave that, and what the shop has no more. */
export function isTaken({
  verdict,
  decision,
  gone,
}: Pick<ProductRow, "verdict" | "decision" | "gone">): boolean {
  return decision === null ? verdict === "match" && gone === null : decision === "confirmed";
}

const isAskedAgain = "gone IS NULL AND (decision = 'confirmed' OR (decision IS NULL AND verdict = 'match'))";

const due = rowsWhere<typeof products, [source: string, askedBefore: number, most: number]>(
  products,
  `source = ? AND asked_at < ? AND ${isAskedAgain}`,
  { rest: "ORDER BY asked_at LIMIT ?" },
);

/** Products that are links, and that the shop was not asked about since `askedBefore` (ms UTC): the longest ago first. */
export function listDueProducts(db: Db, source: string, askedBefore: number, most: number): ProductRow[] {
  return due.all(db, source, askedBefore, most);
}
