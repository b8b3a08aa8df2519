import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";
import type { Marketplace } from "../sources/amazon/marketplace.ts";
import type { AmazonProducts } from "../sources/amazon/source.ts";
import type { AiModel } from "../sources/ai/source.ts";

/** What looking for an album's products works with. */
export interface ProductContext {
  db: Db;
  events: Events;
  /** ms UTC. */
  now: () => number;
  /** The folder below which images are kept. */
  home: string;
  /** The short side, in pixels, of a cover that is large enough. */
  leastSide: number;
  shop: Shop;
  ai: ProductAi | undefined;
  signal: AbortSignal;
  /** One short transaction; a job hands in its own. */
  transact: <T>(write: () => T) => Promise<T>;
}

/** Amazon, as far as it is set up. */
export interface Shop {
  marketplace: Marketplace;
  partnerTag: string | undefined;
  /** Requests a day that all processes together may send. */
  dailyLimit: number;
  /** Whether a product's picture may become the cover. */
  images: "download" | "link";
  /** Undefined without credentials: what MusicBrainz knows of Amazon costs nothing, and is used all the same. */
  products: AmazonProducts | undefined;
  /** Settings that are missing beside others that are there: somebody began, and should be told. */
  missing: string[];
  /** A hash: which credentials a refusal was about. */
  credentialsKey: string;
}

/** A model that is asked about products. One for the whole process: it keeps count of its calls. */
export interface ProductAi {
  model: AiModel;
  scope: "unsure" | "all";
  /** Takes one call of the budget; false when it is used up. */
  takeCall(): boolean;
  /** Why nobody asks it until then (ms UTC): a worker lives for weeks, and a model on one's desk comes back. */
  outOfOrder: { why: string; until: number } | undefined;
}
