import type { Db } from "../../../db/connection.ts";
import type { ItemType } from "../../../db/item-types.ts";
import { type Identifier, type IdentifierKind, hasIdentifier } from "../../../facts.ts";
import { isExact } from "../../../refs.ts";
import { listIdentifiers } from "../../identity/identifiers.ts";
import { keptApartOf, listBetween, type KeptApart } from "../../decisions/kept-apart.ts";
import { write } from "../tables.ts";

/** Negative evidence: an item is not what these identifiers name. Within a transaction. */
export function keepFrom(
  db: Db,
  itemType: ItemType,
  itemId: number,
  named: Identifier[],
  { why, saidAt }: Pick<KeptApart, "why" | "saidAt">,
): void {
  const known = keptApartOf.all(db, itemType, itemId);
  for (const { kind, value } of named) {
    if (!isExact(kind, itemType)) continue;
    const row = known.find((each) => each.kind === kind && each.value === value);
    if (row) write.keptApart.set(db, row, { why, saidAt });
    else write.keptApart.insert(db, { itemType, itemId, kind, value, why, saidAt });
  }
}

/** The same of two items: neither is what the other is. */
export function keepApart(
  db: Db,
  itemType: ItemType,
  [one, other]: [number, number],
  said: Pick<KeptApart, "why" | "saidAt">,
): void {
  keepFrom(db, itemType, one, listIdentifiers(db, itemType, other), said);
  keepFrom(db, itemType, other, listIdentifiers(db, itemType, one), said);
}

/** They are one by a person's word. Within a transaction. */
export function forgetKeptApart(db: Db, itemType: ItemType, one: number, other: number): void {
  for (const row of listBetween(db, itemType, one, other)) write.keptApart.remove(db, row);
}

/** It is that by a person's word. Within a transaction. */
export function forgetKeptFrom(
  db: Db,
  itemType: ItemType,
  itemId: number,
  named: { kind: IdentifierKind; value: string }[],
): void {
  for (const row of keptApartOf.all(db, itemType, itemId)) {
    if (hasIdentifier(named, row)) write.keptApart.remove(db, row);
  }
}
