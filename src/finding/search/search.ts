import type { Db } from "../../db/connection.ts";
import { isDamage } from "../../db/faults.ts";
import { searchKinds, type SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import { exitCodes, UserError } from "../../errors.ts";
import type { KindName } from "../field.ts";
import { defaultColumns, findIds, linesReader, type Line } from "../find.ts";
import { kinds } from "../kinds/kinds.ts";
import { indexTables } from "./index-tables.ts";
import { refreshIndex, type Refreshing } from "./refresh.ts";
import { matchOf } from "./tokens.ts";

export type SearchedKind = Extract<KindName, "albums" | "artists" | "tracks">;
export type Found = Record<SearchedKind, Line[]>;

/** Weighing so many takes a few milliseconds. */
const manyHits = 2000;
/** A hit in the title counts more than one in the names. */
const weights = "10.0, 4.0";

const kindNameOf = { album: "albums", artist: "artists", track: "tracks" } as const satisfies Record<
  SearchKind,
  SearchedKind
>;

/**
 * Full-text search: albums, artists and tracks that have all the words, in any order, the best first (BM25). What was written since the
 * last search is read into the index first; a library that can't be written is read through instead.
 */
export async function searchLibrary(
  db: Db,
  words: string,
  limit: number,
  refreshing: Refreshing = {},
): Promise<Found> {
  const match = matchOf(words);
  if (match === undefined) return { albums: [], artists: [], tracks: [] };
  const mayWrite = db.$client.pragma("query_only", { simple: true }) === 0 && !db.$client.readonly;
  try {
    if (mayWrite) await refreshIndex(db, refreshing);
    return foundBy(db, words, limit, mayWrite ? match : undefined);
  } catch (error) {
    throw explainDamage(error);
  }
}

/** Without a match the library itself is read through. */
function foundBy(db: Db, words: string, limit: number, match: string | undefined): Found {
  const found: Found = { albums: [], artists: [], tracks: [] };
  for (const kind of searchKinds) {
    const name = kindNameOf[kind];
    const ids =
      match === undefined ? idsByReading(db, name, words, limit) : idsByIndex(db, kind, match, limit);
    found[name] = [...linesReader(db, kinds[name], defaultColumns(kinds[name]))(ids)];
  }
  return found;
}

/**
 * The best by BM25, which weighs every hit. Of very many hits (a word that is everywhere) only the first are weighed, by how short their
 * titles are, those that begin with the words before others: a search takes as long in a large library as in a small one.
 */
function idsByIndex(db: Db, kind: SearchKind, match: string, limit: number): number[] {
  const { table, items } = indexTables[kind];
  const isThere = prepareOnce<[string], number>(db, "SELECT 1 FROM sqlite_schema WHERE name = ?")
    .pluck()
    .get(table);
  if (isThere === undefined) return []; // nothing has been read into it yet: there is nothing
  const hits = prepareOnce<[string, number], number>(
    db,
    `SELECT rowid FROM ${table} WHERE ${table} MATCH ? LIMIT ?`,
  ).pluck();
  const most = Math.max(manyHits, limit);
  const first = hits.all(match, most + 1);
  if (first.length <= most) {
    const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rank MATCH 'bm25(${weights})' ORDER BY rank LIMIT ?`;
    return prepareOnce<[string, number], number>(db, sql).pluck().all(match, limit);
  }
  const beginning = hits.all(`title : ^ ${match}`, most);
  const weighed = [...new Set([...beginning, ...first])];
  const title = kind === "artist" ? "name" : "title";
  const shortest = `SELECT item.id FROM json_each(?) AS hit CROSS JOIN ${items} AS item ON item.id = hit.value
    ORDER BY hit.key >= ?, length(${title}), item.id LIMIT ?`;
  return prepareOnce<[string, number, number], number>(db, shortest)
    .pluck()
    .all(JSON.stringify(weighed), beginning.length, limit);
}

/** Damage there takes nothing from the library: all of it can be made anew. */
function explainDamage(error: unknown): unknown {
  if (!isDamage(error)) return error;
  return new UserError("the index that searches use is damaged", {
    hint: "importer search --rebuild; then importer doctor, for the library itself",
    exitCode: exitCodes.failed,
    cause: error,
  });
}

function idsByReading(db: Db, name: SearchedKind, words: string, limit: number): number[] {
  const each = words.split(/\s+/).filter((word) => word !== "");
  const group = each.map((text) => ({
    typed: text,
    isNegated: false,
    field: undefined,
    alternatives: [{ text, isWhole: false }],
  }));
  return [...findIds(db, kinds[name], { groups: [group], order: [] }, { limit })];
}
