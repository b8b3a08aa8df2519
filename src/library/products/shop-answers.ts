import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { shopAnswers } from "../../db/schema/shops.ts";

export const shopAnswerOf = rowsBy(shopAnswers, ["key"]);

/** What a shop answered to this very question after `since` (ms UTC). Undefined: it has to be asked. */
export function findShopAnswer(db: Db, key: string, since: number): unknown {
  const row = shopAnswerOf.get(db, key);
  return row && row.answeredAt > since ? row.answer : undefined;
}
