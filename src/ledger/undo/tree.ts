import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import type { Noted } from "../entries/buffer.ts";
import { rangeFinder, type IdRange } from "../ranges.ts";

/** A change as the ledger keeps it. */
export interface KeptChange extends Noted {
  id: number;
}

type Row = Omit<KeptChange, "key" | "old" | "new"> & Record<"key" | "old" | "new", string | null>;

const columns = `changes.id, changes.kind, table_name AS "table", first_id AS firstId,
  last_id AS lastId, key, old, new`;
const selectTree = statement<[rootId: number], Row>(
  `SELECT ${columns} FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND changes.undone_by IS NULL ORDER BY changes.id DESC`,
  { sorts: "the changes of one command and its jobs" },
);

/** What a command and its jobs changed, newest first, without what was taken back of it (`--only`). */
export const changesOfTree = (db: Db, rootId: number): KeptChange[] => selectTree(db).all(rootId).map(read);

const selectMade = statement<[{ rootId: number; table: string; id: number }], { id: number }>(
  `SELECT changes.id FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = @rootId AND table_name = @table AND changes.kind IN ('created','returned')
     AND first_id <= @id AND last_id >= @id LIMIT 1`,
);

/** Whether a command or its jobs made a row, or brought it back. */
export const madeIn = (db: Db, rootId: number, table: string, id: number): boolean =>
  selectMade(db).get({ rootId, table, id }) !== undefined;

const mostNamed = 5;

/** Which rows of these tables were changed: `releases 1 to 4`. A few of each table, the first ones; `changes` as `changesOfTree` gives them. */
export function namesOfChanged(changes: readonly KeptChange[], tables: readonly string[]): string[] {
  return tables.flatMap((name) => {
    const own = changes.filter(({ table }) => table === name).reverse();
    const ranges = own.map(({ firstId, lastId }) =>
      firstId === lastId ? `${firstId}` : `${firstId} to ${lastId}`,
    );
    const named = [...new Set(ranges)];
    if (named.length === 0) return [];
    return `${name} ${named.slice(0, mostNamed).join(", ")}${named.length > mostNamed ? " …" : ""}`;
  });
}

function read({ key, old, new: now, ...row }: Row): KeptChange {
  const [keyValues, oldValues, newValues] = [key, old, now].map(parse);
  return { ...row, key: keyValues!, old: oldValues!, new: newValues! };
}

const parse = (json: string | null): StoredValues | null =>
  json === null ? null : (JSON.parse(json) as StoredValues);

/** No run has this id. */
const nobody = 0;
const selectLastStep = statement<
  [table: string, id: number, after: number, exceptOf: number],
  { kind: string }
>(
  `SELECT changes.kind FROM ledger_changes AS changes CROSS JOIN ledger_entries AS entries ON entries.id = entry_id
   WHERE table_name = ? AND first_id = ? AND changes.kind <> 'created' AND changes.kind <> 'updated' AND changes.id > ?
     AND root_id <> ? AND entries.undone_by IS NULL AND changes.undone_by IS NULL
   ORDER BY changes.id DESC LIMIT 1`,
);

/** Whether the row that was made by this change went later: another that has its id now is not the same. */
export const wentLater = (db: Db, table: string, id: number, after: number): boolean =>
  selectLastStep(db).get(table, id, after, nobody)?.kind === "removed";

/** The same for the row that a change is about, in an undo of that run: what the run itself took away later is back by then. */
export const wentByOthers = (db: Db, { id, table, firstId }: KeptChange, runId: number): boolean =>
  firstId !== null && selectLastStep(db).get(table, firstId, id, runId)?.kind === "removed";

const selectLater = statement<[table: string, id: number, after: number], { id: number; old: string }>(
  `SELECT id, old FROM ledger_changes
   WHERE table_name = ? AND first_id = ? AND kind <> 'created' AND kind = 'updated' AND id > ? ORDER BY id`,
);
const setOld = statement<[old: string, id: number]>("UPDATE ledger_changes SET old = ? WHERE id = ?");

/**
 * A later change of the same field stands; what it would bring back when it is undone itself is now what was there before the
 * change that is undone here.
 */
