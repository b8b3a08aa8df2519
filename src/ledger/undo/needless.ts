import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import type { Noted } from "../entries/buffer.ts";
import { listHanging, someHanging, type HangingRow } from "../items/hanging.ts";
import { isMemory } from "../memory.ts";
import { ledgerTables, type LedgerTable } from "../tables.ts";
import { makerOf, type LifeStep } from "./lives.ts";
import type { KeptChange } from "./tree.ts";

/** Parents that many share. One goes when nothing needs it any more, and is in nobody's way. */
export const shared: ReadonlySet<string> = new Set(["artists", "categories", "artworks"]);
/** A recording may have been left to an earlier run (`tracksOfEarlier`), and goes with that. */
const isShared = (table: string): boolean => shared.has(table) || table === "tracks";
/** The artist or recording of which a row tells something: a name, an identifier, a link, a genre, lyrics. */
export function toldOf({ name }: LedgerTable, row: StoredValues): string | undefined {
  if (row["item_type"] === "artist") return `artists ${Number(row["item_id"])}`;
  if (row["item_type"] === "track") return `tracks ${Number(row["item_id"])}`;
  if (name === "lyrics") return `tracks ${Number(row["track_id"])}`;
  return name === "artist_aliases" ? `artists ${Number(row["artist_id"])}` : undefined;
}

/** What of the shared a row needs, or tells of: `artists 3`. */
function sharedBy(table: LedgerTable, row: StoredValues): string[] {
  const parents = table.parents
    .filter((parent) => isShared(parent.table) && row[parent.column] != null)
    .map((parent) => `${parent.table} ${row[parent.column]}`);
  return [...parents, toldOf(table, row) ?? []].flat();
}

const selectGone = statement<[table: string, firstId: number, lastId: number], { old: string }>(
  `SELECT old FROM ledger_changes WHERE table_name = ? AND first_id BETWEEN ? AND ? AND kind <> 'created' AND kind = 'removed'`,
);

/** Rows that a run had made, and that somebody took out before it was undone, as they were then. */
export function goneBefore(db: Db, changes: readonly KeptChange[]): Pick<Noted, "table" | "old">[] {
  return changes.flatMap(({ kind, table, firstId, lastId, old }) => {
    if (kind === "removed") return [{ table, old }];
    if (kind !== "created" || firstId === null) return [];
    const gone = selectGone(db).all(table, firstId, lastId!);
    return gone.map((row) => ({ table, old: JSON.parse(row.old) as StoredValues }));
  });
}

/**
 * Reference counting. Of the shared parents of rows that went, or point elsewhere now (`noted`), those go that nobody needs any more and
 * whose maker was undone, or is the run that is (`undoing`; undefined where only one item is taken back).
 */
export function removeNeedless(
  db: Db,
  noted: readonly Pick<Noted, "table" | "old">[],
  undoing: number | undefined,
): void {
  const looked = new Set(
    noted.flatMap(({ table, old }) => (old ? sharedBy(ledgerTables.get(table)!, old) : [])),
  );
  /** What an undo undid stands again with this one. */
  const isTakenBack = ({ rootId, undoneBy }: LifeStep): boolean =>
    rootId === undoing || (undoneBy !== null && undoneBy !== undoing);
  const remove = (table: LedgerTable, row: StoredValues): void => {
    table.remove(db, row);
    for (const name of sharedBy(table, row)) {
      looked.delete(name);
      looked.add(name); // at the end: one that was looked at may be needless now
    }
  };
  for (const each of looked) {
    const [name = "", id = ""] = each.split(" ");
    const table = ledgerTables.get(name)!;
    const row = table.get(db, { id: Number(id) });
    const maker = makerOf(db, name, Number(id));
    if (!row || !maker || !isTakenBack(maker)) continue;
    const isNeed = (child: HangingRow): boolean => {
      if (isMemory(child.table.name)) return false;
      if (toldOf(child.table, child.row) !== each) return true;
      const teller = child.id === null ? undefined : makerOf(db, child.table.name, child.id);
      return teller !== undefined && !isTakenBack(teller);
    };
    const isSaidOf = row["lyrics_override"] != null; // by a person, of a recording
    if (isSaidOf || someHanging(db, table, Number(id), isNeed)) continue;
    for (const child of listHanging(db, table, Number(id))) remove(child.table, child.row);
    remove(table, row);
  }
}
