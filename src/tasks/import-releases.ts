import { enrichProductsJob } from "../importers/album/providers/amazon.ts";
import { importReleases } from "../importers/release/import.ts";
import { notWantedText } from "../importers/release/wanted.ts";
import type { PayloadOf } from "../jobs/queue/kinds.ts";
import { enqueue, stateOfLast } from "../jobs/queue/queue.ts";
import type { Task } from "../jobs/queue/task.ts";
import { getAlbum } from "../library/items/albums.ts";
import { currentId } from "../library/identity/redirects.ts";
import type { TaskContext } from "./context.ts";
import { countText } from "../counts.ts";

/** The releases of one album. With new ones come barcodes and ASINs: if Amazon was asked before them, it is again. */
export function importAlbumReleases({ importing }: TaskContext): Task<PayloadOf<"import-album-releases">> {
  return async ({ payload, save, signal }) => {
    const { db, now } = importing;
    const album = getAlbum(db, currentId(db, "album", payload.albumId));
    if (!album) return { outcome: "cancel", reason: `album ${payload.albumId} is no longer in the library` };
    const result = await importReleases({ ...importing, transact: save, signal }, album);
    const fault = result.providers.find((provider) => provider.fault)?.fault;
    if (fault !== undefined) throw fault;
    const { created, updated, unchanged } = result.saved;
    const all = created + updated + unchanged;
    const upstream = result.upstream.map(({ says, command }) => (command ? `${says} (${command})` : says));
    const left = notWantedText(result.notWanted, album.id);
    const troubles = [
      ...(left ? [left] : []),
      ...upstream,
      ...result.providers.flatMap(({ errors }) => errors),
    ];
    return {
      outcome: "done",
      detail: [
        `"${album.title}": ${countText(all, "release")}, ${created} new, ${updated} changed`,
        ...troubles,
      ].join("; "),
      save() {
        // One that was cancelled or is a dead letter is a person's business.
        const job = enrichProductsJob(currentId(db, "album", album.id));
        if (created > 0 && stateOfLast(db, job.uniqueKey) === "done") enqueue(db, job, now());
      },
    };
  };
}
