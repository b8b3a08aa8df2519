import type { Tasks } from "./jobs/task.ts";
import type { TaskContext } from "./tasks/context.ts";
import { enrichAlbumProducts } from "./tasks/enrich-products.ts";
import { enrichLibrary } from "./tasks/enrich-library.ts";
import { importAlbumReleases } from "./tasks/import-releases.ts";

/** Job kind → the task that does it. The compiler checks that none is missing. */
export function createTasks(context: TaskContext): Tasks {
  return {
    "import-album-releases": importAlbumReleases(context),
    "amazon-product-enrichment": enrichAlbumProducts(context),
    "library-enrichment": enrichLibrary(context),
  };
}
