import { exitCodes, mergeCommand, UserError } from "../../errors.ts";
import type { ImportContext } from "../../importers/context.ts";
import { openMerges } from "./merges.ts";
import { setQuestionState, type ReviewQuestion } from "./questions.ts";
import { settleWaiting } from "./waiting.ts";

const states = { keep: "kept", drop: "dropped", later: "later" } as const;

/**
 * Two items stay two (`keep`, `drop`), or are put off. Making one of them is `merge`: it says what moves, and takes back what it did.
 * @throws UserError with that command for a pick, and for two that are no question any more
 */
export async function decideMerge(
  context: Pick<ImportContext, "db" | "now" | "transact">,
  question: ReviewQuestion,
  kind: "pick" | keyof typeof states,
): Promise<{ albumId?: number }> {
  const { db, now } = context;
  const { id, itemType, wordsKey } = question;
  const merge = openMerges(db).get(wordsKey);
  if (!merge) {
    throw new UserError(`question ${id} was answered meanwhile: the two are one by now, or were told apart`, {
      hint: "importer review",
      exitCode: exitCodes.notFound,
    });
  }
  const { from, into } = merge;
  if (kind === "pick") {
    throw new UserError(
      `question ${id} is whether ${itemType} ${from} is ${itemType} ${into}: it is not answered by a pick`,
      {
        hint: `to make one of the two: ${mergeCommand(itemType, from, into)}; to leave them two: importer review keep ${id}`,
        exitCode: exitCodes.ambiguous,
      },
    );
  }
  await settleWaiting(context, id, () => {
    setQuestionState(db, id, { state: states[kind] }, now());
  });
  return itemType === "album" ? { albumId: from } : {};
}
