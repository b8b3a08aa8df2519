import { rowsBy } from "../../db/rows.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { identifiers } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import { idOfKind, type Identifier, type IdentifierKind, hasIdentifier } from "../../facts.ts";
import { isExact, refKinds } from "../../refs.ts";

const byItem = rowsBy(identifiers, ["itemType", "itemId"], { rest: "ORDER BY id" });
const selectNames = statement<[ItemType, number, IdentifierKind], { one: 1 }>(
  "SELECT 1 AS one FROM identifiers WHERE item_type = ? AND item_id = ? AND kind = ?",
);

type OwnerQuery = Prepared<[value: string], { itemId: number }>;
const ownerQueries: Record<ItemType, Map<IdentifierKind, OwnerQuery>> = {
  album: new Map(),
  artist: new Map(),
  release: new Map(),
  track: new Map(),
};

/** Who has a value. One statement for each type and kind: to bind the value alone costs half of binding all three. */
function selectOwner(itemType: ItemType, kind: IdentifierKind): OwnerQuery {
  const ofType = ownerQueries[itemType];
  let known = ofType.get(kind);
  if (!known) {
    const condition = `item_type = '${itemType}' AND kind = '${kind}' AND value = ?`;
    known = statement<[value: string], { itemId: number }>(
      `SELECT item_id AS itemId FROM identifiers WHERE ${condition}`,
    );
    ofType.set(kind, known);
  }
  return known;
}

/** The kind whose value is an item's own MBID. */
export const mbidKinds: Record<ItemType, IdentifierKind> = {
  album: "musicbrainz_release_group",
  artist: "musicbrainz_artist",
  release: "musicbrainz_release",
  track: "musicbrainz_recording",
};

/** SQL of an item's own MBID, beside the table of its type: of several the first row's, the others are former ones. The plus: by the item, not through all MBIDs. */
export const mbidOfRow = (itemType: ItemType): string =>
  `(SELECT value FROM identifiers WHERE item_type = '${itemType}' AND item_id = ${itemType}s.id
    AND +kind = '${mbidKinds[itemType]}' ORDER BY identifiers.id LIMIT 1)`;

/**
 * The item that one of these names, exact kinds only, in the order given. The first is the identity at the source that speaks; the
 * others are links, which join two sources, and never two items of one: what has another identity there is somebody else.
 */
export function findItemId(db: Db, itemType: ItemType, named: Identifier[]): number | undefined {
  const own = named[0]?.kind;
  for (const { kind, value } of named) {
    const found = isExact(kind, itemType) ? selectOwner(itemType, kind)(db).get(value) : undefined;
    if (!found) continue;
    if (kind === own || own === undefined || !hasMbid(db, itemType, own, found.itemId)) return found.itemId;
  }
  return undefined;
}

/** Those of an answer's ids that are its identity at the source that speaks, the first of which tells which: the others are links. */
export function ownNames(itemType: ItemType, named: readonly Identifier[]): Identifier[] {
  const [own] = named;
  const isOwn = ({ kind }: Identifier): boolean =>
    kind === own!.kind || (isExact(kind, itemType) && refKinds[kind].source === refKinds[own!.kind].source);
  return named.filter(isOwn);
}

/** Whether an answer is about this item, by an id of the source that speaks. */
export const isNamedBy = (
  db: Db,
  itemType: ItemType,
  itemId: number,
  named: readonly Identifier[],
): boolean => ownNames(itemType, named).some((each) => findOwner(db, itemType, each) === itemId);

/** `findItemId` where one is known already: of several that these name it is meant, and it is new to those that nothing names. */
export function findOrKnown(
  db: Db,
  itemType: ItemType,
  named: Identifier[],
  knownId: number | undefined,
): number | undefined {
  const isNamed = knownId !== undefined && isNamedBy(db, itemType, knownId, named);
  return isNamed ? knownId : (findItemId(db, itemType, named) ?? knownId);
}

/** Every item that has one of these values, smallest id first. */
export function findByIdentifier(
  db: Db,
  itemType: ItemType,
  kind: IdentifierKind,
  values: string[],
): number[] {
  const found = values.flatMap((value) => selectOwner(itemType, kind)(db).all(value));
  const ids = found.map(({ itemId }) => itemId);
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** The item that has it; of several that share it the first. */
export const findOwner = (db: Db, itemType: ItemType, { kind, value }: Identifier): number | undefined =>
  selectOwner(itemType, kind)(db).get(value)?.itemId;

/** value → item, for many values of a kind that names one item: a look at each costs half of one statement over their list. */
export function mapByIdentifier(
  db: Db,
  itemType: ItemType,
  kind: IdentifierKind,
  values: Iterable<string>,
): Map<string, number> {
  const named = new Map<string, number>();
  const select = selectOwner(itemType, kind)(db);
  for (const value of values) {
    const found = select.get(value);
    if (found) named.set(value, found.itemId);
  }
  return named;
}

export function listIdentifiers(db: Db, itemType: ItemType, itemId: number): Identifier[] {
  return byItem.all(db, itemType, itemId).map(({ kind, value }) => ({ kind, value }) as Identifier);
}

/**
 * Whether facts are of an identity that the item had before: another is its current one at their source, and they don't name that. A person
 * made two of them one here that are two there: what is said of the other is not said of this.
 */
export function isOfFormer(db: Db, itemType: ItemType, itemId: number, named: Identifier[]): boolean {
  const [own] = named;
  if (!own || !isExact(own.kind, itemType)) return false;
  const values = listIdentifiers(db, itemType, itemId).filter(({ kind }) => kind === own.kind);
  return hasIdentifier(values, own) && !hasIdentifier(named, values[0]!);
}

/** An item's own MBID, as lists and documents show it; null for what MusicBrainz is not known to have. */
export const mbidOfItem = (db: Db, itemType: ItemType, itemId: number): string | null =>
  idOfKind(listIdentifiers(db, itemType, itemId), mbidKinds[itemType]) ?? null;

/** Whether an item has an identifier of this kind: whether MusicBrainz knows it, or it is known by name only. */
export function hasMbid(db: Db, itemType: ItemType, kind: IdentifierKind, itemId: number): boolean {
  return selectNames(db).get(itemType, itemId, kind) !== undefined;
}
