import type { Db } from "../db/connection.ts";
import { pagesById } from "../db/pages.ts";
import type { RowState } from "../db/schema/lists.ts";
import { statement } from "../db/statement.ts";
import { asOfWords } from "../importers/provider.ts";
import type { ListRecord } from "./lists.ts";
import type { RowWords } from "./reading/entry.ts";

/** Every statement on the rows of lists. */

export interface ListRow {
  id: number;
  number: number;
  line: number | null;
  raw: string;
  hash: string;
  /** JSON of what it says. */
  words: string;
  state: RowState;
  albumId: number | null;
  questionId: number | null;
  why: string | null;
  askedAt: number | null;
}

/** A row as a reading brings it. */
export interface NewRow {
  listId: number;
  number: number;
  line: number | null;
  raw: string;
  hash: string;
  words: string;
  state: "open" | "skipped";
  why: string | null;
  reading: number;
}

/** How a row ends; of all that say the same. */
export interface RowEnding {
  state: RowState;
  albumId?: number | undefined;
  questionId?: number | undefined;
  why?: string | undefined;
}

const columns = `id, number, line, raw, hash, words, state, album_id AS albumId, question_id AS questionId, why,
  asked_at AS askedAt`;

// The rows of a reading that has not come to its end count their occurrences downward from -1: no row of the list is touched by them.
const insertUnfinished = statement<[NewRow]>(
  `INSERT INTO list_rows (list_id, number, line, raw, hash, occurrence, words, state, why, reading)
   VALUES (@listId, @number, @line, @raw, @hash,
     coalesce((SELECT occurrence - 1 FROM list_rows WHERE list_id = @listId AND hash = @hash AND occurrence < 0
       ORDER BY occurrence LIMIT 1), -1),
     @words, @state, @why, @reading)`,
);
// The question of a row that had left may have ended with it: it is asked anew.
const takeUnfinished = statement<[listId: number]>(
  `INSERT INTO list_rows (list_id, number, line, raw, hash, occurrence, words, state, why, reading)
   SELECT list_id, number, line, raw, hash, -occurrence, words, state, why, reading FROM list_rows
   WHERE list_id = ? AND occurrence < 0 ORDER BY number
   ON CONFLICT (list_id, hash, occurrence) DO UPDATE
   SET number = excluded.number, line = excluded.line, raw = excluded.raw, reading = excluded.reading,
     state = CASE WHEN reading < excluded.reading - 1 AND state IN ('ambiguous', 'weak', 'not_found') AND question_id IS NULL
       THEN 'open' ELSE state END`,
);
const removeUnfinished = statement<[listId: number]>(
  "DELETE FROM list_rows WHERE list_id = ? AND occurrence < 0",
);
const selectOpen = statement<[listId: number, after: number, reading: number], ListRow>(
  `SELECT ${columns} FROM list_rows AS own WHERE list_id = ? AND state = 'open' AND id > ? AND reading = ?
     AND NOT EXISTS (SELECT 1 FROM list_rows AS before WHERE before.list_id = own.list_id AND before.hash = own.hash
       AND before.occurrence < own.occurrence AND +before.state = 'open' AND before.reading = own.reading)
   ORDER BY id LIMIT 500`,
);
const selectSame = statement<[listId: number, hash: string], ListRow>(
  `SELECT ${columns} FROM list_rows WHERE list_id = ? AND hash = ? AND state <> 'open' LIMIT 1`,
);
// A row that left the list is none of it: nobody asks for it, and nothing is told of it.
const isOfLastReading = "reading = (SELECT reading FROM lists WHERE lists.id = list_id)";
// The pluses: by what a row says. A list may have a million open rows. A row stays with the question that a person settled for it:
// undoing that asks about it anew.
const settle = statement<
  [
    state: RowState,
    albumId: number | null,
    why: string | null,
    now: number,
    questionId: number | null,
    number,
    string,
  ],
  ListRow
>(
  `UPDATE list_rows SET state = ?, album_id = ?, why = ?, asked_at = ?, question_id = coalesce(?,
     (SELECT settled.id FROM review_questions AS settled WHERE settled.id = question_id AND settled.state NOT IN ('open', 'later')))
   WHERE list_id = ? AND hash = ? AND +state = 'open' AND ${isOfLastReading} RETURNING ${columns}`,
);
const reopenFailed = statement<[listId: number]>(
  "UPDATE list_rows SET state = 'open' WHERE list_id = ? AND state IN ('unavailable', 'refused')",
);
const reopenLost = statement<[listId: number]>(
  `UPDATE list_rows SET state = 'open', why = NULL
   WHERE list_id = ? AND state IN ('created', 'known') AND album_id IS NULL`,
);
const reopenNotFound = statement<[{ listId: number; before: number; asOfAny: string; asOf: string | null }]>(
  `UPDATE list_rows SET state = 'open'
   WHERE list_id = @listId AND state = 'not_found'
     AND (asked_at <= @before OR instr(why, @asOfAny) > 0 AND (@asOf IS NULL OR instr(why, @asOf) = 0))`,
);
// Skipped since it was asked, not by its reading: `why` names what was removed, as the command that has it again does.
const reopenWanted = statement<[listId: number]>(
  `UPDATE list_rows SET state = 'open', why = NULL
   WHERE list_id = ? AND state = 'skipped' AND asked_at IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM review_questions AS dropped WHERE dropped.id = question_id AND dropped.state = 'dropped')
     AND NOT EXISTS (SELECT 1 FROM not_wanted WHERE item_type = 'album' AND instr(list_rows.why, value) > 0)`,
);
const selectAll = statement<[listId: number, reading: number], ListRow>(
  `SELECT ${columns} FROM list_rows WHERE list_id = ? AND reading = ? ORDER BY number`,
);
const settleQuestion = statement<
  [state: RowState, albumId: number | null, why: string | null, now: number, questionId: number]
