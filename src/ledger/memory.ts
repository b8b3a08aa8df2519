import type { Change } from "../library/write/change-log.ts";

/**
 * What is remembered of asking, and is no music: who refused us, what a model or a shop answered. It is never taken back, nor in
 * anybody's way. Of the runs of providers only that they are new is noted: with an item that goes they go.
 */
const forgotten: ReadonlySet<string> = new Set(["refusals", "ai_answers", "shop_answers"]);
const onlyNew: ReadonlySet<string> = new Set(["provider_runs"]);

export const isMemory = (table: string): boolean => forgotten.has(table) || onlyNew.has(table);

/** Whether the ledger notes such a change. */
export function isNoted(table: string, kind: Change["kind"]): boolean {
  return !forgotten.has(table) && (kind === "created" || !onlyNew.has(table));
}

/** Whether a row of it is one that a person is told of: what an item is not is no row of the music. */
export const isCounted = (table: string): boolean => !isMemory(table) && table !== "kept_apart";
