import type { ProductRow } from "../../../library/products/products.ts";
import type { ShownLink } from "../../../library/details/show.ts";
import { plainText } from "../../../plain-text.ts";
import { formatPrice } from "../../../sources/amazon/price.ts";
import type { Output } from "../../io/output.ts";
import { timeText } from "../../layout/words.ts";
import { countText } from "../../../counts.ts";

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

/** `alsoOn`: other albums with the same product; at most one is right. */
export type SharedLink = ShownLink & { alsoOn: { id: number; title: string }[] };

export interface JudgedLinks {
  album: { id: number; title: string };
  links: SharedLink[];
  products: ProductRow[];
}

/** The shop links of an album; or, to explain them, every product that was held against it, with the reasons. */
export function showProductLinks(output: Output, shown: JudgedLinks, explain: boolean): void {
  const { album, links, products } = shown;
  output.line(output.colour.bold(plainText(album.title)));
  if (explain) return explainProducts(output, shown);
  if (links.length === 0) output.line("  no shop links");
  for (const { externalId, url, product, alsoOn } of links) {
    output.line(`  ${plainText(externalId)}  ${plainText(url)}`);
    if (product) output.line(`  ${" ".repeat(10)}  ${plainText(productWords(product))}`);
    showOthers(output, alsoOn, `  ${" ".repeat(10)}  `);
  }
  const others = products.length - links.length;
  if (others > 0) {
    const were = others === 1 ? "was" : "were";
    output.remark(
      `${countText(others, "other product")} ${were} looked at: importer links ${album.id} --explain`,
    );
  }
}

function explainProducts(output: Output, { links, products }: JudgedLinks): void {
  if (products.length === 0) output.line("  no product was ever looked at");
  for (const { externalId, title, reasons, ...row } of products) {
    const link = links.find((each) => each.externalId === externalId);
    output.line();
    output.line(
      `  ${plainText(externalId)}  ${output.colour.bold(verdictWords(row))}  ${plainText(title ?? "")}`,
    );
    if (link) output.line(`    ${plainText(link.url)}`);
    showOthers(output, link?.alsoOn ?? [], "    ");
    output.line(`    found by ${plainText(row.foundBy)}, judged by ${plainText(row.decidedBy)}`);
    for (const reason of reasons) output.line(`    ${plainText(reason)}`);
  }
}

function showOthers(output: Output, others: SharedLink["alsoOn"], margin: string): void {
  for (const { id, title } of others)
    output.line(`${margin}a link of album ${id} (${plainText(title)}) as well: importer links ${id}`);
}

function verdictWords({
  verdict,
  decision,
  gone,
}: Pick<ProductRow, "verdict" | "decision" | "gone">): string {
  const said = { match: "match", no_match: "no match", unsure: "unsure" }[verdict];
  const words = gone ? `${said}, sold no more` : said;
  return decision === null ? words : `${decision} by hand (${words})`;
}
