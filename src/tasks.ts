import type { ImportContext } from "./importers/context.ts";
import { importReleases } from "./importers/release/import.ts";
import type { Tasks } from "./jobs/task.ts";
import { getAlbum } from "./library/albums.ts";

/** Job kind → the room that does it. The compiler checks that none is missing. */
export function createTasks(context: ImportContext): Tasks {
  return {
    "import-album-releases": async ({ payload, save, signal }) => {
      const album = getAlbum(context.db, payload.albumId);
      if (!album) return { outcome: "cancel", reason: `album ${payload.albumId} is no longer in the library` };
      const result = await importReleases({ ...context, transact: save, signal }, album);
      const fault = result.providers.find((provider) => provider.fault)?.fault;
      if (fault !== undefined) throw fault;
      const { created, updated, unchanged } = result.saved;
      const all = created + updated + unchanged;
      return {
        outcome: "done",
        detail: `"${album.title}": ${all} releases, ${created} new, ${updated} changed`,
      };
    },
  };
}
