import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import { withLibrary } from "../run/context.ts";
import type { LibraryContext } from "../../composition/working.ts";
import type { Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput, type Output } from "../io/output.ts";
import { findItem } from "../typed/which.ts";

interface LinksFlags {
  explain?: boolean;
  remove?: string[];
  confirm?: string[];
  forget?: string[];
  json?: boolean;
}

export function addLinksCommand(program: Command, io: Io): void {
  program
    .command("links")
    .description("the shop links of an album, why they are there, and a person's word on them")
    .argument("<album>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("--explain", "every product that was looked at, with its verdict and reasons")
    .option("--remove <product>", "take this product's link away, for good (repeatable)", collect)
    .option(
      "--confirm <product>",
      "keep this product's link (ASIN or address), whatever later searches say (repeatable)",
      collect,
    )
    .option("--forget <product>", "take back what you said of this product (repeatable)", collect)
    .option("--json", "print one JSON document")
    .action((which: string, flags: LinksFlags) =>
      withLibrary(io, async (context) => {
        const output = createOutput(io, flags);
        const asked = { what: "album", words: which, command: "importer links" } as const;
        const album = await findItem(context.db, asked, output);
        const word = oneFlagOf(flags, ["remove", "confirm", "forget"], "importer links");
        if (word) await decide(context, album.id, { word, asins: flags[word]! }, output);
        await show(context.db, album, flags, io);
      }),
    );
}

const collect = (asin: string, before: string[] = []): string[] => [...before, asin];

type Word = "remove" | "confirm" | "forget";

/** All of them, or none: the ASINs are looked at first. */
async function decide(
  { db, config }: LibraryContext,
  albumId: number,
  { word, asins }: { word: Word; asins: string[] },
  output: Output,
): Promise<void> {
  const { readProduct, productUrl } = await import("../../sources/amazon/marketplace.ts");
  const { decideOnProduct, forgetDecision } = await import("../../library/write/products/products.ts");
  const { withdrawCoversOfGoneProducts } = await import("../../library/write/enrichment/covers.ts");
  const { transact } = await import("../../db/transact.ts");
  const { albumsWithProduct } = await import("../../library/products/products.ts");
  const { getAlbum } = await import("../../library/items/albums.ts");
  const named = asins.map((given) => {
    const product = readProduct(given);
    if (!product) throw noProduct(given);
    return product;
  });
  const known = word === "remove" ? await productsOf(db, albumId) : new Set<string>();
  for (const { asin, marketplace = config.amazon.marketplace } of named) {
    const about = { albumId, source: "amazon", externalId: asin };
    // Our tag belongs to our marketplace.
    const tag = marketplace.host === config.amazon.marketplace.host ? config.amazon.partnerTag : undefined;
    const url = productUrl(marketplace, asin, tag);
    const isNew = await transact(db, () => {
      const isSaid =
        word === "forget"
          ? forgetDecision(db, about, url, Date.now())
          : decideOnProduct(db, about, decisions[word], url, Date.now());
      withdrawCoversOfGoneProducts(db, albumId, { ...config.artwork, now: Date.now() });
      return isSaid;
    });
    const isBlocked = word === "remove" && isNew && !known.has(asin);
    output.remark(
      `${asin} ${isBlocked ? "was no link of this album; " + keptTo : said[word][isNew ? 0 : 1]}`,
    );
    for (const other of word === "confirm" ? albumsWithProduct(db, about) : []) {
      output.remark(`${asin} is a link of "${getAlbum(db, other)?.title ?? ""}" (album ${other}) as well`);
    }
  }
}

/** What was found for an album: a word on anything else is kept as well, and said to be so, since it may be a slip of typing. */
async function productsOf(db: Db, albumId: number): Promise<Set<string>> {
  const { listProducts } = await import("../../library/products/products.ts");
  const { listShopLinks } = await import("../../library/details/show.ts");
  const held = [...listProducts(db, albumId, "amazon"), ...listShopLinks(db, albumId, "amazon")];
  return new Set(held.map(({ externalId }) => externalId));
}

const decisions = { remove: "removed", confirm: "confirmed" } as const;
const keptTo = "later searches keep to that";
const said: Record<Word, [first: string, again: string]> = {
  remove: [`is removed; ${keptTo}`, `is removed already; ${keptTo}`],
  confirm: [`is confirmed; ${keptTo}`, `is confirmed already; ${keptTo}`],
  forget: ["is as the last search left it", "was never decided on"],
};

async function show(
  db: Db,
  { id, title }: { id: number; title: string },
  flags: LinksFlags,
  io: Io,
): Promise<void> {
  const { albumsWithProduct, listProducts } = await import("../../library/products/products.ts");
  const { getAlbum } = await import("../../library/items/albums.ts");
  const { mbidOfItem } = await import("../../library/identity/identifiers.ts");
  const { listShopLinks } = await import("../../library/details/show.ts");
  const { showProductLinks } = await import("../view/items/products.ts");
  const output = createOutput(io, flags);
  const links = listShopLinks(db, id, "amazon");
  const products = listProducts(db, id, "amazon");
  const told = products.map(({ id: _id, albumId: _album, checkedAt, decidedAt, ...row }) => ({
    ...row,
    checkedAt: new Date(checkedAt).toISOString(),
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  }));
  const shared = links.map((link) => ({ ...link, alsoOn: othersWith(db, id, link.externalId) }));
  output.document({
    album: { id, mbid: mbidOfItem(db, "album", id), title },
    links: shared,
    ...(flags.explain && { products: told }),
  });
  showProductLinks(output, { album: { id, title }, links: shared, products }, flags.explain ?? false);

  /** Other albums with the same product: at most one of them is right. */
  function othersWith(db: Db, albumId: number, externalId: string): { id: number; title: string }[] {
    const others = albumsWithProduct(db, { albumId, source: "amazon", externalId });
    return others.map((other) => ({ id: other, title: getAlbum(db, other)?.title ?? "" }));
  }
}

function noProduct(given: string): UserError {
  return new UserError(
    `"${given}" is no ASIN (ten letters and digits), and no address of a product at Amazon`,
    {
      hint: "for instance: importer links 1 --remove B000002UAL; of a short address copy the long one it leads to",
    },
  );
}
