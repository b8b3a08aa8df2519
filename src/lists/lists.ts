import type { Db } from "../db/connection.ts";
import { rowsBy } from "../db/rows.ts";
import { lists, rowStates, type RowState } from "../db/schema/lists.ts";
import { statement } from "../db/statement.ts";

/** Every statement on lists as a whole. */

export type ListRecord = typeof lists.$inferSelect;

const byName = rowsBy(lists, ["name"]);
const byId = rowsBy(lists, ["id"]);
const insert = statement<[name: string, now: number]>("INSERT INTO lists (name, created_at) VALUES (?, ?)");
const selectAll = statement<[], ListRecord>(
  "SELECT id, name, reading, created_at AS createdAt, ran_at AS ranAt FROM lists ORDER BY id",
);
const finish = statement<[reading: number, id: number]>("UPDATE lists SET reading = ? WHERE id = ?");
const noteRun = statement<[now: number, id: number]>("UPDATE lists SET ran_at = ? WHERE id = ?");
const remove = statement<[id: number]>("DELETE FROM lists WHERE id = ?");
const count = statement<[listId: number, reading: number], { state: RowState; isLost: 0 | 1; rows: number }>(
  `SELECT state, state IN ('created', 'known') AND album_id IS NULL AS isLost, count(*) AS rows
   FROM list_rows WHERE list_id = ? AND reading = ? GROUP BY 1, 2`,
  { sorts: "the rows of one list, by a handful of states" },
);

/** How many rows of a list stand where; they add up to `rows`. */
export type ListCounts = Record<RowState, number> & { rows: number };

export const findListByName = (db: Db, name: string): ListRecord | undefined => byName.get(db, name);

export const getList = (db: Db, id: number): ListRecord | undefined => byId.get(db, id);

export const allLists = (db: Db): ListRecord[] => selectAll(db).all();

/** What the list of a thing at a service is called: the name that it was kept under before, whatever the thing is called by now. */
export const nameOfSame = (db: Db, name: string, mbid: string): string =>
  allLists(db).find((list) => list.name.endsWith(` (${mbid})`))?.name ?? `${name} (${mbid})`;

/** The list of this name, made if it is new. Within a transaction. */
export function ensureList(db: Db, name: string, now: number): ListRecord {
  const known = findListByName(db, name);
  if (known) return known;
  insert(db).run(name, now);
  return findListByName(db, name)!;
}

/** From now on the list is what the reading of this number brought. */
export function finishReading(db: Db, id: number, reading: number): void {
  finish(db).run(reading, id);
}

export function noteListRun(db: Db, id: number, now: number): void {
  noteRun(db).run(now, id);
}

/** Its rows go with it; what was imported stays. */
export function removeList(db: Db, id: number): void {
  remove(db).run(id);
}

/** Rows whose album is no longer there are open. A dry run's lists (in memory) know of no albums. */
export function countRows(db: Db, { id, reading }: Pick<ListRecord, "id" | "reading">): ListCounts {
  const counts = Object.fromEntries(rowStates.map((state) => [state, 0])) as Record<RowState, number>;
  let all = 0;
  for (const { state, isLost, rows } of count(db).all(id, reading)) {
    counts[isLost === 1 && !db.$client.memory ? "open" : state] += rows;
    all += rows;
  }
  return { ...counts, rows: all };
}
