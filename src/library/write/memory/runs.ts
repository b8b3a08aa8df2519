import { rowsBy, rowsWhere } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { providerRuns } from "../../../db/schema/facts.ts";
import type { ProviderRun } from "../../memory/runs.ts";
import { write } from "../tables.ts";

const byEnding = rowsBy(providerRuns, ["importer", "itemType", "itemId", "query", "provider", "outcome"]);

/** Remembers a run for an item that was made in this transaction: there is none to be compared with. */
export function addRun(db: Db, run: ProviderRun): void {
  write.providerRuns.insert(db, run);
}

/**
 * Remembers a run; the newest of each outcome stays, so that repeating an import adds no rows. One without
 * evidence (a refresh by the item's own identifier) leaves the evidence of the run that found the item.
 */
export function saveRun(db: Db, run: ProviderRun): void {
  const { importer, itemType, itemId = 0, query = "", provider, outcome } = run;
  const known = byEnding.get(db, importer, itemType, itemId, query, provider, outcome);
  if (!known) return addRun(db, run);
  const { dataPopulated = [], errors = [], evidence, startedAt, finishedAt } = run;
  write.providerRuns.set(db, known, {
    dataPopulated,
    errors,
    evidence: evidence ?? known.evidence,
    startedAt,
    finishedAt,
  });
}

const absentSince = rowsWhere<typeof providerRuns, [provider: string, since: number]>(
  providerRuns,
  "provider = ? AND outcome = 'absent' AND finished_at >= ?",
  { rest: "LIMIT 1000", scans: "only where a service is found to have lost all that it had" },
);

/** Absences that a provider told since then (ms UTC) were no answers, and are forgotten. Within a transaction. */
export function takeBackRuns(db: Db, provider: string, since: number): void {
  const next = (): ReturnType<typeof absentSince.all> => absentSince.all(db, provider, since);
  for (let runs = next(); runs.length > 0; runs = next()) {
    for (const run of runs) write.providerRuns.remove(db, run);
  }
}
