import type { Db } from "../../db/connection.ts";
import { searchKinds, type SearchKind } from "../../db/schema/search.ts";
import { prepareOnce } from "../../db/statement.ts";
import { finderIn, findsEnds, keptOf } from "./ends.ts";
import { areTriggersThere, indexTables, isIndexFault, type Indexed } from "./index-tables.ts";
import { countLacking } from "./refresh.ts";
import { indexedText, matchOf } from "./tokens.ts";
import { knowsWords } from "./vocabulary.ts";

/** Items of each kind that are looked for by their own title. */
const sampleSize = 50;

export interface IndexState {
  isThere: boolean;
  /** What is wrong with it, in words. */
  wrong?: string;
  /** Items that the next search reads into it. */
  lacking: number;
}

/** Integrity check. Nothing is written: as many rows as there should be, and a sample of titles that must be found. */
export function checkIndex(db: Db): IndexState {
  const one = <Row>(sql: string): Row => prepareOnce<[], Row>(db, sql).pluck().get()!;
  const isThere = one<number>("SELECT count(*) FROM search_marks") > 0;
  if (!isThere) return { isThere, lacking: 0 };
  const lacking = countLacking(db);
  if (!areTriggersThere(db)) {
    return {
      isThere,
      lacking,
      wrong: "a program has taken triggers out of the library: changes are not noticed",
    };
  }
  try {
    const lost = searchKinds.find((kind) => !isWhole(db, kind));
    if (lost) return { isThere, lacking, wrong: `its index lacks ${lost}s that it should have` };
    return { isThere, lacking, ...(!findsEnds(db) && { wrong: "its index lacks what it should have" }) };
  } catch (error) {
    if (!isIndexFault(error)) throw error;
    return { isThere, lacking, wrong: "its index is damaged" };
  }
}

function isWhole(db: Db, kind: SearchKind): boolean {
  const { table, items, select } = indexTables[kind];
  const kept = keptOf(kind);
  const counts = `SELECT (SELECT count(*) FROM ${items} WHERE ${kept}) AS wanted,
    (SELECT count(*) FROM ${table}_docsize AS ${items} WHERE ${kept}) AS held`;
  const { wanted, held } = prepareOnce<[], { wanted: number; held: number }>(db, counts).get()!;
  if (wanted !== held) return false;
  const sample = `${select} WHERE item.id IN (SELECT id FROM ${items} WHERE ${kept} ORDER BY id DESC LIMIT ${sampleSize})`;
  const isFoundBy = finderIn(db, kind);
  return prepareOnce<[], Indexed>(db, sample)
    .all()
    .every(({ id, title }) => {
      const match = matchOf(title);
      const isFound = match === undefined || isFoundBy(match, id);
      return isFound && knowsWords(db, indexedText(title).split(" "));
    });
}
