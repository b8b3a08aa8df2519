import { ownWords } from "../../importers/album/finding/own-queries.ts";
import type { ImportContext } from "../../importers/context.ts";
import { firstTrouble, isWeak, type ImportResult } from "../../importers/flow/result.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { hasFound } from "../../library/memory/runs.ts";
import { wordsOfTyped, type TypedWords } from "../reading/entry.ts";
import { putQuestion, type ReviewQuestion } from "./questions.ts";

/** What a typed command asked for: words, or an album of the library, whatever words stood beside its id. */
export type TypedQuestion = { typed: TypedWords } | { itemId: number };

/**
 * Keeps the question that a typed command left. That about an album which was read from files is the same as the one of `complete`; an
 * album that is identified is none, whatever became of it since.
 */
export async function putTyped(
  { db, now, transact }: ImportContext,
  about: TypedQuestion,
  result: ImportResult,
): Promise<void> {
  const question = wordsOf({ db }, about);
  if (!question) return;
  const { candidates } = result;
  const why = firstTrouble(result) ?? "several albums of the library fit";
  const outcome = result.outcome === "not_found" ? "not_found" : isWeak(result) ? "weak" : "ambiguous";
  await transact(() => putQuestion(db, { ...question, origin: "typed", outcome, why, candidates }, now()));
}

function wordsOf(
  { db }: Pick<ImportContext, "db">,
  about: TypedQuestion,
): (Pick<ReviewQuestion, "words"> & { itemId?: number }) | undefined {
  if ("typed" in about) return { words: wordsOfTyped(about.typed) };
  const { itemId } = about;
  const album = getAlbum(db, itemId);
  if (!album || hasFound(db, { importer: "album", itemType: "album", itemId })) return undefined;
  return { words: ownWords(db, album).readings[0]!, itemId };
}
