import type { EnrichmentConfig } from "./enrichment/config.ts";
import type { EnrichmentJob } from "./enrichment/enrichment-job.ts";
import { AlreadyRunningError } from "./enrichment/one-at-a-time.ts";
import type { EnrichmentResult } from "./enrichment/result.ts";
import { RejectedError, UnavailableError } from "./errors.ts";
import type { ImportContext } from "./importers/context.ts";
import { importReleases } from "./importers/release/import.ts";
import type { Task, Tasks } from "./jobs/task.ts";
import type { PayloadOf } from "./jobs/kinds.ts";
import { getAlbum } from "./library/albums.ts";

/** What tasks work with. */
export interface TaskContext {
  importing: ImportContext;
  /** A run over the library whose saves go through `transact`. */
  createEnrichment(run: {
    config: Partial<EnrichmentConfig>;
    /** ms UTC: see `EnrichmentDependencies`. */
    askedBefore: number | undefined;
    transact: ImportContext["transact"];
    abandon: AbortSignal;
  }): Promise<EnrichmentJob>;
}

/** Job kind → the room that does it. The compiler checks that none is missing. */
export function createTasks(context: TaskContext): Tasks {
  return {
    "import-album-releases": importAlbumReleases(context),
    "library-enrichment": enrichLibrary(context),
  };
}

function importAlbumReleases({ importing }: TaskContext): Task<PayloadOf<"import-album-releases">> {
  return async ({ payload, save, signal }) => {
    const album = getAlbum(importing.db, payload.albumId);
    if (!album) return { outcome: "cancel", reason: `album ${payload.albumId} is no longer in the library` };
    const result = await importReleases({ ...importing, transact: save, signal }, album);
    const fault = result.providers.find((provider) => provider.fault)?.fault;
    if (fault !== undefined) throw fault;
    const { created, updated, unchanged } = result.saved;
    const all = created + updated + unchanged;
    return {
      outcome: "done",
      detail: `"${album.title}": ${all} releases, ${created} new, ${updated} changed`,
    };
  };
}

/**
 * Off Wi-Fi, and while another run is at work, it tries again later. What failed for a track is for the next run; but
 * where a source was down, or refused us, the job has not done what it was queued for.
 */
function enrichLibrary({ createEnrichment }: TaskContext): Task<PayloadOf<"library-enrichment">> {
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