export function handDown(
  db: Db,
  { id, table, firstId, new: now }: KeptChange,
  column: string,
  before: StoredValues[string],
): void {
  if (firstId === null) return;
  for (const later of selectLater(db).all(table, firstId, id)) {
    const old = JSON.parse(later.old) as StoredValues;
    if (!(column in old)) continue;
    if (old[column] === now?.[column]) setOld(db).run(JSON.stringify({ ...old, [column]: before }), later.id);
    return;
  }
}

export interface MadeRange extends IdRange {
  /** Of the change that made it. */
  changeId: number;
  entryId: number;
  rootId: number;
  undoneBy: number | null;
}

const selectRanges = (kinds: string) =>
  statement<[table: string], MadeRange>(
    // An id comes again when its row had gone: the newest, which comes last, is the one that counts.
    `SELECT changes.id AS changeId, entry_id AS entryId, first_id AS firstId, last_id AS lastId, root_id AS rootId,
       coalesce(changes.undone_by, entries.undone_by) AS undoneBy
     FROM ledger_changes AS changes JOIN ledger_entries AS entries ON entries.id = entry_id
     WHERE table_name = ? AND changes.kind IN (${kinds}) AND first_id IS NOT NULL ORDER BY changes.id`,
    { scans: "once a table in an undo that meets rows of others", sorts: "the same" },
  );
const rangesMade = selectRanges("'created'");
const rangesThere = selectRanges("'created', 'returned'");

const byTable = (
  db: Db,
  ranges: typeof rangesMade,
): ((table: string, id: number) => MadeRange | undefined) => {
  const finders = new Map<string, (id: number) => MadeRange | undefined>();
  return (table, id) => {
    let find = finders.get(table);
    if (!find) finders.set(table, (find = rangeFinder(ranges(db).all(table))));
    return find(id);
  };
};

/** Which command made a row; undefined for one from before what is remembered. */
export const createMakers = (db: Db): ((table: string, id: number) => MadeRange | undefined) =>
  byTable(db, rangesMade);

/** What made the row that a change took away: others may have had its id before, and since. */
export function createFormerMakers(db: Db): (change: KeptChange) => MadeRange | undefined {
  const made = new Map<string, MadeRange[]>();
  return ({ id, table, firstId: row }) => {
    if (row === null) return undefined;
    let ranges = made.get(table);
    if (!ranges) made.set(table, (ranges = rangesMade(db).all(table)));
    return ranges.findLast(
      ({ changeId, firstId, lastId }) => changeId < id && firstId <= row && row <= lastId,
    );
  };
}

const addMade = statement<[entryId: number, table: string, firstId: number, lastId: number]>(
  "INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id) VALUES (?, 'created', ?, ?, ?)",
);
const renumber = statement<[{ table: string; from: number; to: number; after: number; before: number }]>(
  `UPDATE ledger_changes SET first_id = @to, last_id = @to
   WHERE table_name = @table AND first_id = @from AND kind <> 'created' AND kind = 'updated' AND id > @after AND id < @before`,
);

/**
 * The row that a change took away is back under another id: it is still whose it was, so that it goes when its maker (undefined where
 * that is no longer remembered) is undone, and what others changed of it can be taken back as well.
 */
export function goesOnAs(
  db: Db,
  { id: before, table, firstId }: KeptChange,
  to: number,
  maker: MadeRange | undefined,
): void {
  if (maker) addMade(db).run(maker.entryId, table, to, to);
  renumber(db).run({ table, from: firstId!, to, after: maker?.changeId ?? 0, before });
}

/**
 * Whether the row that a change took away would not be there without it, either: what made it was undone, and not by the run (an undo)
 * that is taken back now.
 */
export function createUnmade(db: Db, runId: number): (change: KeptChange) => boolean {
  const find = byTable(db, rangesThere);
  return ({ id, table, firstId }) => {
    const made = firstId === null ? undefined : find(table, firstId);
    return made !== undefined && made.changeId < id && made.undoneBy !== null && made.undoneBy !== runId;
  };
}
