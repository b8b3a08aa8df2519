import type { Change } from "../library/write/change-log.ts";

/**
 * What is remembered of asking, and is no music: who refused us, what a model or a shop answered. It is never taken back, nor in
 * anybody's way. Of the runs of providers only that they are new is noted: with an item that goes they go.
 */
const forgotten: ReadonlySet<string> = new Set(["refusals", "ai_answers", "shop_answers"]);
const onlyNew: ReadonlySet<string> = new Set(["provider_runs"]);

/** Rows of lists and questions: they hang on no item, and nothing is undone for their sake. */
const beside: ReadonlySet<string> = new Set(["list_rows", "review_questions"]);

export const isBeside = (table: string): boolean => beside.has(table);
export const isMemory = (table: string): boolean => forgotten.has(table) || onlyNew.has(table);

/** Whether the ledger notes such a change. */
export function isNoted(table: string, kind: Change["kind"]): boolean {
  return !forgotten.has(table) && (kind === "created" || !onlyNew.has(table));
}

/** The name under which a restore is noted: one change of all there is, that no undo takes back. */
export const wholeLibrary = "library";

/** Whether a row of it is one that a person is told of: what an item is not is no row of the music. */
export const isCounted = (table: string): boolean =>
  !isMemory(table) && !isBeside(table) && table !== "kept_apart" && table !== wholeLibrary;
