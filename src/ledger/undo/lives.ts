import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { ledgerTables } from "../tables.ts";
import type { KeptChange } from "./tree.ts";

/**
 * Provenance. Whose a row is: who made it, who took it away, and what it was before. A row's own number names it for ever
 * (AUTOINCREMENT), so that the row that has it is the one which was made under it; what is known by other keys (a choice, lyrics) may have
 * gone and been made anew by somebody else.
 */

export interface LifeStep {
  changeId: number;
  /** The command that did it, or whose job did. */
  rootId: number;
  undoneBy: number | null;
}

/** A row by its id, or by its key where that is no number. */
type RowName = Pick<KeptChange, "table" | "firstId" | "key">;
type Named = { table: string; id: number | null; key: string | null };

const step =
  "changes.id AS changeId, root_id AS rootId, coalesce(changes.undone_by, entries.undone_by) AS undoneBy";
const joined =
  "FROM ledger_changes AS changes CROSS JOIN ledger_entries AS entries ON entries.id = entry_id WHERE table_name = @table";
const named = "first_id IS @id AND key IS @key";
const inForce = "entries.undone_by IS NULL AND changes.undone_by IS NULL";
/** The index of changes leaves out rows that are new, and asks to hear of it. */
const changed = "changes.kind <> 'created'";

const selectRange = statement<[{ table: string; id: number }], LifeStep & { lastId: number }>(
  // Ranges of one table never overlap: the nearest that begins before an id has it, or none has.
  `SELECT ${step}, last_id AS lastId ${joined} AND changes.kind = 'created' AND first_id <= @id ORDER BY first_id DESC LIMIT 1`,
);
const selectCreation = statement<[Named & { before: number }], LifeStep>(
  `SELECT ${step} ${joined} AND changes.kind = 'created' AND ${named} AND changes.id < @before ORDER BY changes.id DESC LIMIT 1`,
);
const selectAnother = statement<[Named & { after: number }], { one: 1 }>(
  `SELECT 1 AS one ${joined} AND changes.kind = 'created' AND ${named} AND changes.id > @after AND ${inForce} LIMIT 1`,
);
const selectReturn = statement<[Named & { before: number }], LifeStep>(
  `SELECT ${step} ${joined} AND ${changed} AND changes.kind = 'returned' AND ${named} AND changes.id < @before
   ORDER BY changes.id DESC LIMIT 1`,
);
const selectRemover = statement<[Named], LifeStep>(
  `SELECT ${step} ${joined} AND ${changed} AND changes.kind = 'removed' AND ${named} AND ${inForce}
   ORDER BY changes.id DESC LIMIT 1`,
);
const selectNextRemoval = statement<[Named & { after: number }], { old: string }>(
  `SELECT old FROM ledger_changes WHERE table_name = @table AND ${named} AND id > @after
   AND kind <> 'created' AND kind = 'removed' ORDER BY id LIMIT 1`,
);
const selectSets = statement<[Named & { column: string }], LifeStep & { to: unknown }>(
  `SELECT ${step}, new ->> @column AS "to" ${joined} AND ${changed} AND changes.kind = 'updated' AND ${named}
   AND new ->> @column IS NOT NULL ORDER BY changes.id DESC`,
);
const selectEarlier = statement<
  [Named & { after: number; before: number }],
  Pick<LifeStep, "rootId" | "undoneBy"> & { old: string; new: string }
>(
  `SELECT old, new, root_id AS rootId, coalesce(changes.undone_by, entries.undone_by) AS undoneBy ${joined} AND ${changed}
   AND changes.kind = 'updated' AND ${named} AND changes.id > @after AND changes.id < @before ORDER BY changes.id DESC`,
);

/** Whether an undo was done after a change; one that had nothing to change is told by when it began. */
const selectIsLater = statement<[{ undo: number; change: number }], { isLater: 0 | 1 }>(
  `SELECT coalesce((SELECT min(id) FROM ledger_changes WHERE entry_id = @undo) > id, @undo > entry_id) AS isLater
   FROM ledger_changes WHERE id = @change`,
);

const nameOf = ({ table, firstId, key }: RowName): Named => ({
  table,
  id: firstId,
  key: key && JSON.stringify(key),
});
const byId = (table: string, id: number): Named => ({ table, id, key: null });
const comesAgain = (table: string): boolean => ledgerTables.get(table)!.comesAgain;

