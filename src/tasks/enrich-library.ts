import type { EnrichmentConfig } from "../enrichment/config.ts";
import { AlreadyRunningError } from "../enrichment/asking/one-at-a-time.ts";
import type { EnrichmentResult, RestedSource } from "../enrichment/result.ts";
import { InterruptedError, RejectedError } from "../errors.ts";
import type { PayloadOf } from "../jobs/queue/kinds.ts";
import type { Task } from "../jobs/queue/task.ts";
import type { TaskContext } from "./context.ts";
import { countText } from "../counts.ts";

/**
 * Off Wi-Fi, while another run is at work, and while a source can't be asked, it waits, uncounted. What failed for a track is
 * for the next run; where a source refused us, a person must act.
 */
export function enrichLibrary({
  createEnrichment,
  importing,
}: TaskContext): Task<PayloadOf<"library-enrichment">> {
  return async ({ payload, save, signal }) => {
    const { askedBefore, ...config } = payload;
    const changes = config as Partial<EnrichmentConfig>;
    const job = await createEnrichment({ config: changes, askedBefore, transact: save, abandon: signal });
    let result: EnrichmentResult;
    try {
      // It is resumed at any track: no reason to spend a stopping worker's grace on the next ones.
      result = await job.run(AbortSignal.any([signal, ...(importing.signal ? [importing.signal] : [])]));
    } catch (error) {
      if (!(error instanceof AlreadyRunningError)) throw error;
      return { outcome: "snooze", delayMs: busyForMs, reason: error.message };
    }
    const { halted, rested } = result;
    if (halted?.kind === "network" || halted?.kind === "offline")
      return { outcome: "snooze", delayMs: heldForMs, reason: halted.says };
    signal.throwIfAborted();
    if (halted?.kind === "interrupted") throw new InterruptedError("stopped; the next run goes on from here");
    const waited = result.failed > 0 ? [...rested, ...job.unanswered()] : [];
    const refusing = waited.find(({ kind }) => kind === "rejected");
    if (refusing) throw refusalBy(refusing, wordsOf(result));
    const [down] = waited;
    if (down) {
      const reason = `${wordsOf(result)}; ${down.source}: ${down.reason}`;
      return { outcome: "snooze", delayMs: restForMs, reason, waitsFor: down.source };
    }
    return { outcome: "done", detail: wordsOf(result) };
  };
}

const heldForMs = 5 * 60_000;
const busyForMs = 60_000;
/** What was found is saved, and a source that can't be asked is no fault of the job's. */
const restForMs = 2 * 60_000;

function wordsOf({ processed, artworkFetched, lyricsFetched, failed }: EnrichmentResult): string {
  const did = `${countText(processed, "track")}, ${countText(artworkFetched, "cover")}, ${lyricsFetched} lyrics`;
  return failed > 0 ? `${did}, ${failed} failed` : did;
}

/** A refusal waits for a person. */
function refusalBy({ source, reason }: RestedSource, did: string): RejectedError {
  const hint = "then: importer jobs retry (what was found is saved)";
  return new RejectedError(source, `${did}; ${source}: ${reason}`, { hint });
}
