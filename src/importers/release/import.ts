import type { ReleaseFacts } from "../../facts.ts";
import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { findItemId } from "../../library/identifiers.ts";
import { mayBeOwned, settleOwnedRelease } from "../../library/write/owned-release.ts";
import { saveRelease } from "../../library/write/releases.ts";
import { findUnwanted } from "../../library/write/wanted.ts";
import type { Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import { ownRefAt } from "../album/own-queries.ts";
import type { ImportContext } from "../context.ts";
import { type Importer } from "../importer.ts";
import { runProviders } from "../flow.ts";
import type { Answer, Provider } from "../provider.ts";
import { isInLibrary, type ImportResult } from "../result.ts";
import { leftOut } from "./unasked.ts";

/** Nothing to say beside the album itself. */
type ReleaseQuery = Record<string, never>;

/** The names of what a release brings. */
export const populatedReleases = ({ media, links, labels }: ReleaseFacts): string[] => [
  ...["releases", "identifiers"],
  ...(media.length > 0 ? ["media"] : []),
  ...(media.some((medium) => medium.tracks.length > 0) ? ["tracks"] : []),
  ...(labels && labels.length > 0 ? ["labels"] : []),
  ...(links.length > 0 ? ["links"] : []),
];

/**
 * One album in; all its releases, media and tracks out. Each release is saved as its page comes, whole and in
 * a transaction of its own: a page holds up to 500 tracks, and nobody should wait that long for the database.
 */
export const releaseImporter: Importer<AlbumRow, ReleaseQuery, ReleaseFacts> = {
  name: "release",
  itemType: "album",
  providers: ({ albumSources }) => albumSources.map(releasesFrom),
  getItem: ({ db }, id) => getAlbum(db, id),
  findKnown: ({ db }, { identifiers }) => findItemId(db, "release", identifiers),
  save({ db, now }, facts, albumId) {
    if (albumId === undefined) throw new Error("releases belong to an album of the library");
    if (findUnwanted(db, "release", facts.identifiers)) return { itemId: albumId, saved: [], jobs: [] };
    return { itemId: albumId, saved: [saveRelease(db, albumId, facts, now())], jobs: [] };
  },
  populated: populatedReleases,
};

/**
 * Running it again adds only what is new; adding nothing is a success. Then it can be told which of them the user's files are.
 * All come, unless the context has a limit for what nobody asked for.
 */
export async function importReleases(
  context: ImportContext,
  album: AlbumRow,
  only: string[] = [],
): Promise<ImportResult<ReleaseFacts>> {
  const { db, now, dryRun, transact } = context;
  const options = { item: album, query: undefined, queryKey: "", force: true, only };
  const result = await runProviders(context, releaseImporter, options);
  if (!dryRun && isInLibrary(result.outcome) && mayBeOwned(db, album.id))
    await transact(() => settleOwnedRelease(db, album.id, now()));
  return result;
}

/** Of the first source that has the album: the editions of one source are not those of another. */
function releasesFrom(source: AlbumSource): Provider<AlbumRow, ReleaseQuery, ReleaseFacts> {
  return {
    name: source.name,
    asOf: source.asOf,
    async ask(context, { item, before = [] }) {
      if (before.some((ending) => ending !== "absent")) {
        return { outcome: "skipped", why: "not asked: the releases are those of an earlier source" };
      }
      const ref = item && ownRefAt(context.db, source, item);
      if (ref) return found(context, source, ref, item);
      const why = `the album "${item?.title ?? ""}" has no ${source.title} identifier to ask for releases by`;
      return { outcome: "absent", why };
    },
  };
}

/** The first page is awaited here: an album without releases is an answer of its own. */
async function found(
  context: ImportContext,
  source: AlbumSource,
  ref: Ref,
  album: AlbumRow,
): Promise<Answer<ReleaseFacts>> {
  const pages = source.releasePages(ref, context.signal);
  const first = await pages.next();
  if (first.done || first.value.releases.length === 0) {
    return { outcome: "absent", why: `${source.title} has no releases of ${ref.id}` };
  }
  const odd: string[] = [];
  const { atHand = Infinity, asked = Infinity } = context.unaskedEditions ?? {};
  const most = first.value.isAtHand ? atHand : asked;
  async function* releases(): AsyncGenerator<ReleaseFacts> {
    let kept = 0;
    for (let page = first; !page.done; page = await pages.next()) {
      const { received, total } = page.value;
      odd.push(...page.value.odd);
      context.events.emit("releases-received", { received, total });
      const wanted = page.value.releases.slice(0, most - kept);
      kept += wanted.length;
      const isEnough = kept >= most && total > most;
      if (isEnough) odd.push(leftOut(kept, total, album.id));
      yield* wanted;
      if (isEnough) return;
    }
  }
  return { outcome: "found", contributions: releases(), odd };
}
