import { rowsBy } from "../../../db/rows.ts";
import { statement } from "../../../db/statement.ts";
import type { Db } from "../../../db/connection.ts";
import { identifiers, type ItemType } from "../../../db/schema/facts.ts";
import type { Identifier, IdentifierKind } from "../../../facts.ts";
import { findOwner } from "../../identity/identifiers.ts";
import { isExact, refKinds } from "../../../refs.ts";
import { write } from "../tables.ts";

const byValue = rowsBy(identifiers, ["itemType", "kind", "value"], { only: ["id", "itemId"] });
const byItem = rowsBy(identifiers, ["itemType", "itemId", "kind"], { rest: "ORDER BY id" });
const ofItem = rowsBy(identifiers, ["itemType", "itemId", "kind", "value"]);

const exists = (table: string) =>
  statement<[id: number], { one: 1 }>(`SELECT 1 AS one FROM ${table} WHERE id = ?`);
const isThere = {
  artist: exists("artists"),
  album: exists("albums"),
  release: exists("releases"),
  track: exists("tracks"),
} satisfies Record<ItemType, unknown>;

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
  let changed = false;
  for (const each of named) changed = addIdentifier(db, itemType, itemId, each) || changed;
  return putFormerLast(db, itemType, itemId, named) || changed;
}

/** The same for many items, by their ids, in that order: what is new is written at once. `known` need not be looked up again. */
export function saveIdentifiersOf(
  db: Db,
  itemType: ItemType,
  items: readonly (readonly [id: number, named: Identifier[]])[],
  known: Owners,
): boolean {
  if (!items.every(([, named]) => areOwn(named))) {
    return items.map(([id, named]) => saveIdentifiers(db, itemType, id, named)).includes(true);
  }
  const taken = new Set<string>();
  const wanted: (typeof identifiers.$inferInsert)[] = [];
  let changed = false;
  for (const [itemId, named] of items) {
    for (const each of named) {
      const { kind, value } = each;
      const name = `${kind} ${value}`;
      if (taken.has(name)) continue;
      const owner = kind === known.kind ? known.ids.get(value) : findOwner(db, itemType, each);
      if (owner === itemId) continue;
      if (owner !== undefined) changed = addIdentifier(db, itemType, itemId, each) || changed;
      else {
        taken.add(name);
        wanted.push({ itemType, itemId, kind, value });
      }
    }
  }
  write.identifiers.insertMany(db, wanted);
  return changed || wanted.length > 0;
}

/** One of each kind, and none that several items share: no order has to be kept, and nobody else has to be asked. */
const areOwn = (named: Identifier[]): boolean =>
  named.every(({ kind }, at) => !refKinds[kind].isShared && (at === 0 || kind !== named[0]!.kind));

/**
 * Under its first id a source has the item now; the others it had before, and each would cost a redirect. The first place of that kind
 * becomes the current one's and the values behind it move up, so that the item stays that source's whatever links to others it has.
 */
function putFormerLast(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  const [own, ...others] = named;
  if (!own || !others.some(({ kind }) => kind === own.kind) || !isExact(own.kind, itemType)) return false;
  const rows = byItem.all(db, itemType, itemId, own.kind);
  const current = rows.find(({ value }) => value === own.value);
  if (!current || current === rows[0]) return false;
  const values = [own.value, ...rows.filter((row) => row !== current).map(({ value }) => value)];
  const moved = rows.map((row, at) => write.identifiers.set(db, row, { value: values[at]! }));
  return moved.includes(true);
}

function addIdentifier(db: Db, itemType: ItemType, itemId: number, { kind, value }: Identifier): boolean {
  const isGone = (id: number): boolean => !isThere[itemType](db).get(id);
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
