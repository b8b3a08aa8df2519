import { exitCodes, UserError } from "../../errors.ts";
import type { ImportContext } from "../../importers/context.ts";
import { getQuestion, isWaiting, type ReviewQuestion } from "./questions.ts";

/** @throws UserError for a question that is not there, or that is settled. */
export function waiting(question: ReviewQuestion | undefined, id: number): ReviewQuestion {
  if (question && isWaiting(question)) return question;
  throw notWaiting(question, id);
}

/**
 * Compare and set: what another process decided meanwhile stands, and nothing is written; what ended by itself does not stand.
 * @throws UserError
 */
export function settleWaiting<T>(
  { db, transact }: Pick<ImportContext, "db" | "transact">,
  id: number,
  settle: (question: ReviewQuestion) => T,
): Promise<T> {
  return transact(() => {
    const question = getQuestion(db, id);
    if (!question || !(isWaiting(question) || question.state === "moot")) throw notWaiting(question, id);
    return settle(question);
  });
}

function notWaiting(question: ReviewQuestion | undefined, id: number): UserError {
  const why = question
    ? `question ${id} is settled already (${question.state})`
    : `there is no question ${id}`;
  return new UserError(why, { hint: "importer review", exitCode: exitCodes.notFound });
}
