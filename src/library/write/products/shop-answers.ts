import { rowsBy } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { shopAnswers } from "../../../db/schema/shops.ts";
import { shopAnswerOf } from "../../products/shop-answers.ts";
import { write } from "../tables.ts";

const ofAlbum = rowsBy(shopAnswers, ["albumId"]);

/** Keeps what a shop answered, until the job that asked has ended. Within a transaction. */
export function saveShopAnswer(
  db: Db,
  { key, albumId, answer }: { key: string; albumId: number; answer: unknown },
  now: number,
): void {
  const row = shopAnswerOf.get(db, key);
  const values = { answer, answeredAt: now };
  if (row) write.shopAnswers.set(db, row, values);
  else write.shopAnswers.insert(db, { key, albumId, ...values });
}

/** The job has ended: the next one asks anew. Within a transaction. */
export function forgetShopAnswers(db: Db, albumId: number): void {
  for (const row of ofAlbum.all(db, albumId)) write.shopAnswers.remove(db, row);
}
