import type { ImportContext } from "../../importers/context.ts";
import { forgetChoice } from "../../importers/words.ts";
import { settleRowsOfQuestion } from "../rows.ts";
import { getQuestion, reopenQuestion, type ReviewQuestion } from "./questions.ts";

/**
 * Undo of a decision: the question is asked anew, about the item it was about before, its rows wait for it, and what was picked is
 * no choice any more. Albums that came stay.
 */
export async function putBack(
  { db, transact, now }: ImportContext,
  { id, itemId }: Pick<ReviewQuestion, "id" | "itemId">,
): Promise<void> {
  const question = getQuestion(db, id);
  if (!question) return;
  const { state, wordsKey, itemType, outcome, why } = question;
  await transact(() => {
    if (state === "picked") forgetChoice(db, itemType, { key: wordsKey, folded: wordsKey });
    reopenQuestion(db, { id, itemId }, now());
    settleRowsOfQuestion(db, id, { state: outcome, why }, now());
  });
}
