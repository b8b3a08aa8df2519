import type { Db } from "../db/connection.ts";
import { deleteProductLink, listUnconfirmedLinks } from "../library/write/products/product-links.ts";
import { findMarketplace } from "../sources/amazon/marketplace.ts";
import { isLoopback } from "../sources/linked-image.ts";
import { amazon } from "./refusal.ts";
import type { Shop } from "./context.ts";

/** Whether an address leads to this marketplace. A stand-in on this machine may be any. */
export function leadsHere(url: string, { marketplace }: Shop): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === marketplace.host || isLoopback(hostname);
}

/** Takes away links to other marketplaces: what is sold there, at that price, is not sold here. Within a transaction. */
export function dropLinksElsewhere(db: Db, albumId: number, shop: Shop): void {
  for (const link of listUnconfirmedLinks(db, { albumId, source: amazon }))
    if (leadsElsewhere(link.url, shop)) deleteProductLink(db, link);
}

function leadsElsewhere(url: string, { marketplace }: Shop): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return findMarketplace(host) !== undefined && host !== marketplace.host;
}
