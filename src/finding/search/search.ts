import type { Db } from "../../db/connection.ts";
import { searchKinds, type SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import type { KindName } from "../field.ts";
import { defaultColumns, findIds, linesReader, type Line } from "../find.ts";
import { kinds } from "../kinds/kinds.ts";
import { indexTables } from "./index-tables.ts";
import { refreshIndex } from "./refresh.ts";
import { matchOf } from "./tokens.ts";

export type SearchedKind = Extract<KindName, "albums" | "artists" | "tracks">;
export type Found = Record<SearchedKind, Line[]>;

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
export async function searchLibrary(db: Db, words: string, limit: number): Promise<Found> {
  const found: Found = { albums: [], artists: [], tracks: [] };
  const match = matchOf(words);
  if (match === undefined) return found;
  const mayWrite = db.$client.pragma("query_only", { simple: true }) === 0 && !db.$client.readonly;
  if (mayWrite) await refreshIndex(db);
  for (const kind of searchKinds) {
    const name = kindNameOf[kind];
    const ids = mayWrite ? idsByIndex(db, kind, match, limit) : idsByReading(db, name, words, limit);
    found[name] = [...linesReader(db, kinds[name], defaultColumns(kinds[name]))(ids)];
  }
  return found;
}

function idsByIndex(db: Db, kind: SearchKind, match: string, limit: number): number[] {
  const { table } = indexTables[kind];
  const isThere = prepareOnce<[string], number>(db, "SELECT 1 FROM sqlite_schema WHERE name = ?")
    .pluck()
    .get(table);
  if (isThere === undefined) return []; // nothing has been read into it yet: there is nothing
  const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rank MATCH 'bm25(${weights})' ORDER BY rank LIMIT ?`;
  return prepareOnce<[string, number], number>(db, sql).pluck().all(match, limit);
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
