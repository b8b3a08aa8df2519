import type { EnrichmentConfig } from "../enrichment/config.ts";
import { AlreadyRunningError } from "../enrichment/one-at-a-time.ts";
import type { EnrichmentResult } from "../enrichment/result.ts";
import { RejectedError, UnavailableError } from "../errors.ts";
import type { PayloadOf } from "../jobs/kinds.ts";
import type { Task } from "../jobs/task.ts";
import type { TaskContext } from "./context.ts";

/**
 * Off Wi-Fi, and while another run is at work, it tries again later. What failed for a track is for the next run; but
 * where a source was down, or refused us, the job has not done what it was queued for.
 */
export function enrichLibrary({ createEnrichment }: TaskContext): Task<PayloadOf<"library-enrichment">> {
  return async ({ payload, save, signal }) => {
    const { askedBefore, ...config } = payload;
    const changes = config as Partial<EnrichmentConfig>;
    const job = await createEnrichment({ config: changes, askedBefore, transact: save, abandon: signal });
    let result: EnrichmentResult;
    try {
      result = await job.run(signal);
    } catch (error) {
      if (!(error instanceof AlreadyRunningError)) throw error;
      return { outcome: "snooze", delayMs: busyForMs, reason: error.message };
    }
    const { halted, rested } = result;
    if (halted?.kind === "network") return { outcome: "snooze", delayMs: heldForMs, reason: halted.says };
    signal.throwIfAborted();
    if (result.failed > 0 && rested.length > 0) throw faultOf(rested, wordsOf(result));
    return { outcome: "done", detail: wordsOf(result) };
  };
}

const heldForMs = 5 * 60_000;
const busyForMs = 60_000;

function wordsOf({ processed, artworkFetched, lyricsFetched, failed }: EnrichmentResult): string {
  const did = `${processed} tracks, ${artworkFetched} covers, ${lyricsFetched} lyrics`;
  return failed > 0 ? `${did}, ${failed} failed` : did;
}

/** A refusal waits for a person, the rest for better times. */
function faultOf(rested: EnrichmentResult["rested"], did: string): Error {
  const { source, reason, kind } = rested.find((each) => each.kind === "rejected") ?? rested[0]!;
  if (kind === "unavailable") return new UnavailableError(source, `${did}; ${source}: ${reason}`);
  const hint = "then: importer jobs retry (what was found is saved)";
  return new RejectedError(source, `${did}; ${source}: ${reason}`, { hint });
}
