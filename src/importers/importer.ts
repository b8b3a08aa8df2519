import type { ItemType } from "../db/item-types.ts";
import type { QueuedJob } from "../jobs/queue/queue.ts";
import type { Saved } from "../library/write/saved.ts";
import type { ImportContext } from "./context.ts";
import type { UpstreamEvent } from "./upstream/event.ts";
import type { AsyncProvider, Provider, ProviderRequest } from "./provider.ts";

export interface Item {
  id: number;
}

/** One kind of import: which providers in which order, and how one contribution comes to rest. */
export interface Importer<I extends Item, Query, Contribution> {
  name: "album" | "artist" | "release";
  /** The kind of item that the runs belong to. */
  itemType: ItemType;
  /** In the order in which they are asked. */
  providers(context: ImportContext): Provider<I, Query, Contribution>[];
  /** They come last, whatever became of the others: an item that exists is enough for them. */
  asyncProviders?: AsyncProvider<I>[];
  getItem(context: ImportContext, id: number): I | undefined;
  /** The item (or part of one) that saving this would change, instead of creating it: for a dry run. */
  findKnown(context: ImportContext, contribution: Contribution): number | undefined;
  /** Whether it may come at all: asked before anything is fetched for it, in a dry run as well, and again within the save's transaction. @throws UnwantedError */
  check?(context: ImportContext, contribution: Contribution): void;
  /** What must be fetched before the save (into `itemId`, where that is known), outside its transaction. Its troubles are told, and stop nothing. */
  prepare?(
    context: ImportContext,
    contribution: Contribution,
    itemId: number | undefined,
  ): Promise<PreparedSave>;
  /** What is fetched after the save instead. Its troubles, too, stop nothing. */
  follow?(context: ImportContext, contribution: Contribution): Promise<PreparedSave>;
  /** Saves one contribution and queues its jobs. Runs inside one transaction, so it can't wait. */
  save(
    context: ImportContext,
    contribution: Contribution,
    itemId: number | undefined,
    provider: string,
  ): SavedContribution;
  /** Bulk insert: the same for several that come together. Undefined: they are to be saved one by one. */
  saveTogether?(
    context: ImportContext,
    contributions: readonly Contribution[],
    itemId: number,
  ): SavedContribution | undefined;
  /** The names of what a contribution brings. */
  populated(contribution: Contribution): string[];
}

export interface PreparedSave {
  troubles: string[];
  upstream: UpstreamEvent[];
}

export interface SavedContribution {
  itemId: number;
  /** The item itself first, where it is one of these. */
  saved: Saved[];
  jobs: QueuedJob[];
  upstream?: UpstreamEvent[];
}

export interface ImportOptions<I extends Item, Query> extends ProviderRequest<I, Query> {
  /** The words as typed: decisions and the memory of `absent` go by them. "" where an id or nothing was given. */
  queryKey: string;
  force: boolean;
  /** Only these providers; all when empty. */
  only: string[];
}
