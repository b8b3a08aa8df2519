import type { Part, UnreadParts } from "../../format.ts";
import { noteAbout, readAbout, type CatalogueDb } from "../../open.ts";

/**
 * Counts the documents of which parts could not be read: one odd field costs no more than itself, but a dump that writes all of them
 * in a new way must not pass for one that says nothing. Saved with the rows, so that an interrupted build counts on.
 */
export function createUnread(db: CatalogueDb, part: Part) {
  const others = readAbout(db).unread ?? {};
  let unread: UnreadParts = others[part] ?? { documents: 0, first: "" };
  return {
    note(line: number, says: string): void {
      const first = unread.documents === 0 ? `line ${line} of mbdump/${part}: ${says}` : unread.first;
      unread = { documents: unread.documents + 1, first };
    },
    save(): void {
      if (unread.documents > 0) noteAbout(db, { unread: { ...others, [part]: unread } });
    },
  };
}
