import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { titleOf } from "../../library/items/titles.ts";
import { markGone } from "../../library/write/items/gone.ts";
import { ownRef } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "./event.ts";

/** Their own answer: they have it no longer. Nothing is deleted. Within a transaction. @returns undefined where that is known. */
export function noteGone(
  { db, now }: Pick<ImportContext, "db" | "now">,
  itemType: ItemType,
  id: number,
): UpstreamEvent | undefined {
  if (itemType === "track" || !markGone(db, itemType, id, now())) return undefined;
  const title = titleOf(db, itemType, id);
  const says = `${itemType} ${id}, "${title}", is gone there; here all stays as it is`;
  return { event: "gone", what: itemType, id, title, says };
}

/** The source that had it no longer has it again. Within a transaction. */
export function noteThere(db: Db, itemType: ItemType, id: number, source: string): void {
  if (itemType !== "track" && isFrom(db, itemType, id, source)) markGone(db, itemType, id, null);
}

/** Whether it is this source's to say that the item is there, or gone. */
export const isFrom = (db: Db, itemType: ItemType, id: number, source: string): boolean =>
  ownRef(listIdentifiers(db, itemType, id), itemType)?.source === source;
