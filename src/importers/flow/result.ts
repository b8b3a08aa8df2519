import type { QueuedJob } from "../../jobs/queue/queue.ts";
import type { BindingTable } from "../binding-table.ts";
import type { Candidate } from "../provider.ts";
import type { UpstreamEvent } from "../upstream/event.ts";

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
  /** They were asked and answered, just now: not remembered, not queued. */
  asked?: boolean;
  /** It had nothing to go by, or it was not its turn. */
  unasked?: boolean;
}

/** How an import ended. `itemId` is there for `created`, `updated`, `existing`, and whenever the item was known. */
export interface ImportResult<Contribution = unknown> {
  outcome: ImportOutcome;
  itemId: number | undefined;
  /** Whether any source was asked, and answered. */
  asked: boolean;
  providers: ProviderReport[];
  jobs: QueuedJob[];
  /** Of an ambiguous or weak match, best first. */
  candidates: Candidate[];
  /** How many items were new, changed, and as before. */
  saved: { created: number; updated: number; unchanged: number };
  /** Of a dry run: what would have been saved. */
  preview: Contribution[];
  /** What had become of items at their source, and what was done about it. */
  upstream: UpstreamEvent[];
  /** Of a manual match of an album. */
  binding?: BindingTable;
}

/** The item is in the library by now: new, changed, or as before. */
export const isInLibrary = (outcome: ImportOutcome): boolean =>
  outcome === "created" || outcome === "updated" || outcome === "existing";

/** One item may be meant, and it is not sure. */
export const isWeak = ({ providers }: Pick<ImportResult, "providers">): boolean =>
  providers.some(({ outcome }) => outcome === "weak");

/** Why it ended so, in the words of the first provider that says. */
export const firstTrouble = ({ providers }: Pick<ImportResult, "providers">): string | undefined =>
  providers.flatMap(({ errors }) => errors)[0];

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
  if (outcomes.has("found")) return successOf(saved, wasKnown);
  if (outcomes.has("ambiguous") || outcomes.has("weak")) return "ambiguous";
  if (outcomes.has("rejected")) return "rejected";
  if (outcomes.has("unavailable")) return "unavailable";
  if (outcomes.has("failed")) return "failed";
  if (outcomes.has("queued") && !outcomes.has("absent")) return "existing";
  // Nobody was asked: that is no "not found".
  return outcomes.has("absent") || !outcomes.has("skipped") ? "not_found" : "failed";
}

/** `updated` only if a row changed: asked and nothing new is `existing`. */
function successOf({ created, updated }: ImportResult["saved"], wasKnown: boolean): ImportOutcome {
  if (created > 0 && !wasKnown) return "created";
  return created + updated > 0 ? "updated" : "existing";
}

/** An import that ended in the library, before any provider was asked. */
export function ending(outcome: "existing" | "ambiguous", itemId?: number): ImportResult<never> {
  const saved = { created: 0, updated: 0, unchanged: 0 };
  return {
    outcome,
    itemId,
    asked: false,
    providers: [],
    jobs: [],
    candidates: [],
    saved,
    preview: [],
    upstream: [],
  };
}
