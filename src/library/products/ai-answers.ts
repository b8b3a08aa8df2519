import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { aiAnswers } from "../../db/schema/shops.ts";

export const answerOf = rowsBy(aiAnswers, ["key"]);

/** Cache. What a model answered to this very question. Undefined: it was never asked. */
export function findAiAnswer(db: Db, key: string): unknown {
  return answerOf.get(db, key)?.answer;
}
