import type { ImportContext } from "../../importers/context.ts";
import { firstTrouble, isWeak, type ImportResult } from "../../importers/flow/result.ts";
import { wordsOfTyped, type TypedWords } from "../reading/entry.ts";
import { putQuestion } from "./questions.ts";

/** Keeps the question that a typed command left. */
export async function putTyped(
  { db, now, transact }: ImportContext,
  typed: TypedWords,
  result: ImportResult,
): Promise<void> {
  const { candidates } = result;
  const why = firstTrouble(result) ?? "several albums of the library fit";
  const words = wordsOfTyped(typed);
  const outcome = result.outcome === "not_found" ? "not_found" : isWeak(result) ? "weak" : "ambiguous";
  await transact(() => putQuestion(db, { words, origin: "typed", outcome, why, candidates }, now()));
}