/** Who made the row that has this id now; undefined for one from before what is remembered. */
export function makerOf(db: Db, table: string, id: number): LifeStep | undefined {
  if (comesAgain(table))
    return selectCreation(db).get({ ...byId(table, id), before: Number.MAX_SAFE_INTEGER });
  const range = selectRange(db).get({ table, id });
  return range && range.lastId >= id ? range : undefined;
}

/** Who made the row that a change is about. */
function creationOf(db: Db, change: KeptChange): LifeStep | undefined {
  if (!comesAgain(change.table)) return makerOf(db, change.table, change.firstId!);
  return selectCreation(db).get({ ...nameOf(change), before: change.id });
}

/** Whether what has the row's key now was made after this change, by a run that stands: another row. */
export const isAnothers = (db: Db, change: RowName & { id: number }): boolean =>
  comesAgain(change.table) && selectAnother(db).get({ ...nameOf(change), after: change.id }) !== undefined;

/** Who took a row away, if that stands. */
export const removerOf = (db: Db, table: string, id: number): LifeStep | undefined =>
  selectRemover(db).get(byId(table, id));

/** Who has set a column of a row, of those whose word stands, the newest first; an undo only puts it back. */
function settersOf(db: Db, row: Named, column: string): (LifeStep & { to: unknown })[] {
  const sets = selectSets(db).all({ ...row, column });
  const undos = new Set(sets.map(({ undoneBy }) => undoneBy));
  return sets.filter(({ undoneBy, rootId }) => undoneBy === null && !undos.has(rootId));
}

/** Who has made a row hang where it hangs: whoever moved it there, else its maker. */
export const hungBy = (
  db: Db,
  table: string,
  id: number,
  { column, to }: { column: string; to: number },
): LifeStep | undefined =>
  settersOf(db, byId(table, id), column).find((set) => set.to === to) ?? makerOf(db, table, id);

/** Who has set a column of a row since a change. */
export const setterSince = (db: Db, change: KeptChange, column: string): LifeStep | undefined =>
  settersOf(db, nameOf(change), column).find(({ changeId }) => changeId > change.id);

/** Of the run that is taken back now, or undone, and not by that run (an undo). */
const isGone = ({ rootId, undoneBy }: Pick<LifeStep, "rootId" | "undoneBy">, runId: number): boolean =>
  rootId === runId || (undoneBy !== null && undoneBy !== runId);

/**
 * Whether the row that a change took away would not be there without it, either: what had made it, or had brought it back, was undone
 * since. What was there in spite of such an undo (an artist that others need) had outlived it.
 */
export function isUnmade(db: Db, change: KeptChange): boolean {
  const made = creationOf(db, change);
  const returned = selectReturn(db).get({ ...nameOf(change), before: change.id });
  const isUndoneSince = (by: LifeStep | undefined): boolean =>
    by !== undefined && by.undoneBy !== null && isLater(db, by.undoneBy, change);
  return isUndoneSince(made) || (isUndoneSince(returned) && returned!.changeId > (made?.changeId ?? 0));
}

const isLater = (db: Db, undo: number, change: KeptChange): boolean =>
  selectIsLater(db).get({ undo, change: change.id })!.isLater === 1;

/**
 * What a row had before a change, column by column: what the change noted, or what was there before an earlier one of the same run (an undo
 * of several may have moved a row before it went), or before one that was undone since, and whose value could not go then because this
 * change had put its own in its place.
 */
export function formerValues(db: Db, change: KeptChange, runId: number): StoredValues {
  const values = { ...change.old };
  const settled = new Set<string>();
  const made = creationOf(db, change);
  const after = comesAgain(change.table) ? (made?.changeId ?? 0) : 0;
  for (const earlier of selectEarlier(db).all({ ...nameOf(change), after, before: change.id })) {
    // What a run did to its own row goes with that row alone.
    if (earlier.rootId === made?.rootId) break;
    const [old, now] = [JSON.parse(earlier.old), JSON.parse(earlier.new)] as [StoredValues, StoredValues];
    for (const column of Object.keys(now)) {
      if (!(column in values) || settled.has(column)) continue;
      if (isGone(earlier, runId) && now[column] === values[column]) values[column] = old[column]!;
      else settled.add(column);
    }
  }
  return values;
}

/** What a row was when it went next after a change, whether that stands or not. */
export function nextRemovalOf(db: Db, change: KeptChange): { old: StoredValues } | undefined {
  const removal = selectNextRemoval(db).get({ ...nameOf(change), after: change.id });
  return removal && { old: JSON.parse(removal.old) as StoredValues };
}
