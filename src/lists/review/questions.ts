import type { Db } from "../../db/connection.ts";
import { pagesById } from "../../db/pages.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { QuestionState, RowState } from "../../db/schema/lists.ts";
import { entryBehind } from "../../db/on-behalf.ts";
import { statement } from "../../db/statement.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { getArtist } from "../../library/items/artists.ts";
import { getRelease } from "../../library/items/releases.ts";
import { getTrack } from "../../library/items/tracks.ts";
import type { Candidate } from "../../importers/provider.ts";
import type { AskedRow } from "../ask-row.ts";
import type { RowWords } from "../reading/entry.ts";
import { isByBoth, keyOfBoth, questionKeyOf } from "./question-words.ts";

/** Every statement on the review queue. */

/** `merge`: two items that their source made one; all others are about words. */
export type QuestionOrigin = "typed" | "list" | "complete" | "job" | "merge";
export type QuestionOutcome = "ambiguous" | "weak" | "not_found";

/** What a question asks for; only a merge may be of releases or tracks. */
export type QuestionItem = ItemType;

/** What only a person can tell: which album these words mean, or which artist; or whether two items are one. */
export interface ReviewQuestion {
  id: number;
  itemType: QuestionItem;
  wordsKey: string;
  words: RowWords;
  /** The library's own item that has these words, of one that was read from files, or kept as it is. */
  itemId: number | null;
  origin: QuestionOrigin;
  outcome: QuestionOutcome;
  why: string;
  candidates: Candidate[];
  score: number;
  state: QuestionState;
  askedAt: number;
}

type Stored = Omit<ReviewQuestion, "words" | "candidates"> & { words: string; candidates: string };
type NewQuestion = Omit<Stored, "id" | "state"> & { again: 0 | 1 };

const columns = `id, item_type AS itemType, words_key AS wordsKey, words, item_id AS itemId, origin, outcome, why, candidates, score, state,
  asked_at AS askedAt`;
// `again`: one that had ended, and whose ending is true no more.
const upsert = statement<[NewQuestion], { id: number }>(
  `INSERT INTO review_questions (item_type, words_key, words, item_id, origin, outcome, why, candidates, score, asked_at)
   VALUES (@itemType, @wordsKey, @words, @itemId, @origin, @outcome, @why, @candidates, @score, @askedAt)
   ON CONFLICT (item_type, words_key) DO UPDATE SET outcome = excluded.outcome, why = excluded.why,
     candidates = excluded.candidates, score = excluded.score, item_id = excluded.item_id,
     asked_at = CASE WHEN state IN ('moot', 'kept') AND @again THEN excluded.asked_at ELSE asked_at END,
     decided_at = CASE WHEN @again THEN NULL ELSE decided_at END,
     decided_by = CASE WHEN @again THEN NULL ELSE decided_by END,
     state = CASE WHEN @again THEN 'open' ELSE state END
   RETURNING id`,
);
const selectByKey = statement<[itemType: QuestionItem, key: string], Stored>(
  `SELECT ${columns} FROM review_questions WHERE item_type = ? AND words_key = ?`,
);
const selectById = statement<[id: number], Stored>(`SELECT ${columns} FROM review_questions WHERE id = ?`);
const selectInState = statement<[state: QuestionState, after: number], Stored>(
  `SELECT ${columns} FROM review_questions WHERE state = ? AND id > ? ORDER BY id LIMIT 200`,
);
const setState = statement<
  [state: QuestionState, itemId: number | null, now: number, by: number | null, id: number]
>(
  "UPDATE review_questions SET state = ?, item_id = coalesce(?, item_id), decided_at = ?, decided_by = ? WHERE id = ?",
);
const selectDecider = statement<[id: number], { by: number | null }>(
  "SELECT decided_by AS by FROM review_questions WHERE id = ?",
);
const reopen = statement<[itemId: number | null, now: number, id: number]>(
  "UPDATE review_questions SET state = 'open', item_id = ?, asked_at = ?, decided_at = NULL, decided_by = NULL WHERE id = ?",
);
const updateCandidates = statement<[candidates: string, score: number, id: number]>(
  "UPDATE review_questions SET candidates = ?, score = ? WHERE id = ?",
);
const remove = statement<[id: number]>("DELETE FROM review_questions WHERE id = ?");

/** What a person said of words: that nothing of the kind is wanted, or that an item stays as it is (its id by now). */
export type StandingDecision = { state: "dropped" } | { state: "kept"; itemId: number };

/** The decision on a question as long as it holds. What was kept and is gone binds nobody: its words are a question again. */
export function standingDecision(db: Db, question: ReviewQuestion | undefined): StandingDecision | undefined {
  if (question?.state === "dropped") return { state: "dropped" };
  const itemId = question?.state === "kept" ? itemThere(db, question) : undefined;
  return itemId === undefined ? undefined : { state: "kept", itemId };
}

/** The item that a question names, or what it was merged into; undefined where it is about words, and for one that was removed. */
export function itemThere(
  db: Db,
  { itemType, itemId }: Pick<ReviewQuestion, "itemType" | "itemId">,
): number | undefined {
  if (itemId === null) return undefined;
  const id = currentId(db, itemType, itemId);
  return getItem[itemType](db, id)?.id;
}

