import type { Db } from "../../../db/connection.ts";
import { answerOf } from "../../products/ai-answers.ts";
import { write } from "../tables.ts";

/** Keeps what a model answered to this very question. */
export function saveAiAnswer(db: Db, key: string, model: string, answer: unknown, now: number): void {
  const row = answerOf.get(db, key);
  const values = { model, answer, answeredAt: now };
  if (row) write.aiAnswers.set(db, row, values);
  else write.aiAnswers.insert(db, { key, ...values });
}
