import type { ItemType } from "../../db/item-types.ts";

export interface BlockedItem {
  itemType: ItemType;
  id: number;
}

/** Why a run can't be taken back alone, and which run is in the way; null where that is too long ago to be remembered. */
export type Hindrance = { run: number | null } &
  /** So many rows of a table hang on rows of another one which would go (their ids). */
  (
    | { kind: "hanging"; table: string; rows: number; on: string; ids: Set<number> }
    /** It would come back, and another has its identity, or its place, by now. */
    | { kind: "twice"; item: BlockedItem; is: BlockedItem }
    /** It was made another. */
    | { kind: "merged"; item: BlockedItem; into: BlockedItem }
    /** A person chose which identity it has. */
    | { kind: "chosen"; item: BlockedItem }
    /** It would come back without a place: what it stood on went. */
    | { kind: "stranded"; item: BlockedItem; stoodOn: BlockedItem }
    /** It would not come back, though nobody undid what it stood on: that is gone, or its place is taken. */
    | { kind: "lost"; item: BlockedItem }
  );