const getItem: Record<ItemType, (db: Db, id: number) => { id: number } | undefined> = {
  album: getAlbum,
  artist: getArtist,
  release: getRelease,
  track: getTrack,
};

/** Puts a question: a new one, again one that is open, or anew one whose ending holds no more. Within a transaction. @returns its id. */
export function putQuestion(
  db: Db,
  question: Pick<ReviewQuestion, "words" | "origin" | "outcome" | "why" | "candidates"> & {
    itemId?: number;
    itemType?: QuestionItem;
    /** Of one that is not about its words. */
    wordsKey?: string;
  },
  now: number,
): number | undefined {
  const { words, candidates, itemId = null, itemType = "album", origin, outcome, why } = question;
  const wordsKey = question.wordsKey ?? questionKeyOf(words, itemType);
  if (wordsKey === undefined) return undefined;
  const stored = { words: JSON.stringify(words), ...storedCandidates(candidates) };
  const before = read(selectByKey(db).get(itemType, wordsKey));
  const hasEnded = before !== undefined && !isWaiting(before);
  const about = {
    itemId: itemId ?? (before && itemThere(db, before)) ?? null,
    again: hasEnded && !standingDecision(db, before) ? (1 as const) : (0 as const),
  };
  return upsert(db).get({ itemType, wordsKey, ...stored, ...about, origin, outcome, why, askedAt: now })?.id;
}

/** What only a person can tell. */
export const isQuestion = (state: RowState): state is QuestionOutcome =>
  state === "ambiguous" || state === "weak" || state === "not_found";

/** Puts what words that were asked left open; undefined where they left nothing open. Within a transaction. @returns its id. */
export function putAsked(
  db: Db,
  { state, why = "", candidates, areTwo }: AskedRow,
  about: Pick<ReviewQuestion, "words" | "origin"> & { itemId?: number },
  now: number,
): number | undefined {
  if (!isQuestion(state)) return undefined;
  const words = areTwo ? { ...about.words, areTwo } : about.words;
  return putQuestion(db, { ...about, words, outcome: state, why, candidates }, now);
}

/** A person has not settled it, nor has it ended by itself. */
export const isWaiting = ({ state }: Pick<ReviewQuestion, "state">): boolean =>
  state === "open" || state === "later";

/** The first twenty, and how sure the surest is. */
function storedCandidates(candidates: Candidate[]): Pick<Stored, "candidates" | "score"> {
  return {
    candidates: JSON.stringify(candidates.slice(0, 20)),
    score: Math.max(0, ...candidates.map(({ score }) => score)),
  };
}

export const findQuestion = (
  db: Db,
  key: string,
  itemType: QuestionItem = "album",
): ReviewQuestion | undefined => read(selectByKey(db).get(itemType, key));

/** What was asked of a row: of its words, and of them together with its identifier. */
export function questionsAbout(db: Db, words: RowWords): ReviewQuestion[] {
  const key = questionKeyOf(words);
  if (key === undefined) return [];
  const keys = [key, ...(isByBoth(words) ? [keyOfBoth(key, words)] : [])];
  return keys.flatMap((each) => findQuestion(db, each) ?? []);
}

export const getQuestion = (db: Db, id: number): ReviewQuestion | undefined => read(selectById(db).get(id));

/** Those that wait for a person, the ones put off last. */
export function* waitingQuestions(db: Db): Generator<ReviewQuestion> {
  for (const state of ["open", "later"] as const) {
    for (const page of pagesById((after) => selectInState(db).all(state, after)))
      for (const each of page) yield read(each)!;
  }
}

/** Whoever decides stands in `history` by their command, also where no music changes. Within a transaction. */
export function setQuestionState(
  db: Db,
  id: number,
  { state, itemId = null }: { state: QuestionState; itemId?: number | null | undefined },
  now: number,
): void {
  const by = state === "moot" ? null : (entryBehind(db) ?? null); // what ends by itself nobody has decided
  setState(db).run(state, itemId, now, by, id);
}

/** Whether the decision that stands is one of this very command. */
export const isDecidedByThisRun = (db: Db, id: number): boolean =>
  selectDecider(db).get(id)?.by === (entryBehind(db) ?? null);

/** Asks anew, as if nobody had decided: what came into the library before is no answer. */
export function reopenQuestion(
  db: Db,
  { id, itemId }: Pick<ReviewQuestion, "id" | "itemId">,
  now: number,
): void {
  reopen(db).run(itemId, now, id);
}

export function setCandidates(db: Db, id: number, candidates: Candidate[]): void {
  const stored = storedCandidates(candidates);
  updateCandidates(db).run(stored.candidates, stored.score, id);
}

export function removeQuestion(db: Db, id: number): void {
  remove(db).run(id);
}

function read(stored: Stored | undefined): ReviewQuestion | undefined {
  if (!stored) return undefined;
  return {
    ...stored,
    words: JSON.parse(stored.words) as RowWords,
    candidates: JSON.parse(stored.candidates) as Candidate[],
  };
}
