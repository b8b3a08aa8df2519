import type { Db } from "../../../db/connection.ts";
import { rowsWhere } from "../../../db/rows.ts";
import { providerRuns } from "../../../db/schema/facts.ts";
import { statement } from "../../../db/statement.ts";
import { write } from "../tables.ts";

const batchSize = 1_000;
const roundMs = 3_600_000;

const selectBatchEnd = statement<[after: number, size: number], { last: number | null }>(
  "SELECT max(id) AS last FROM (SELECT id FROM provider_runs WHERE id > ? ORDER BY id LIMIT ?)",
);

// What was found or queued is where the item's fields come from, whatever its age; an absence that old is believed no more.
const oldAnswers = rowsWhere<typeof providerRuns, [after: number, last: number, endedBefore: number]>(
  providerRuns,
  `id > ? AND id <= ? AND finished_at < ?
     AND outcome IN ('absent','ambiguous','unavailable','rejected','failed')`,
);

/**
 * Maintenance. Returns what forgets a batch of old answers on which no field and no living absence rests, if a round through
 * them is under way or due.
 */
export function createRunPruner(
  db: Db,
  keepMs: number,
  { now, monotonicNow = () => performance.now() }: { now: () => number; monotonicNow?: () => number },
): () => void {
  const forget = db.$client.transaction((from: number, last: number) => {
    for (const run of oldAnswers.all(db, from, last, now() - keepMs)) write.providerRuns.remove(db, run);
  }).immediate;
  let dueAt = 0;
  let after: number | undefined;
  return () => {
    if (after === undefined && monotonicNow() < dueAt) return;
    const last = selectBatchEnd(db).get(after ?? 0, batchSize)?.last;
    if (last == null) {
      after = undefined;
      dueAt = monotonicNow() + roundMs;
      return;
    }
    forget(after ?? 0, last);
    after = last;
  };
}
