import { listAlbumCredits, type AlbumRow } from "../../../library/items/albums.ts";
import { hasFound } from "../../../library/memory/runs.ts";
import type { ImportContext } from "../../context.ts";
import type { AsyncProvider } from "../../provider.ts";

/**
 * Amazon's products for an album: as a job, since they are asked one at a time, a second and more apart. Queued without
 * credentials, too: what MusicBrainz knows of Amazon costs nothing.
 */
export const amazonProducts: AsyncProvider<AlbumRow> = {
  name: "amazon",
  jobFor(context, album, isNamed) {
    const why = whyNot(context, album);
    if (!album) return { why: why ?? "", hint: "it is queued once the album is in the library" };
    if (why !== undefined) return { why };
    if (!isNamed && !isIdentified(context, album))
      return {
        why: unidentified,
        hint: `to search for it all the same: importer album --id ${album.id} -p amazon`,
      };
    return { job: enrichProductsJob(album.id), says: "amazon_enrichment_queued" };
  },
};

const unidentified = "it is not identified yet, and words of tags alone would be searched for in vain";

/** Words of tags that no source knows, or that may mean several albums, would be searched for in vain, or bring another's products. */
const isIdentified = ({ db }: ImportContext, { id }: AlbumRow): boolean =>
  hasFound(db, { importer: "album", itemType: "album", itemId: id });

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
