import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { aiAnswers } from "../db/schema/shops.ts";

/** What a model answered to this very question. Undefined: it was never asked. */
export function findAiAnswer(db: Db, key: string): unknown {
  return db.select({ answer: aiAnswers.answer }).from(aiAnswers).where(eq(aiAnswers.key, key)).get()?.answer;
}

export function saveAiAnswer(db: Db, key: string, model: string, answer: unknown, now: number): void {
  const values = { key, model, answer, answeredAt: now };
  db.insert(aiAnswers).values(values).onConflictDoUpdate({ target: aiAnswers.key, set: values }).run();
}
