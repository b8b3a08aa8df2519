import type { QueuedJob } from "../jobs/queue.ts";
import type { Candidate } from "./provider.ts";

export type ImportOutcome =
  "created" | "updated" | "existing" | "not_found" | "ambiguous" | "unavailable" | "rejected" | "failed";

/** `queued`: an asynchronous provider answered with a job. `skipped`: it had nothing to go by. */
export type ProviderOutcome =
  "found" | "queued" | "skipped" | "absent" | "ambiguous" | "weak" | "unavailable" | "rejected" | "failed";

export interface ProviderReport {
  name: string;
  outcome: ProviderOutcome;
  /** What it gave: `title`, `artists`, `genres`, `identifiers` … */
  dataPopulated: string[];
  errors: string[];
  /** What to do about a refusal. */
  hint?: string;
  evidence?: unknown;
  /** What was thrown, for a job that has to be tried again. */
  fault?: unknown;
}

/** How an import ended. `itemId` is there for `created`, `updated`, `existing`, and whenever the item was known. */
export interface ImportResult<Contribution = unknown> {
  outcome: ImportOutcome;
  itemId: number | undefined;
  providers: ProviderReport[];
  jobs: QueuedJob[];
  /** Of an ambiguous or weak match, best first. */
  candidates: Candidate[];
  /** How many items were new, changed, and as before. */
  saved: { created: number; updated: number; unchanged: number };
  /** Of a dry run: what would have been saved. */
  preview: Contribution[];
}

/**
 * Success if any provider succeeded; else the ending that a person can do most about. A job that was queued is no answer
 * yet: it makes no success of an import whose other sources could not be asked.
 */
export function outcomeOf(
  reports: ProviderReport[],
  saved: ImportResult["saved"],
  wasKnown: boolean,
): ImportOutcome {
  const outcomes = new Set(reports.map((report) => report.outcome));
  if (outcomes.has("found")) return saved.created > 0 && !wasKnown ? "created" : "updated";
  if (outcomes.has("ambiguous") || outcomes.has("weak")) return "ambiguous";
  if (outcomes.has("rejected")) return "rejected";
  if (outcomes.has("unavailable")) return "unavailable";
  if (outcomes.has("failed")) return "failed";
  if (outcomes.has("queued") && !outcomes.has("absent")) return "updated";
  // Nobody was asked: that is no "not found".
  return outcomes.has("absent") || !outcomes.has("skipped") ? "not_found" : "failed";
}

/** An import that ended in the library, before any provider was asked. */
export function ending(outcome: "existing" | "ambiguous", itemId?: number): ImportResult<never> {
  const saved = { created: 0, updated: 0, unchanged: 0 };
  return { outcome, itemId, providers: [], jobs: [], candidates: [], saved, preview: [] };
}
