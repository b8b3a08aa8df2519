import type { Db } from "../../db/connection.ts";
import { searchKinds, searchTables, searchWordParts, type SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import { indexTables, type Indexed } from "./index-tables.ts";
import { indexedText } from "./tokens.ts";
import { knowsWords } from "./vocabulary.ts";

/** Words of a title that are looked for: the rest costs time and tells no more. */
const fewWords = 3;

/** What the index must have as it is now. SQL, over a kind's own table. */
export const keptOf = (
  kind: SearchKind,
): string => `id <= (SELECT up_to FROM search_marks WHERE kind = '${kind}')
  AND NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = '${kind}' AND search_stale.id = ${indexTables[kind].items}.id)`;

/**
 * Spot check, of a few look-ups however large the library is: of each kind the first and the last item are in the index and are found,
 * and so are their words by their letters. A part that a program emptied, or that was made anew beside the others, fails it.
 * @throws what SQLite says of a part that is damaged or not there
 */
export const findsEnds = (db: Db): boolean => searchKinds.every((kind) => findsEndsOf(db, kind));

/** Whether an item is found by a query of the index's own language. */
export function finderIn(db: Db, kind: SearchKind): (match: string, id: number) => boolean {
  const { table } = indexTables[kind];
  const find = prepareOnce<[string, number], number>(
    db,
    `SELECT 1 FROM ${table} WHERE ${table} MATCH ? AND rowid = ?`,
  );
  return (match, id) => find.get(match, id) !== undefined;
}

function findsEndsOf(db: Db, kind: SearchKind): boolean {
  const { table, items, select } = indexTables[kind];
  const end = (order: "ASC" | "DESC"): string =>
    `SELECT id FROM (SELECT id FROM ${items} WHERE ${keptOf(kind)} ORDER BY id ${order} LIMIT 1)`;
  const ends = `${select} WHERE item.id IN (${end("ASC")} UNION ALL ${end("DESC")})`;
  const holds = prepareOnce<[number], number>(db, `SELECT 1 FROM ${table}_docsize WHERE id = ?`);
  const isFoundBy = finderIn(db, kind);
  return prepareOnce<[], Indexed>(db, ends)
    .all()
    .every(({ id, title }) => {
      const words = indexedText(title).split(" ").slice(0, fewWords);
      const isFound = words.every((word) => word === "" || isFoundBy(`"${word}"`, id));
      return isFound && holds.get(id) !== undefined && knowsWords(db, words);
    });
}

/** Whether no program has taken one of the index's own tables out. */
export function areTablesThere(db: Db): boolean {
  const names = [...Object.values(searchTables), searchWordParts];
  const sql = "SELECT count(*) FROM sqlite_schema WHERE name IN (SELECT value FROM json_each(?))";
  return prepareOnce<[string], number>(db, sql).pluck().get(JSON.stringify(names)) === names.length;
}
