import {
  CertificateError,
  CircuitOpenError,
  ForeignAnswerError,
  UnreachableError,
  type UnavailableError,
} from "./errors.ts";
import { recorded } from "./ledger/entries/job.ts";
import type { Task, Tasks } from "./jobs/queue/task.ts";
import type { TaskContext } from "./tasks/context.ts";
import { enrichAlbumProducts } from "./tasks/enrich-products.ts";
import { enrichLibrary } from "./tasks/enrich-library.ts";
import { refreshPrices } from "./tasks/refresh-prices.ts";
import { importAlbumLater } from "./tasks/import-album.ts";
import { importArtistLater } from "./tasks/import-artist.ts";
import { importAlbumReleases } from "./tasks/import-releases.ts";

/** Job kind → the task that does it. The compiler checks that none is missing. */
export function createTasks(context: TaskContext): Tasks {
  const { db, now } = context.importing;
  const entry = <P>(task: Task<P>): Task<P> => recorded(db, task, now);
  return {
    "import-album": entry(patient(importAlbumLater(context))),
    "import-artist": entry(patient(importArtistLater(context))),
    "import-album-releases": entry(patient(importAlbumReleases(context))),
    "amazon-product-enrichment": entry(patient(enrichAlbumProducts(context))),
    "amazon-price-refresh": entry(refreshPrices(context)),
    "library-enrichment": entry(patient(enrichLibrary(context))),
  };
}

/**
 * While a service is left alone, its jobs wait without using up a try; and so they do while others speak in its place, or
 * there is no network: that may last for days, and is no fault of the job's.
 */
function patient<P>(task: Task<P>): Task<P> {
  return async (run) => {
    try {
      return await task(run);
    } catch (error) {
      if (!isOfTheNetwork(error)) throw error;
      const { retryAfterMs: delayMs = awayForMs, message: reason, source: waitsFor } = error;
      return { outcome: "snooze", delayMs, reason, waitsFor };
    }
  };
}

/** A laptop comes home, somebody signs in at the portal: then nobody should wait for long. */
const awayForMs = 2 * 60_000;

function isOfTheNetwork(error: unknown): error is UnavailableError {
  return (
    error instanceof CircuitOpenError ||
    error instanceof ForeignAnswerError ||
    error instanceof CertificateError ||
    error instanceof UnreachableError
  );
}
