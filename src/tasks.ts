import type { EnrichmentConfig } from "./enrichment/config.ts";
import type { EnrichmentJob } from "./enrichment/enrichment-job.ts";
import type { ImportContext } from "./importers/context.ts";
import { importReleases } from "./importers/release/import.ts";
import type { Task, Tasks } from "./jobs/task.ts";
import type { PayloadOf } from "./jobs/kinds.ts";
import { getAlbum } from "./library/albums.ts";

/** What tasks work with. */
export interface TaskContext {
  importing: ImportContext;
  /** A run over the library whose saves go through `transact`. */
  createEnrichment(
    config: Partial<EnrichmentConfig>,
    transact: ImportContext["transact"],
    abandon: AbortSignal,
  ): Promise<EnrichmentJob>;
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

/** Off Wi-Fi it tries again later; what failed is told, and is for the next run. */
function enrichLibrary({ createEnrichment }: TaskContext): Task<PayloadOf<"library-enrichment">> {
  return async ({ payload, save, signal }) => {
    const job = await createEnrichment(payload as Partial<EnrichmentConfig>, save, signal);
    const { halted, processed, artworkFetched, lyricsFetched, failed } = await job.run(signal);
    if (halted?.kind === "network") return { outcome: "snooze", delayMs: heldForMs, reason: halted.says };
    signal.throwIfAborted();
    const did = `${processed} tracks, ${artworkFetched} covers, ${lyricsFetched} lyrics`;
    return { outcome: "done", detail: failed > 0 ? `${did}, ${failed} failed` : did };
  };
}

const heldForMs = 5 * 60_000;
