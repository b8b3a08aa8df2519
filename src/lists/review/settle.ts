import type { Db } from "../../db/connection.ts";
import { findNamedArtists } from "../../importers/artist/import.ts";
import type { ImportContext } from "../../importers/context.ts";
import { getAlbum, type AlbumRow } from "../../library/items/albums.ts";
import { hasFound } from "../../library/memory/runs.ts";
import { findByIdentifier } from "../../library/identity/identifiers.ts";
import { findKnownAlbum } from "../ask-row.ts";
import { isOfRows, rowsOfQuestion, settleRowsOfQuestion } from "../rows.ts";
import type { RowWords } from "../reading/entry.ts";
import { identifierOf } from "../../refs.ts";
import { isMerge, onceMerged, openMerges } from "./merges.ts";
import { artistQueryIn } from "./question-words.ts";
import {
  getQuestion,
  isWaiting,
  removeQuestion,
  setQuestionState,
  waitingQuestions,
  type ReviewQuestion,
  itemThere,
} from "./questions.ts";

/** A question that has ended by itself, by the item that its words are by now; without one what it was about is gone. */
interface Moot {
  id: number;
  itemId: number | undefined;
}

/**
 * The questions that have ended by themselves: their words are decided by now, a candidate came into the library another way,
 * or the list or item that they were about is gone; two items that may be one are one, or were told apart. Nothing is written.
 */
export function findMoot(db: Db): Moot[] {
  const merges = openMerges(db);
  return [...waitingQuestions(db)].flatMap((question) => endedByItself(db, question, merges) ?? []);
}

function endedByItself(
  db: Db,
  question: ReviewQuestion,
  merges: ReadonlyMap<string, unknown>,
): Moot | undefined {
  const { id, words } = question;
  if (isMerge(question))
    return merges.has(question.wordsKey) ? undefined : { id, itemId: onceMerged(db, question) };
  const answer = answeringAlbum(db, question);
  if (answer) return { id, itemId: answer.id };
  if (isGone(db, question)) return { id, itemId: undefined };
  if (words.areTwo) return undefined; // one of the two in the library does not say which is meant
  const itemId =
    question.itemType === "artist"
      ? findKnownArtist(db, words)
      : (findKnownAlbum(db, words) ?? cameInOtherwise(db, question));
  return itemId === undefined ? undefined : { id, itemId };
}

/** Nobody need be asked any more: it was decided, or has ended by itself, since it was read. */
export function isAnswered(db: Db, id: number): boolean {
  const question = getQuestion(db, id);
  return !question || !isWaiting(question) || endedByItself(db, question, openMerges(db)) !== undefined;
}

/** Ends those questions, but for one that somebody decided meanwhile. */
export async function settleMoot(
  { db, transact, now }: Pick<ImportContext, "db" | "transact" | "now">,
  moot: Moot[],
): Promise<void> {
  if (moot.length === 0) return;
  await transact(() => {
    for (const { id, itemId } of moot) {
      const question = getQuestion(db, id);
      if (!question || !isWaiting(question)) continue;
      if (itemId === undefined) removeQuestion(db, id);
      else {
        setQuestionState(db, id, { state: "moot", itemId }, now());
        settleRowsOfQuestion(db, id, { state: "known", albumId: itemId }, now());
      }
    }
  });
}

/** The album that a question is about, once it is identified, however that came: by a binding, a merge, another question, or the source itself. */
export function answeringAlbum(db: Db, question: ReviewQuestion): AlbumRow | undefined {
  const itemId = question.itemType === "artist" ? undefined : itemThere(db, question);
  const isIdentified = itemId !== undefined && hasFound(db, { importer: "album", itemType: "album", itemId });
  return isIdentified ? getAlbum(db, itemId) : undefined;
}

/** What it was about is no longer there, and no row of a list waits for it. */
function isGone(db: Db, question: ReviewQuestion): boolean {
  const { id, itemType, origin, itemId } = question;
  if (itemType === "artist" || (itemId === null && origin !== "list")) return false;
  if (itemId !== null && itemThere(db, question) !== undefined) return false;
  return rowsOfQuestion(db, id).length === 0;
}

/** The artist that the name was decided to mean since, or whose MBID it is. */
function findKnownArtist(db: Db, words: RowWords): number | undefined {
  const query = artistQueryIn(words);
  return query && findNamedArtists({ db }, query)[0]?.id;
}

/** One candidate alone came since, and no row of a list asked for it by other words. */
function cameInOtherwise(db: Db, { candidates, askedAt }: ReviewQuestion): number | undefined {
  const came = candidates
    .filter(({ id }) => id === undefined)
    .flatMap(({ mbid, ref }) => {
      const group = { kind: "musicbrainz_release_group" as const, value: mbid };
      const { kind, value } = (ref && identifierOf(ref)) ?? group;
      return findByIdentifier(db, "album", kind, [value]);
    })
    .filter((id) => (getAlbum(db, id)?.createdAt ?? 0) > askedAt && !isOfRows(db, id));
  return came.length === 1 ? came[0] : undefined;
}
