import type { Db } from "../db/connection.ts";
import { prepareOnce } from "../db/statement.ts";
import { getField, namesBetweenCommas, type ItemField, type Kind } from "./field.ts";
import { inOrder, lookUpAtOnce } from "./look-up.ts";
import type { Compiled, Params } from "./query/compile.ts";
import { teachFolding } from "./query/fold-text.ts";
import type { ItemQuery } from "./query/parse-query.ts";

/** A field of a row, under the name that it was asked by. */
export interface ShownField {
  name: string;
  field: ItemField;
}

export type ItemLine = Record<string, unknown>;

export interface PageOfItems {
  /** -1 for all. */
  limit?: number;
  offset?: number;
}

/** Rows whose columns are read at once: memory stays flat however many there are. */
const chunkSize = 500;
/** Ids of one page, at the most. */
const mostIds = 20_000;

/** Rows of the items that fit, in order, read while they are taken: what is written meanwhile may be seen, or not. */
export function* findLines(
  db: Db,
  kind: Kind,
  query: ItemQuery,
  columns: readonly ShownField[] = defaultColumns(kind),
  page: PageOfItems = {},
): Generator<ItemLine> {
  const read = linesReader(db, kind, columns);
  let chunk: number[] = [];
  for (const id of findIds(db, kind, query, page)) {
    if (chunk.push(id) < chunkSize) continue;
    yield* read(chunk);
    chunk = [];
  }
  if (chunk.length > 0) yield* read(chunk);
}

/**
 * Ids of the items that fit, in order. Nothing is held open while they are taken, however long that lasts (a pager): no log grows. In the
 * order of ids they are read page by page (keyset pagination), in any other all at once.
 */
export function findIds(
  db: Db,
  kind: Kind,
  query: ItemQuery,
  { limit = -1, offset = 0 }: PageOfItems = {},
): Iterable<number> {
  teachFolding(db);
  if (limit < 0 && query.order.length > 0) db.$client.pragma("temp_store = FILE"); // the whole library, sorted
  const { compiled, few, page } = lookUpAtOnce(db, kind, query, { limit, offset });
  if (page) return page;
  const { table } = kind;
  if (!few && limit < 0 && compiled.order === `${table}.id`) return idsByKey(db, kind, compiled, offset);
  const params: Params = { ...compiled.params, limit, offset };
  const among = few ? `${table}.id IN (SELECT value FROM json_each(@few)) AND ` : "";
  const sql = `SELECT ${table}.id FROM ${few ? table : inOrder(kind, compiled, limit)} WHERE ${among}(${compiled.condition})
    ORDER BY ${compiled.order} LIMIT @limit OFFSET @offset`;
  if (few) params["few"] = JSON.stringify(few);
  return prepareOnce<[Params], number>(db, sql).pluck().all(params);
}

/** Pages that begin small: the first rows come at once. */
function* idsByKey(
  db: Db,
  { table }: Kind,
  { condition, params }: Compiled,
  before: number,
): Generator<number> {
  const sql = `SELECT ${table}.id FROM ${table} WHERE ${table}.id > @after AND (${condition})
    ORDER BY ${table}.id LIMIT @limit OFFSET @offset`;
  const page = prepareOnce<[Params], number>(db, sql).pluck();
  let [after, offset, limit] = [-Infinity as number, before, chunkSize];
  for (;;) {
    const ids = page.all({ ...params, after, offset, limit });
    yield* ids;
    if (ids.length < limit) return;
    after = ids.at(-1)!;
    offset = 0;
    limit = Math.min(limit * 2, mostIds);
  }
}

/** Reads lines by the ids of their items, in that order. */
export function linesReader(
  db: Db,
  kind: Kind,
  columns: readonly ShownField[],
): (ids: number[]) => Iterable<ItemLine> {
  const list = columns.map(({ field }, at) => `${field.value} AS c${at}`).join(", ");
  const sql = `SELECT ${list} FROM json_each(?) AS page CROSS JOIN ${kind.table} ON ${kind.table}.id = page.value ORDER BY page.key`;
  const statement = prepareOnce<[string], unknown[]>(db, sql).raw();
  return function* (ids) {
    for (const values of statement.all(JSON.stringify(ids))) {
      yield Object.fromEntries(columns.map(({ name, field }, at) => [name, shownValue(field, values[at])]));
    }
  };
}

function shownValue({ type }: ItemField, value: unknown): unknown {
  if (value === null) return null;
  switch (type) {
    case "list":
    case "credit":
      return JSON.parse(value as string) as unknown;
    case "time":
      return new Date(value as number).toISOString();
    default:
      return value;
  }
}

/** What a list shows unless told otherwise: the keys of `list --json`. */
export const defaultColumns = (kind: Kind): ShownField[] => kind.columns.map((name) => columnOf(kind, name));

/** `id,artist,title`. @throws UserError for a field that there is not, and for none */
export function parseColumns(kind: Kind, text: string): ShownField[] {
  return namesBetweenCommas(kind, "--columns", text).map((name) => columnOf(kind, name));
}

/** The name that was asked by, spelled as the field's. */
function columnOf(kind: Kind, asked: string): ShownField {
  const field = getField(kind, asked);
  return { name: field.names.find((name) => name.toLowerCase() === asked.toLowerCase())!, field };
}
