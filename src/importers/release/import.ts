import type { ReleaseFacts } from "../../facts.ts";
import { getAlbum, type AlbumRow } from "../../library/items/albums.ts";
import { findItemId } from "../../library/identity/identifiers.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { coverLateTracks, hasLateTracks } from "../../library/write/enrichment/covers.ts";
import { mayBeOwned, settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import { ownRefAt } from "../own-ref.ts";
import type { ImportContext } from "../context.ts";
import { type Importer } from "../importer.ts";
import { runProviders } from "../flow/run-providers.ts";
import type { ProviderAnswer, Provider } from "../provider.ts";
import { isInLibrary, type ImportResult } from "../flow/result.ts";
import { createInquiry } from "../upstream/inquiry.ts";
import { whereReleasesAre } from "../upstream/whereabouts.ts";
import { foresee } from "./foresee.ts";
import type { ReleaseListing } from "./listing.ts";
import { settleMissingReleases } from "./missing.ts";
import { readNamedByFiles } from "./named-by-files.ts";
import { saveListed, saveListedNew } from "./save-listed.ts";
import { leftOut } from "./unasked.ts";
import { keepUnfinished, toldBefore } from "./unfinished.ts";
import { Unwanted, wantedPart, type NotWanted } from "./wanted.ts";

/** Nothing to say beside the album itself. */
type ReleaseQuery = Record<string, never>;

/** The names of what a release brings. */
export const populatedReleases = ({ media, links, labels }: ReleaseFacts): string[] => [
  "releases",
  "identifiers",
  ...(media.length > 0 ? ["media"] : []),
  ...(media.some((medium) => medium.tracks.length > 0) ? ["tracks"] : []),
  ...(labels && labels.length > 0 ? ["labels"] : []),
  ...(links.length > 0 ? ["links"] : []),
];

/** What the listing of a run has come to: of the first source that has the album. */
interface ReleaseRun {
  listing?: ReleaseListing;
  unwanted: Unwanted;
}

/**
 * One album in; all its releases, media and tracks out. Each release is saved as its page comes, whole, with few others in its
 * transaction: a page holds up to 500 tracks, and nobody should wait that long for the database.
 */
const releaseImporter = (run: ReleaseRun): Importer<AlbumRow, ReleaseQuery, ReleaseFacts> => ({
  name: "release",
  itemType: "album",
  providers: ({ albumSources }) => albumSources.map((source) => releasesFrom(source, run)),
  getItem: ({ db }, id) => getAlbum(db, id),
  findKnown: ({ db }, { identifiers }) => findItemId(db, "release", identifiers),
  async prepare({ db, dryRun }, facts) {
    const { listing } = run;
    if (listing && !dryRun) await listing.inquiry.foresee((told) => foresee(db, listing, facts, told));
    return { troubles: [], upstream: [] };
  },
  save(context, facts, itemId) {
    if (itemId === undefined || !run.listing) throw new Error("releases belong to an album of the library");
    const wanted = wantedPart(context, facts, run.unwanted);
    if (!wanted) return { itemId, saved: [], jobs: [] };
    const { albumId, saved, upstream } = saveListed(context, run.listing, wanted);
    return { itemId: albumId, saved: [saved], jobs: [], upstream };
  },
  saveTogether(context, group) {
    if (!run.listing) throw new Error("releases belong to an album of the library");
    const wanted = group.flatMap((facts) => wantedPart(context, facts, run.unwanted) ?? []);
    const told = saveListedNew(context, run.listing, wanted);
    return told && { itemId: told.albumId, saved: told.saved, jobs: [] };
  },
  populated: populatedReleases,
});

/**
 * Running it again adds only what is new; adding nothing is a success. Then what a whole listing lacks is looked up, and it can be told
 * which of the releases the user's files are. All come, unless the context has a limit for what nobody asked for.
 */
export async function importReleases(
  context: ImportContext,
  album: AlbumRow,
  only: string[] = [],
): Promise<ImportResult<ReleaseFacts> & { notWanted: NotWanted }> {
  const { db, now, dryRun, transact } = context;
  const options = { item: album, query: undefined, queryKey: "", force: true, only };
  const run: ReleaseRun = { unwanted: new Unwanted() };
  const result = await runProviders(context, releaseImporter(run), options);
  const notWanted = run.unwanted.counts();
  if (dryRun) return { ...result, notWanted };
  const settled = run.listing?.isWhole ? await settleMissingReleases(context, run.listing) : [];
  const left = run.listing ? await keepUnfinished(context, run.listing) : [];
  result.upstream.push(...settled, ...left);
  if (result.outcome === "existing" && settled.some(({ event }) => event !== "doubted"))
    result.outcome = "updated";
  const id = currentId(db, "album", album.id);
  if (isInLibrary(result.outcome) && mayBeOwned(db, id))
    await transact(() => settleOwnedRelease(db, id, now()));
  if (isInLibrary(result.outcome) && hasLateTracks(db, id))
    await transact(() => coverLateTracks(db, id, now()));
  return { ...result, itemId: id, notWanted };
}

/** Of the first source that has the album: the editions of one source are not those of another. */
function releasesFrom(source: AlbumSource, run: ReleaseRun): Provider<AlbumRow, ReleaseQuery, ReleaseFacts> {
  return {
    name: source.name,
    asOf: source.asOf,
    async ask(context, { item, before = [] }) {
      if (before.some((ending) => ending !== "absent")) {
        return { outcome: "skipped", why: "not asked: the releases are those of an earlier source" };
      }
      const ref = item && ownRefAt(context.db, source, item);
      if (item && ref) {
        run.listing = {
          source,
          ref,
          albumId: item.id,
          seen: new Set(),
          hasEnded: false,
          isWhole: false,
          inquiry: createInquiry(context, source, toldBefore(context, item.id, source)),
        };
        return found(context, run.listing);
      }
      const why = `the album "${item?.title ?? ""}" has no ${source.title} identifier to ask for releases by`;
      return { outcome: "absent", why };
    },
  };
}

/** The first page is awaited here: an album without releases is an answer of its own. */
async function found(context: ImportContext, listing: ReleaseListing): Promise<ProviderAnswer<ReleaseFacts>> {
  const { source, ref, seen, albumId } = listing;
  const pages = source.releasePages(ref, context.signal);
  const first = await pages.next();
  if (first.done || first.value.releases.length === 0) {
    const isGone = !context.dryRun && (await listing.inquiry.foresee((told) => told(ref))) === "gone";
    const gone = isGone && (await whereReleasesAre(context, source, albumId)) === undefined;
    listing.hasEnded = true;
    listing.isWhole = !isGone;
    const why = `${source.title} has no releases of ${ref.id}`;
    if (gone || !isGone) return { outcome: "absent", gone, why };
    return {
      outcome: "absent",
      why: `${why}: they are elsewhere now; to follow them: importer album --id ${albumId} -f`,
    };
  }
  const odd: string[] = [];
  const { atHand = Infinity, asked = Infinity } = context.unaskedEditions ?? {};
  const most = first.value.isAtHand ? atHand : asked;
  async function* releases(): AsyncGenerator<ReleaseFacts[]> {
    let kept = 0;
    for (let page = first; !page.done; page = await pages.next()) {
      const { received, total } = page.value;
      odd.push(...page.value.odd);
      context.events.emit("releases-received", { received, total });
      const wanted = page.value.releases.slice(0, most - kept);
      kept += wanted.length;
      const isEnough = kept >= most && total > most;
      if (isEnough) odd.push(leftOut(kept, total, albumId));
      for (const group of inGroups(context, wanted)) {
        for (const { identifiers } of group) if (identifiers[0]) seen.add(identifiers[0].value);
        yield group;
      }
      if (isEnough) break;
    }
    // What could not be read, or was left out, is not lacking.
    listing.hasEnded = true;
    listing.isWhole = odd.length === 0;
    const named = await readNamedByFiles(context, listing);
    if (named.odd !== undefined) odd.push(named.odd);
    if (named.facts) yield [named.facts];
  }
  return { outcome: "found", contributions: releases(), odd };
}

/** So many tracks share a transaction at most, unless one release has more. */
const tracksTogether = 100;

/** Group commit: releases that are new, in their order. One that is known may ask and move things first: it goes alone. */
function* inGroups({ db }: ImportContext, releases: ReleaseFacts[]): Generator<ReleaseFacts[]> {
  let group: ReleaseFacts[] = [];
  let tracks = 0;
  for (const facts of releases) {
    const own = facts.media.reduce((sum, { tracks: listed }) => sum + listed.length, 0);
    const isNew = findItemId(db, "release", facts.identifiers) === undefined;
    if (group.length > 0 && (!isNew || tracks + own > tracksTogether)) {
      yield group;
      group = [];
      tracks = 0;
    }
    group.push(facts);
    tracks += isNew ? own : Infinity;
  }
  if (group.length > 0) yield group;
}
