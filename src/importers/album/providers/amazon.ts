import { listAlbumCredits, type AlbumRow } from "../../../library/items/albums.ts";
import type { ImportContext } from "../../context.ts";
import type { AsyncProvider } from "../../provider.ts";

/**
 * Amazon's products for an album: as a job, since they are asked one at a time, a second and more apart. Queued without
 * credentials, too: what MusicBrainz knows of Amazon costs nothing.
 */
export const amazonProducts: AsyncProvider<AlbumRow> = {
  name: "amazon",
  jobFor(context, album) {
    const why = whyNot(context, album);
    if (!album) return { why: why ?? "", hint: "it is queued once the album is in the library" };
    if (why !== undefined) return { why };
    return { job: enrichProductsJob(album.id), says: "amazon_enrichment_queued" };
  },
};

/** One at a time for an album, however often it is asked for. */
export const enrichProductsJob = (albumId: number) => ({
  kind: "amazon-product-enrichment" as const,
  payload: { albumId },
  uniqueKey: `amazon-product-enrichment:${albumId}`,
});

function whyNot({ db }: ImportContext, album: AlbumRow | undefined): string | undefined {
  if (!album) return "Album must be persisted before queuing Amazon enrichment job";
  if (album.title.trim() === "") return "Album title required for Amazon search";
  if (listAlbumCredits(db, album.id).length === 0) {
    return "Album must have at least one artist for Amazon search";
  }
  return undefined;
}
