import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { type Identifier, hasIdentifier } from "../../facts.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import { isThere } from "../../library/items/there.ts";
import { keepApart, keepFrom } from "../../library/write/decisions/kept-apart.ts";
import { isExact } from "../../refs.ts";
import type { Own } from "./own-rows.ts";
import { ledgerTables } from "../tables.ts";
import { isMade, type KeptChange } from "./tree.ts";

/** What a run had made one, and what it had said that albums are which it did not make. */
export interface MadeOne {
  merged: { itemType: ItemType; ids: [number, number] }[];
  identified: { albumId: number; identifier: Identifier }[];
}

/** Read before the run is taken back. */
export function readMadeOne(db: Db, changes: readonly KeptChange[], own: Own): MadeOne {
  const made = changes.filter(isMade);
  const merged = made.flatMap(({ table, key }): MadeOne["merged"] => {
    if (table !== "item_redirects" || key === null) return [];
    const [itemType, from] = [key["item_type"] as ItemType, Number(key["from_id"])];
    const into = itemRedirect(db, itemType, from);
    return into === undefined ? [] : [{ itemType, ids: [from, into] }];
  });
  const identifiers = ledgerTables.get("identifiers")!;
  const identified = made.flatMap(({ table, firstId, lastId }): MadeOne["identified"] => {
    if (table !== "identifiers" || firstId === null) return [];
    return idsFrom(firstId, lastId!).flatMap((id) => {
      const row = identifiers.get(db, { id });
      if (!row || row["item_type"] !== "album" || own.has("albums", Number(row["item_id"]))) return [];
      const identifier = { kind: row["kind"], value: row["value"] } as Identifier;
      return isExact(identifier.kind, "album") ? [{ albumId: Number(row["item_id"]), identifier }] : [];
    });
  });
  return { merged, identified };
}

const idsFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Undoing a merge or a binding is a person's word: later automation keeps apart what was one. Within the undo's transaction. */
export function keepMadeOneApart(db: Db, { merged, identified }: MadeOne, now: number): void {
  const said = { why: "undone", saidAt: now } as const;
  for (const { itemType, ids } of merged)
    if (ids.every((id) => isThere(db, itemType, id))) keepApart(db, itemType, ids, said);
  for (const { albumId, identifier } of identified) {
    const has = hasIdentifier(listIdentifiers(db, "album", albumId), identifier);
    if (!has && isThere(db, "album", albumId)) keepFrom(db, "album", albumId, [identifier], said);
  }
}
