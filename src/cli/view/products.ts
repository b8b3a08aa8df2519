import type { ProductRow } from "../../library/products.ts";
import type { ShownLink } from "../../library/show.ts";
import { plainText } from "../../plain-text.ts";
import { formatPrice } from "../../sources/amazon/price.ts";
import type { Output } from "../output.ts";
import { countText, timeText } from "./text.ts";

type Product = NonNullable<ShownLink["product"]>;

/** `Audio CD, $11.98 (2 h ago): Example Album; barcode 0731… agrees`: no price without its age. */
export function productWords(product: Product, nowMs = Date.now()): string {
  const { title, format, priceCents, currency, checkedAt, evidence } = product;
  const price =
    priceCents === null || currency === null
      ? null
      : `${formatPrice({ priceCents, currency })} (${ageText(Date.parse(checkedAt), nowMs)})`;
  const { reasons, decision } = evidence as Partial<Pick<ProductRow, "reasons" | "decision">>;
  const why = decision === "confirmed" ? "confirmed by hand" : reasons?.[0];
  return [[format, price].filter(Boolean).join(", "), title, why].filter(Boolean).join("; ");
}

/** `just now`, `40 min ago`, `3 days ago`. */
export function ageText(ms: number, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - ms) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 36 * 3_600)
    return `${timeText(Math.floor(seconds / 3_600) * 3_600)} ago`.replace(" 0 min", "");
  return `${countText(Math.floor(seconds / 86_400), "day")} ago`;
}

export interface JudgedLinks {
  album: { id: number; title: string };
  links: ShownLink[];
  products: ProductRow[];
}

/** The shop links of an album; to explain them, every product that was held against it, with the reasons. */
export function showProductLinks(
  output: Output,
  { album, links, products }: JudgedLinks,
  explain: boolean,
): void {
  output.line(output.colour.bold(plainText(album.title)));
  if (links.length === 0) output.line("  no shop links");
  for (const { externalId, url, product } of links) {
    output.line(`  ${plainText(externalId)}  ${plainText(url)}`);
    if (product) output.line(`  ${" ".repeat(10)}  ${plainText(productWords(product))}`);
  }
  if (explain) explainProducts(output, products);
  else if (products.length > links.length) {
    output.remark(
      `${countText(products.length, "product")} were looked at: importer links ${album.id} --explain`,
    );
  }
}

function explainProducts(output: Output, products: ProductRow[]): void {
  if (products.length === 0) output.line("  no product was ever looked at");
  for (const { externalId, title, reasons, ...row } of products) {
    output.line();
    output.line(
      `  ${plainText(externalId)}  ${output.colour.bold(verdictWords(row))}  ${plainText(title ?? "")}`,
    );
    output.line(`    found by ${plainText(row.foundBy)}, judged by ${plainText(row.decidedBy)}`);
    for (const reason of reasons) output.line(`    ${plainText(reason)}`);
  }
}

function verdictWords({ verdict, decision }: Pick<ProductRow, "verdict" | "decision">): string {
  const words = { match: "match", no_match: "no match", unsure: "unsure" }[verdict];
  return decision === null ? words : `${decision} by hand (${words})`;
}
