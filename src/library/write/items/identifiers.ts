import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { identifiers } from "../../../db/schema/facts.ts";
import type { ItemType } from "../../../db/item-types.ts";
import type { Identifier, IdentifierKind } from "../../../facts.ts";
import { findOwner } from "../../identity/identifiers.ts";
import { isThere } from "../../items/there.ts";
import { isExact, refKinds } from "../../../refs.ts";
import { write } from "../tables.ts";

const byValue = rowsBy(identifiers, ["itemType", "kind", "value"], { only: ["id", "itemId"] });
const byItem = rowsBy(identifiers, ["itemType", "itemId", "kind"], { rest: "ORDER BY id" });
const ofItem = rowsBy(identifiers, ["itemType", "itemId", "kind", "value"]);

/** Who has the identifiers of one kind, where that was read before: value → item, all of them. */
export interface Owners {
  kind: IdentifierKind;
  ids: ReadonlyMap<string, number>;
}

/**
 * Adds what is new. What several items share by nature is kept for each; all else names one item, and stays with the one that has it
 * unless that was deleted. @returns whether any was new.
 */
export function saveIdentifiers(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  if (areOwn(named)) return saveIdentifiersOf(db, itemType, [[itemId, named]]);
  let changed = false;
  for (const each of named) changed = addIdentifier(db, itemType, itemId, each) || changed;
  return putFormerLast(db, itemType, itemId, named) || changed;
}

/** The same for many items that are there, by their ids, in that order: what is new is written at once. What `known` tells is not looked up again. */
export function saveIdentifiersOf(
  db: Db,
  itemType: ItemType,
  items: readonly (readonly [id: number, named: Identifier[]])[],
  known?: Owners,
): boolean {
  if (!items.every(([, named]) => areOwn(named))) {
    return items.map(([id, named]) => saveIdentifiers(db, itemType, id, named)).includes(true);
  }
  /** Whoever is named first has it; of what is shared, each. */
  const settled = new Map<IdentifierKind, Set<string>>();
  const wanted: (typeof identifiers.$inferInsert)[] = [];
  let changed = false;
  for (const [itemId, named] of items) {
    for (const each of named) {
      const { kind, value } = each;
      const name = refKinds[kind].isShared ? `${value} ${itemId}` : value;
      let ofKind = settled.get(kind);
      if (!ofKind) settled.set(kind, (ofKind = new Set()));
      if (ofKind.has(name)) continue;
      ofKind.add(name);
      const owner = kind === known?.kind ? known.ids.get(value) : findOwner(db, itemType, each);
      if (owner === itemId) continue;
      if (owner !== undefined) changed = addIdentifier(db, itemType, itemId, each) || changed;
      else wanted.push({ itemType, itemId, kind, value });
    }
  }
  write.identifiers.insertMany(db, wanted);
  return changed || wanted.length > 0;
}

/** One of its own kind each: no order has to be kept. */
const areOwn = (named: Identifier[]): boolean =>
  named.every(({ kind }, at) => at === 0 || kind !== named[0]!.kind);

/** Under its first id a source has the item now; the others it had before, and each would cost a redirect. */
function putFormerLast(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  const [own, ...others] = named;
  if (!own || !others.some(({ kind }) => kind === own.kind) || !isExact(own.kind, itemType)) return false;
  return putFirst(db, itemType, itemId, [own]);
}

/**
 * Makes these the current ones, each of its kind, in this order. The first places of that kind become theirs and the values behind move up,
 * so that the item stays that source's whatever links to others it has. What the item has not is passed over. Within a transaction.
 */
export function putFirst(db: Db, itemType: ItemType, itemId: number, current: Identifier[]): boolean {
  const moved = [...new Set(current.map(({ kind }) => kind))].flatMap((kind) => {
    const rows = byItem.all(db, itemType, itemId, kind);
    const there = new Set(rows.map(({ value }) => value));
    const first = current.filter((each) => each.kind === kind).map(({ value }) => value);
    const values = [...new Set([...first.filter((value) => there.has(value)), ...there])];
    if (values.length < rows.length) return []; // one value twice: its order says nothing
    return rows.map((row, at) => write.identifiers.set(db, row, { value: values[at]! }));
  });
  return moved.includes(true);
}

function addIdentifier(db: Db, itemType: ItemType, itemId: number, { kind, value }: Identifier): boolean {
  const isGone = (id: number): boolean => !isThere(db, itemType, id);
  if (refKinds[kind].isShared) {
    if (ofItem.get(db, itemType, itemId, kind, value)) return false;
    const ownerless = byValue.all(db, itemType, kind, value).find((row) => isGone(row.itemId));
    if (ownerless) return write.identifiers.set(db, ownerless, { itemId });
    write.identifiers.insert(db, { itemType, itemId, kind, value });
    return true;
  }
  const known = byValue.get(db, itemType, kind, value);
  if (!known) {
    write.identifiers.insert(db, { itemType, itemId, kind, value });
    return true;
  }
  if (known.itemId === itemId || !isGone(known.itemId)) return false;
  return write.identifiers.set(db, known, { itemId });
}
