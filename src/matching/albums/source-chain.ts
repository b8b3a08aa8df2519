/**
 * The policy of the chain of album sources, decided from what is known alone: what a source may do after those before it. Nothing is
 * ever guessed: which album is meant must be certain before anything is made of it.
 */

/** How a source ended that was asked before. */
export type SourceEnding = "found" | "absent" | "ambiguous" | "weak" | "unavailable" | "rejected" | "failed";

export interface ChainState {
  /** The endings of those before it, in their order; without any that had nothing to go by. */
  before: readonly SourceEnding[];
  /** The library has the item. */
  hasItem: boolean;
  /** The item has an identifier or a link by which this source knows it. */
  hasRef: boolean;
  /** What the item links to at this source, where that is another item of the library already. Asked for only where it matters. */
  taken?: () => string | undefined;
}

export type SourcePart =
  /** Asks by the item's own identifier, and adds what comes. */
  | { may: "refresh" }
  /** The first: asks by what was typed, or by the item's own words, and may create. */
  | { may: "identify" }
  /** The same for one behind others, none of which has the item. */
  | { may: "create" }
  /** Adds to the item, if title, artist, year and track list agree. */
  | { may: "join" }
  | { may: "nothing"; why: string };

const nothingLinks = "nothing links the album with it";

export function partOf({ before, hasItem, hasRef, taken }: ChainState): SourcePart {
  // A fault in one never stops the next for an item that exists.
  if (hasRef) return { may: "refresh" };
  if (before.length === 0) return { may: "identify" };
  if (before.includes("ambiguous") || before.includes("weak")) {
    return { may: "nothing", why: "not asked: which album is meant is a question first" };
  }
  if (before.includes("found")) return { may: "nothing", why: `not asked: ${taken?.() ?? nothingLinks}` };
  if (before.every((ending) => ending === "absent")) return { may: hasItem ? "join" : "create" };
  return {
    may: "nothing",
    why: "not asked: an earlier source, which may have the album, could not be asked",
  };
}
