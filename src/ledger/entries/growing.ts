import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { Noted } from "./buffer.ts";

/** The ranges of new rows that an entry noted last, a table: as long as nobody else writes, the next may go on where one ends. */
export interface Ends {
  entryId: number;
  version: number;
  ofTable: Map<string, { changeId: number; lastId: number }>;
}

const remembered = new WeakMap<Db["$client"], Ends>();
const readVersion = statement<[], { data_version: number }>("PRAGMA data_version");
// All that is remembered is asked for: the transaction in which it was noted may have been rolled back.
const grow = statement<[lastId: number, changeId: number, entryId: number, table: string, lastId: number]>(
  `UPDATE ledger_changes SET last_id = ?
   WHERE id = ? AND entry_id = ? AND kind = 'created' AND table_name = ? AND last_id = ?`,
);

/** Within a transaction: until its end nobody else can write. */
export function endsOf(db: Db, entryId: number): Ends {
  const version = readVersion(db).get()!.data_version;
  const known = remembered.get(db.$client);
  if (known?.entryId === entryId && known.version === version) return known;
  const fresh: Ends = { entryId, version, ofTable: new Map() };
  remembered.set(db.$client, fresh);
  return fresh;
}

/**
 * Run-length coding across transactions: a range that goes on where the entry's last one of its table ends makes that one longer,
 * instead of being a row of its own. Not where others wrote in between: what is remembered here may not be so any more. @returns whether it did.
 */
export function growRange(
  db: Db,
  { entryId, ofTable }: Ends,
  { kind, table, firstId, lastId }: Noted,
): boolean {
  const end = ofTable.get(table);
  ofTable.delete(table);
  if (kind !== "created" || !end || firstId !== end.lastId + 1) return false;
  const { changes } = grow(db).run(lastId!, end.changeId, entryId, table, end.lastId);
  if (changes === 1) ofTable.set(table, { changeId: end.changeId, lastId: lastId! });
  return changes === 1;
}

/** The range was noted as this change: it may grow. Not of rows that have another's key (lyrics): they may be made anew one by one. */
export function mayGrow({ ofTable }: Ends, changeId: number, { table, lastId, grows }: Noted): void {
  if (grows) ofTable.set(table, { changeId, lastId: lastId! });
}
