import type { ImportContext } from "../../importers/context.ts";
import { forgetChoice } from "../../importers/words.ts";
import type { Db } from "../../db/connection.ts";
import { hasMbid } from "../../library/identity/identifiers.ts";
import { removeEmptyAlbum } from "../../library/write/items/remove-untold.ts";
import { removeUnusedArtist } from "../../library/write/items/unidentified.ts";
import { isOfRows, settleRowsOfQuestion } from "../rows.ts";
import { getQuestion, isDecidedByThisRun, reopenQuestion, type ReviewQuestion } from "./questions.ts";

/**
 * Undo of a decision of this run: the question is asked anew, about the item it was about before, its rows wait for it, and what was
 * picked is no choice any more. Albums that a pick brought stay.
 * @returns false for what somebody else decided meanwhile, which stands.
 */
export async function putBack(
  { db, transact, now }: ImportContext,
  { id, itemId }: Pick<ReviewQuestion, "id" | "itemId">,
): Promise<boolean> {
  return transact(() => {
    const question = getQuestion(db, id);
    if (!question || !isDecidedByThisRun(db, id)) return false;
    const { state, wordsKey, itemType, outcome, why } = question;
    if (state === "picked") forgetChoice(db, itemType, { key: wordsKey, folded: wordsKey });
    reopenQuestion(db, { id, itemId }, now());
    settleRowsOfQuestion(db, id, { state: outcome, why }, now());
    if (state === "kept" && question.itemId !== itemId) dropKept(db, question);
    return true;
  });
}

/** What a keep made of the words alone goes with it, unless something hangs on it by now. */
function dropKept(db: Db, { itemType, itemId }: ReviewQuestion): void {
  if (itemId === null) return;
  if (itemType === "album" && !isOfRows(db, itemId)) removeEmptyAlbum(db, itemId);
  if (itemType === "artist" && !hasMbid(db, "artist", "musicbrainz_artist", itemId))
    removeUnusedArtist(db, itemId);
}
