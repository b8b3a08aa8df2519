import { findMarketplace } from "../sources/amazon/marketplace.ts";
import { isLoopback } from "../sources/linked-image.ts";
import type { Shop } from "./context.ts";

/** Whether an address leads to this marketplace. A stand-in on this machine may be any. */
export function leadsHere(url: string, { marketplace }: Shop): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === marketplace.host || isLoopback(hostname);
}

/** Whether an address leads to another marketplace. */
export function leadsElsewhere(url: string, { marketplace }: Shop): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return findMarketplace(host) !== undefined && host !== marketplace.host;
}
