import type { ItemType } from "../../db/item-types.ts";

/** What became of an item at its source, and what was done here about it. */
export interface UpstreamEvent {
  /**
   * `merged`: two are one here, too. `asked`: they are one there, and a person has to say whether here. `moved`: a release belongs to
   * another album. `renamed`: an artist who came with an album is called otherwise. `gone`: they have it no longer; nothing is deleted.
   * `waits`, `doubted`: nothing is done now.
   */
  event: "merged" | "asked" | "moved" | "renamed" | "gone" | "waits" | "doubted";
  what: ItemType;
  id: number;
  title: string;
  /** The item that it is now; of a release that moved, its album. */
  into?: number;
  /** For people. */
  says: string;
  /** What to type to decide it. */
  command?: string;
}
