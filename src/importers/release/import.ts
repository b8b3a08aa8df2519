import type { ReleaseFacts } from "../../facts.ts";
import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { findItemId, listIdentifiers } from "../../library/identifiers.ts";
import { saveRelease } from "../../library/write/releases.ts";
import type { ImportContext } from "../context.ts";
import { type Importer } from "../importer.ts";
import { runProviders } from "../flow.ts";
import type { Answer, Provider } from "../provider.ts";
import type { ImportResult } from "../result.ts";

/** Nothing to say beside the album itself. */
type ReleaseQuery = Record<string, never>;

/**
 * One album in; all its releases, media and tracks out. Each release is saved as its page comes, whole and in
 * a transaction of its own: a page holds up to 500 tracks, and nobody should wait that long for the database.
 */
export const releaseImporter: Importer<AlbumRow, ReleaseQuery, ReleaseFacts> = {
  name: "release",
  itemType: "album",
  providers: [musicbrainzReleases()],
  getItem: ({ db }, id) => getAlbum(db, id),
  findKnown: ({ db }, { identifiers }) => findItemId(db, "release", identifiers),
  save({ db, now }, facts, albumId) {
    if (albumId === undefined) throw new Error("releases belong to an album of the library");
    return { itemId: albumId, saved: [saveRelease(db, albumId, facts, now())], jobs: [] };
  },
  populated: ({ media, links, labels }) => [
    ...["releases", "identifiers"],
    ...(media.length > 0 ? ["media"] : []),
    ...(media.some((medium) => medium.tracks.length > 0) ? ["tracks"] : []),
    ...(labels && labels.length > 0 ? ["labels"] : []),
    ...(links.length > 0 ? ["links"] : []),
  ],
};

/** Running it again adds only what is new; adding nothing is a success. */
export function importReleases(
  context: ImportContext,
  album: AlbumRow,
  only: string[] = [],
): Promise<ImportResult<ReleaseFacts>> {
  const options = { item: album, query: undefined, queryKey: "", force: true, only };
  return runProviders(context, releaseImporter, options);
}

function musicbrainzReleases(): Provider<AlbumRow, ReleaseQuery, ReleaseFacts> {
  return {
    name: "musicbrainz",
    async ask(context, { item }) {
      const mbid = item && albumMbid(context, item);
      if (mbid === undefined) {
        const why = `the album "${item?.title ?? ""}" has no MusicBrainz identifier to ask for releases by`;
        return { outcome: "absent", why };
      }
      return found(context, mbid);
    },
  };
}

/** The first page is awaited here: an album without releases is an answer of its own. */
async function found(context: ImportContext, mbid: string): Promise<Answer<ReleaseFacts>> {
  const pages = context.musicbrainz.releasePages(mbid, context.signal);
  const first = await pages.next();
  if (first.done || first.value.releases.length === 0) {
    return { outcome: "absent", why: `MusicBrainz has no releases of ${mbid}` };
  }
  const odd: string[] = [];
  async function* releases(): AsyncGenerator<ReleaseFacts> {
    for (let page = first; !page.done; page = await pages.next()) {
      const { received, total } = page.value;
      odd.push(...page.value.odd);
      context.events.emit("releases-received", { received, total });
      yield* page.value.releases;
    }
  }
  return { outcome: "found", contributions: releases(), odd };
}

function albumMbid({ db }: ImportContext, album: AlbumRow): string | undefined {
  const own = listIdentifiers(db, "album", album.id).find(({ kind }) => kind === "musicbrainz_release_group");
  return own?.value;
}
