import type { Db } from "../db/connection.ts";
import { prepareOnce } from "../db/statement.ts";
import type { Kind } from "./field.ts";
import { compileQuery, type Compiled, type Params } from "./query/compile.ts";
import type { ItemQuery } from "./query/parse-query.ts";
import { unlessDamaged } from "./search/index-tables.ts";
import { createSieve } from "./search/sieve.ts";

/** So few that reading them one by one beats any order. */
const fewIds = 2000;
/** So many items are read in their order, in a few milliseconds, before all candidates are. */
const firstItems = 2000;
/** Further candidates are not counted: of two conditions that have more, either will do. */
const manyIds = 100_000;

/** SQLite puts 500 selects together at the most, and a look-up may be several. */
const mostGroups = 100;

interface LookedUp {
  compiled: Compiled;
  /** The only items that may fit, where they are few. */
  few?: number[];
  /** The page itself, where it was found on the way. */
  page?: number[];
}

/** One page of ids; a limit of -1 is all. */
interface IdPage {
  limit: number;
  offset: number;
}

/**
 * Snapshot read. The words to look up are taken from the index before they are looked up: another program that brings the index up to
 * date in between would take the items along that were known as new. In one transaction, short and with nothing awaited, all is of one moment.
 */
export function lookUpAtOnce(db: Db, kind: Kind, query: ItemQuery, page: IdPage): LookedUp {
  const look = db.$client.transaction((): LookedUp => {
    const compiled = compileQuery(kind, query, createSieve(db));
    const few = lookUp(db, compiled);
    if (few) return { compiled, few };
    const isStreamed = page.limit < 0 && compiled.order === `${kind.table}.id`;
    const found = isStreamed ? undefined : pageOfMany(db, kind, compiled, page);
    return { compiled, ...(found && { page: found }) };
  });
  return look.deferred();
}

/**
 * The candidates of a query that has few, from the indexes of its most selective conditions. Undefined where there are many: then the
 * items are read in their order, and the page is full soon.
 */
function lookUp(db: Db, { lookUps, params }: Compiled): number[] | undefined {
  const found = new Set<number>();
  for (const group of lookUps ?? []) {
    const few = unlessDamaged(() => firstFew(db, group, params));
    for (const id of few ?? []) found.add(id);
    if (!few || found.size > fewIds) return undefined;
  }
  return lookUps && [...found];
}

function firstFew(db: Db, lookUps: readonly string[], params: Params): number[] | undefined {
  for (const select of lookUps) {
    const ids = prepareOnce<[Params], number>(db, `${select} LIMIT ${fewIds + 1}`)
      .pluck()
      .all(params);
    if (ids.length <= fewIds) return ids;
  }
  return undefined;
}

/**
 * SQL of the table whose first rows are read in order: by the index that has it. The planner, which does not know that few are wanted, would
 * rather sort all where the order goes on with another field; for all of them that is right.
 */
export const inOrder = ({ table }: Kind, { index }: Compiled, limit: number): string =>
  limit < 0 || !index ? table : `${table} INDEXED BY ${index}`;

/**
 * A page of a query with many candidates. In the order of an index the first items mostly fill it; where what fits lies together at the end
 * (what came last, by one year or genre), reading up to there would take a second in a million tracks, and in any other order all would be
 * read: all candidates are taken from the indexes of the conditions instead.
 */
function pageOfMany(db: Db, kind: Kind, compiled: Compiled, page: IdPage): number[] | undefined {
  const { table } = kind;
  const { condition, params, lookUps, order, index } = compiled;
  if (!lookUps || lookUps.length > mostGroups) return undefined;
  // Without an index of its own the planner looks up id by id, whatever order is asked for.
  const among = (ids: string): number[] => {
    const sql = `SELECT ${table}.id FROM ${table} NOT INDEXED WHERE ${table}.id IN (${ids}) AND (${condition})
      ORDER BY ${order} LIMIT @limit OFFSET @offset`;
    return prepareOnce<[Params], number>(db, sql)
      .pluck()
      .all({ ...params, ...page });
  };
  if (index !== undefined && page.limit >= 0) {
    const first = among(
      `SELECT ${table}.id FROM ${inOrder(kind, compiled, firstItems)} ORDER BY ${order} LIMIT ${firstItems}`,
    );
    if (first.length === page.limit) return first;
  }
  return unlessDamaged(() => among(lookUps.map((group) => fewestOf(db, group, params)).join(" UNION ALL ")));
}

/** The most selective of several look-ups. */
function fewestOf(db: Db, [only = "", ...others]: readonly string[], params: Params): string {
  if (others.length === 0) return only;
  const count = (select: string): number =>
    prepareOnce<[Params], number>(db, `SELECT count(*) FROM (${select} LIMIT ${manyIds})`)
      .pluck()
      .get(params)!;
  const counted = [only, ...others].map((select) => ({ select, count: count(select) }));
  return counted.reduce((one, other) => (other.count < one.count ? other : one)).select;
}
