import type { Db } from "../../db/connection.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { getQuestion, isWaiting, type ReviewQuestion } from "./questions.ts";

/** @throws UserError for a question that is not there, or that is settled. */
export function waiting(question: ReviewQuestion | undefined, id: number): ReviewQuestion {
  if (question && isWaiting(question)) return question;
  throw notWaiting(question, id);
}

/**
 * Compare and set: what another process decided meanwhile stands; what ended by itself does not. Within the transaction that settles it.
 * @throws UserError
 */
export function stillUndecided(db: Db, id: number): ReviewQuestion {
  const question = getQuestion(db, id);
  if (question && (isWaiting(question) || question.state === "moot")) return question;
  throw notWaiting(question, id);
}

function notWaiting(question: ReviewQuestion | undefined, id: number): UserError {
  const why = question
    ? `question ${id} is settled already (${question.state})`
    : `there is no question ${id}`;
  return new UserError(why, { hint: "importer review", exitCode: exitCodes.notFound });
}
