import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import type { Noted } from "../entries/buffer.ts";
import { isOfMusic } from "../own-notes.ts";

/** A change as the ledger keeps it. */
export interface KeptChange extends Noted {
  id: number;
}

/** The row of a change, of a range the first: `albums 3`, by its key where that is no number. */
export const rowName = ({ table, firstId, key }: Noted): string =>
  `${table} ${firstId ?? JSON.stringify(key)}`;

/** Whether the row was not there before the change: it was new, or came back. */
export const isMade = ({ kind }: Noted): boolean => kind === "created" || kind === "returned";

type Row = Omit<KeptChange, "key" | "old" | "new"> & Record<"key" | "old" | "new", string | null>;

const columns = `changes.id, changes.kind, table_name AS "table", first_id AS firstId,
  last_id AS lastId, key, old, new`;
const selectTree = statement<[rootId: number], Row>(
  `SELECT ${columns} FROM ledger_entries AS entries CROSS JOIN ledger_changes AS changes ON entry_id = entries.id
   WHERE root_id = ? AND changes.undone_by IS NULL AND ${isOfMusic}
   ORDER BY changes.id DESC`,
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
