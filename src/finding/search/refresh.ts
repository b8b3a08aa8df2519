import { setImmediate as turn } from "node:timers/promises";
import type { Db } from "../../db/connection.ts";
import { searchKinds, type SearchKind } from "../../db/schema/search.ts";
import { dropSearchIndex } from "../../db/search-index.ts";
import { prepareOnce, statement } from "../../db/statement.ts";
import { transact } from "../../db/transact.ts";
import { areTablesThere, findsEnds } from "./ends.ts";
import { createIndexTables, indexTables, type Indexed } from "./index-tables.ts";
import { indexedText, indexedWhole } from "./tokens.ts";
import { putWords } from "./vocabulary.ts";

/** Items of one transaction: others write in between. */
const batchSize = 2000;

const mark = statement<[SearchKind], { upTo: number }>(
  "SELECT up_to AS upTo FROM search_marks WHERE kind = ?",
);
const setMark = statement<[SearchKind, number]>(
  "INSERT INTO search_marks VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET up_to = excluded.up_to",
);
const staleIds = statement<[SearchKind, number], { id: number }>(
  "SELECT id FROM search_stale WHERE kind = ? LIMIT ?",
);
const forgetStale = statement<[SearchKind, string]>(
  "DELETE FROM search_stale WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
);

/** How much of a kind the index lacks. */
export interface Lack {
  kind: SearchKind;
  /** Never read into it. */
  fresh: number;
  /** Changed, back or gone since. */
  stale: number;
}

export function lackOfIndex(db: Db): Lack[] {
  return searchKinds.map((kind) => {
    const { items } = indexTables[kind];
    const sql = `SELECT (SELECT count(*) FROM ${items} WHERE id > ?) AS fresh,
      (SELECT count(*) FROM search_stale WHERE kind = ?) AS stale`;
    const upTo = mark(db).get(kind)?.upTo ?? 0;
    return { kind, ...prepareOnce<[number, SearchKind], Omit<Lack, "kind">>(db, sql).get(upTo, kind)! };
  });
}

/** Items that are not, or not as they are now, in the index. */
export const countLacking = (db: Db): number =>
  lackOfIndex(db).reduce((sum, { fresh, stale }) => sum + fresh + stale, 0);

/** Of all kinds: as many as an index made anew reads. */
export const countTitles = (db: Db): number =>
  searchKinds.reduce((sum, kind) => {
    const sql = `SELECT count(*) FROM ${indexTables[kind].items}`;
    return sum + prepareOnce<[], number>(db, sql).pluck().get()!;
  }, 0);

export interface Refreshing {
  signal?: AbortSignal | undefined;
  /** Called after each batch with the number of titles read so far. */
  progress?: (titles: number) => void;
}

/**
 * Incremental indexing: brings the index up to the library, batch by batch; each is whole. Nothing to do costs a look. One of which
 * a program emptied a part, or took it out, is made anew: the part alone would come back empty.
 * @throws the signal's reason; what is read by then stays read. What SQLite says of a damaged index.
 */
export async function refreshIndex(db: Db, { signal, progress }: Refreshing = {}): Promise<void> {
  if (countLacking(db) === 0 && (!isBegun(db) || findsEnds(db))) return;
  await transact(db, () => {
    // What stands there where nothing is begun is of another form.
    if (!isBegun(db) || !areTablesThere(db) || !findsEnds(db)) dropSearchIndex(db.$client);
    createIndexTables(db);
  });
  let titles = 0;
  const readAll = async (read: () => number): Promise<void> => {
    for (let count = batchSize; count === batchSize;) {
      count = await transact(db, read);
      progress?.((titles += count));
      await turn(); // a bar is drawn, and a Ctrl-C heard
      signal?.throwIfAborted();
    }
  };
  for (const kind of searchKinds) {
    await readAll(() => readStale(db, kind));
    await readAll(() => readFresh(db, kind));
  }
}

/** Whether anything was read into the index since it was made. */
export const isBegun = (db: Db): boolean => searchKinds.some((kind) => mark(db).get(kind) !== undefined);

/** Makes the index anew, whatever is wrong with it. */
export async function rebuildIndex(db: Db, refreshing: Refreshing = {}): Promise<void> {
  await transact(db, () => {
    dropSearchIndex(db.$client);
    createIndexTables(db);
    for (const kind of searchKinds) setMark(db).run(kind, 0);
  });
  await refreshIndex(db, refreshing);
}

function readStale(db: Db, kind: SearchKind): number {
  const ids = staleIds(db)
    .all(kind, batchSize)
    .map(({ id }) => id);
  if (ids.length === 0) return 0;
  const { table, select } = indexTables[kind];
  const json = JSON.stringify(ids);
  prepareOnce<[string], never>(
    db,
    `DELETE FROM ${table} WHERE rowid IN (SELECT value FROM json_each(?))`,
  ).run(json);
  const upTo = mark(db).get(kind)?.upTo ?? 0;
  const still = `${select} WHERE item.id IN (SELECT value FROM json_each(?)) AND item.id <= ?`;
  write(db, table, prepareOnce<[string, number], Indexed>(db, still).all(json, upTo));
  forgetStale(db).run(kind, json);
  return ids.length;
}

function readFresh(db: Db, kind: SearchKind): number {
  const { table, select } = indexTables[kind];
  const upTo = mark(db).get(kind)?.upTo ?? 0;
  const next = `${select} WHERE item.id > ? ORDER BY item.id LIMIT ?`;
  const rows = prepareOnce<[number, number], Indexed>(db, next).all(upTo, batchSize);
  write(db, table, rows);
  setMark(db).run(kind, rows.at(-1)?.id ?? upTo);
  return rows.length;
}

function write(db: Db, table: string, rows: Indexed[]): void {
  const insert = prepareOnce<[number, string, string, string], never>(
    db,
    `INSERT INTO ${table} (rowid, title, names, whole) VALUES (?, ?, ?, ?)`,
  );
  const words = new Set<string>();
  for (const { id, title, names, others } of rows) {
    const more = others === null ? [] : (JSON.parse(others) as string[]);
    const texts = [indexedText(title), indexedText(names, ...more)] as const;
    insert.run(id, ...texts, indexedWhole(title, more));
    for (const text of texts) for (const word of text.split(" ")) words.add(word);
  }
  putWords(db, words);
}
