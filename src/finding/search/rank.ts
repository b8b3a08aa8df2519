import type { Db } from "../../db/connection.ts";
import type { SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import type { PageOfItems } from "../find.ts";
import { indexTables } from "./index-tables.ts";
import { isBegun } from "./refresh.ts";
import { matchOf, wholeMatchesOf } from "./tokens.ts";

/** Weighing so many takes a few milliseconds: of one kind no more are, wherever the words stand. */
const manyHits = 1000;
/** A hit in the title counts more than one in the names; the whole title has a rank of its own. */
const weights = "10.0, 4.0, 0.0";

/** How good a hit is before anything is weighed: the words are the whole title, another whole name, or begin the title. */
type Tier = 0 | 1 | 2 | 3;

/**
 * Ids of the items that have all the words, the best first: those that are called just that, however common the words are; then by
 * BM25, which weighs every hit. Of very many hits (a word that is everywhere) only the first are weighed, by how short their titles are,
 * those that begin with the words before others, and the rest follows by id: each hit has one place, and a page of them takes as long
 * in a large library as in a small one.
 */
export function rankHits(
  db: Db,
  kind: SearchKind,
  words: string,
  { limit, offset }: Required<PageOfItems>,
): number[] {
  const match = matchOf(words);
  const { table } = indexTables[kind];
  if (match === undefined || !isBegun(db)) return []; // nothing has been read into it yet
  const hits = hitsOf(db, table);
  const tiers = new Map<number, Tier>();
  const put = (ids: number[], tier: Tier): void => {
    for (const id of ids) if (tiers.size < manyHits && !tiers.has(id)) tiers.set(id, tier);
  };
  for (const [at, whole] of wholeMatchesOf(words).entries()) put(hits(whole, manyHits), at === 0 ? 0 : 1);
  const first = hits(match, manyHits + 1);
  if (first.length <= manyHits) {
    const tierOf = (id: number): Tier => tiers.get(id) ?? 3;
    const ranked = byWeight(db, table, match).sort((one, other) => tierOf(one) - tierOf(other));
    return ranked.slice(offset, offset + limit);
  }
  put(hits(`title : ^ ${match}`, manyHits), 2);
  put(first, 3);
  const best = byShortness(db, kind, [...tiers]);
  const page = best.slice(offset, offset + limit);
  const left = { limit: limit - page.length, offset: Math.max(0, offset - best.length) };
  return left.limit === 0 ? page : [...page, ...theRest(db, table, match, best, left)];
}

function hitsOf(db: Db, table: string): (match: string, limit: number) => number[] {
  const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? LIMIT ?`;
  const find = prepareOnce<[string, number], number>(db, sql).pluck();
  return (match, limit) => find.all(match, limit);
}

function byWeight(db: Db, table: string, match: string): number[] {
  const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rank MATCH 'bm25(${weights})' ORDER BY rank, rowid`;
  return prepareOnce<[string], number>(db, sql).pluck().all(match);
}

function byShortness(db: Db, kind: SearchKind, tiers: [id: number, tier: Tier][]): number[] {
  const title = kind === "artist" ? "name" : "title";
  const sql = `SELECT item.id FROM json_each(?) AS hit CROSS JOIN ${indexTables[kind].items} AS item
    ON item.id = hit.value ->> 0 ORDER BY hit.value ->> 1, length(${title}), item.id`;
  return prepareOnce<[string], number>(db, sql).pluck().all(JSON.stringify(tiers));
}

function theRest(
  db: Db,
  table: string,
  match: string,
  best: number[],
  { limit, offset }: Required<PageOfItems>,
): number[] {
  const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid NOT IN (SELECT value FROM json_each(?))
    ORDER BY rowid LIMIT ? OFFSET ?`;
  const find = prepareOnce<[string, string, number, number], number>(db, sql).pluck();
  return find.all(match, JSON.stringify(best), limit, offset);
}
