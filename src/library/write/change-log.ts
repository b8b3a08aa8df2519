import type { SqlValue } from "../../db/columns.ts";
import type { Db } from "../../db/connection.ts";

/** Values by the names of their columns in SQL. */
export type StoredValues = Record<string, SqlValue>;

/** One row that was written. What was there before is told as it was stored, so that it can be put back. */
export type Change = { table: string } &
  /** `key`: of a table whose key is no number of its own. */
  (
    | { kind: "created"; rowid: number; key?: StoredValues }
    /** `old`: the values that the changed columns had; `new`: those that they have. */
    | { kind: "updated"; key: StoredValues; old: StoredValues; new: StoredValues }
    /** `old`: the whole row. */
    | { kind: "removed"; key: StoredValues; old: StoredValues }
  );

export type ChangeLog = (change: Change) => void;

const logs = new WeakMap<Db["$client"], ChangeLog>();

/**
 * Change data capture: from now on `log` hears of every row of the music that this connection writes, in order and
 * within the transaction that writes it. Undefined ends that.
 */
export function logChanges({ $client }: Db, log: ChangeLog | undefined): void {
  if (log) logs.set($client, log);
  else logs.delete($client);
}

/** Who listens at the moment. */
export function changeLogOf({ $client }: Db): ChangeLog | undefined {
  return logs.get($client);
}

/** The one place that every row passes which `table.ts` writes: so many, each with what became of it. */
export function noteChanges({ $client }: Db, rows: number, changeOf: (at: number) => Change): void {
  const log = logs.get($client);
  if (!log) return;
  for (let at = 0; at < rows; at++) log(changeOf(at));
}
