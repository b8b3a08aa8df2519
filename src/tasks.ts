import { CircuitOpenError } from "./errors.ts";
import type { Task, Tasks } from "./jobs/task.ts";
import type { TaskContext } from "./tasks/context.ts";
import { enrichAlbumProducts } from "./tasks/enrich-products.ts";
import { enrichLibrary } from "./tasks/enrich-library.ts";
import { importAlbumReleases } from "./tasks/import-releases.ts";

/** Job kind → the task that does it. The compiler checks that none is missing. */
export function createTasks(context: TaskContext): Tasks {
  return {
    "import-album-releases": patient(importAlbumReleases(context)),
    "amazon-product-enrichment": patient(enrichAlbumProducts(context)),
    "library-enrichment": patient(enrichLibrary(context)),
  };
}

/** While a service is left alone, its jobs wait without using up a try. */
function patient<P>(task: Task<P>): Task<P> {
  return async (run) => {
    try {
      return await task(run);
    } catch (error) {
      if (!(error instanceof CircuitOpenError)) throw error;
      return { outcome: "snooze", delayMs: error.retryAfterMs ?? 30_000, reason: error.message };
    }
  };
}
