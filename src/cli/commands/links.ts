import type { Command } from "commander";
import type { Db } from "../../db/open.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { withLibrary, type LibraryContext } from "../context.ts";
import { parseId } from "../flags.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../output.ts";

interface LinksFlags {
  explain?: boolean;
  remove?: string;
  confirm?: string;
  json?: boolean;
}

export function addLinksCommand(program: Command, io: Io): void {
  program
    .command("links")
    .description("the shop links of an album, why they are there, and a person's word on them")
    .argument("<album>", "its library id", parseId)
    .option("--explain", "every product that was looked at, with its verdict and reasons")
    .option("--remove <asin>", "take this product's link away, for good")
    .option("--confirm <asin>", "keep this product's link, whatever later searches say")
    .option("--json", "print one JSON document")
    .action((albumId: number, flags: LinksFlags) =>
      withLibrary(io, async (context) => {
        const { getAlbum } = await import("../../library/albums.ts");
        const album = getAlbum(context.db, albumId);
        if (!album) throw missing(albumId);
        if (flags.remove !== undefined && flags.confirm !== undefined) throw bothAtOnce();
        await decide(context, albumId, flags, io);
        await show(context.db, album, flags, io);
      }),
    );
}

async function decide(context: LibraryContext, albumId: number, flags: LinksFlags, io: Io): Promise<void> {
  const given = flags.remove ?? flags.confirm;
  if (given === undefined) return;
  const { isAsin, productUrl } = await import("../../sources/amazon/marketplace.ts");
  const { decideOnProduct } = await import("../../library/products.ts");
  const { transact } = await import("../../db/transact.ts");
  const asin = given.trim().toUpperCase();
  if (!isAsin(asin)) throw noAsin(given);
  const { marketplace, partnerTag } = context.config.amazon;
  const decision = flags.remove === undefined ? "confirmed" : "removed";
  const about = { albumId, source: "amazon", externalId: asin };
  const url = productUrl(marketplace, asin, partnerTag);
  const isNew = await transact(context.db, () =>
    decideOnProduct(context.db, about, decision, url, Date.now()),
  );
  createOutput(io, flags).remark(
    `${asin} is ${decision}${isNew ? "" : " already"}; later searches keep to that`,
  );
}

async function show(
  db: Db,
  { id, title }: { id: number; title: string },
  flags: LinksFlags,
  io: Io,
): Promise<void> {
  const { listProducts } = await import("../../library/products.ts");
  const { listShopLinks } = await import("../../library/show.ts");
  const { showProductLinks } = await import("../view/products.ts");
  const output = createOutput(io, flags);
  const links = listShopLinks(db, id, "amazon");
  const products = listProducts(db, id, "amazon");
  const told = products.map(({ id: _id, albumId: _album, checkedAt, decidedAt, ...row }) => ({
    ...row,
    checkedAt: new Date(checkedAt).toISOString(),
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  }));
  output.document({ album: { id, title }, links, ...(flags.explain && { products: told }) });
  showProductLinks(output, { album: { id, title }, links, products }, flags.explain ?? false);
}

function missing(id: number): UserError {
  return new UserError(`there is no album ${id} in the library`, {
    hint: "importer list albums",
    exitCode: exitCodes.notFound,
  });
}

function bothAtOnce(): UserError {
  return new UserError("--remove and --confirm can't be given together", { hint: "importer links --help" });
}

function noAsin(given: string): UserError {
  return new UserError(`"${given}" is no ASIN: that is ten letters and digits`, {
    hint: "for instance: importer links 1 --remove B000002UAL",
  });
}