>("UPDATE list_rows SET state = ?, album_id = ?, why = ?, asked_at = ? WHERE question_id = ?");
const selectOfQuestion = statement<[questionId: number], { listId: number; name: string; number: number }>(
  `SELECT list_id AS listId, name, number FROM list_rows CROSS JOIN lists ON lists.id = list_id
   WHERE question_id = ? AND list_rows.reading = lists.reading LIMIT 20`,
);

const selectOpenWords = statement<[listId: number, hash: string], { words: string }>(
  `SELECT words FROM list_rows WHERE list_id = ? AND hash = ? AND +state = 'open' AND ${isOfLastReading} LIMIT 1`,
);
const selectOfAlbum = statement<[albumId: number], { one: 1 }>(
  "SELECT 1 AS one FROM list_rows WHERE album_id = ? LIMIT 1",
);

/** What an open row says; undefined once it is settled, or has left the list. */
export function findOpenWords(db: Db, listId: number, hash: string): RowWords | undefined {
  const row = selectOpenWords(db).get(listId, hash);
  return row && (JSON.parse(row.words) as RowWords);
}

/** Whether a row of a list asked for this album. */
export const isOfRows = (db: Db, albumId: number): boolean => selectOfAlbum(db).get(albumId) !== undefined;

/** Keeps a row of a reading that goes on, apart from the rows of the list. */
export function saveRow(db: Db, row: NewRow): void {
  insertUnfinished(db).run(row);
}

/**
 * A reading came to its end: the row of the list that says the same for the so-many-th time has its place in this reading from now
 * on, with all that was decided; what nobody said before is new. Within a transaction.
 */
export function takeReadRows(db: Db, listId: number): void {
  takeUnfinished(db).run(listId);
  removeUnfinished(db).run(listId);
}

/** What a reading left that failed, or was killed. */
export function forgetReadRows(db: Db, listId: number): void {
  removeUnfinished(db).run(listId);
}

/** Open rows in order, 500 at a time, of those that say the same the first one; what is settled meanwhile is left out. */
export const openRows = (db: Db, { id: listId, reading }: ListRecord): Generator<ListRow[]> =>
  pagesById((after) => selectOpen(db).all(listId, after, reading));

/** A row that says the same and is settled. */
export const findSettled = (db: Db, listId: number, hash: string): ListRow | undefined =>
  selectSame(db).get(listId, hash);

/** Settles every open row of the list that says this. @returns them. */
export function settleRows(
  db: Db,
  { listId, hash }: { listId: number; hash: string },
  { state, albumId, questionId, why }: RowEnding,
  now: number,
): ListRow[] {
  return settle(db).all(state, albumId ?? null, why ?? null, now, questionId ?? null, listId, hash);
}

export interface Reopening {
  /** ms UTC: what was not found until then. */
  notFoundBefore: number;
  /** The day of the file that is asked now; undefined where a service is. What was not found as of another one is forgotten. */
  asOf: string | undefined;
}

/**
 * What could not be asked, what was refused, and what the library no longer has is open again; also what may be found by now, and what
 * was not wanted and is again: its removal was undone, or it was asked for by `--again`.
 */
export function reopenRows(db: Db, listId: number, { notFoundBefore, asOf }: Reopening): void {
  reopenFailed(db).run(listId);
  reopenLost(db).run(listId);
  reopenWanted(db).run(listId);
  reopenNotFound(db).run({
    listId,
    before: notFoundBefore,
    asOfAny: asOfWords(""),
    asOf: asOf === undefined ? null : asOfWords(asOf),
  });
}

/** In their order, one at a time. One whose album is no longer there is open, as `countRows` counts it. */
export function* eachRow(db: Db, { id, reading }: ListRecord): Generator<ListRow> {
  for (const row of selectAll(db).iterate(id, reading)) {
    const isLost = row.albumId === null && (row.state === "created" || row.state === "known");
    yield isLost && !db.$client.memory ? { ...row, state: "open" } : row;
  }
}

/** A question that was answered settles all rows that wait for it. */
export function settleRowsOfQuestion(db: Db, questionId: number, ending: RowEnding, now: number): void {
  const { state, albumId, why } = ending;
  settleQuestion(db).run(state, albumId ?? null, why ?? null, now, questionId);
}

/** Where a question comes from: at most twenty rows; none that left its list. */
export const rowsOfQuestion = (
  db: Db,
  questionId: number,
): { listId: number; name: string; number: number }[] => selectOfQuestion(db).all(questionId);
