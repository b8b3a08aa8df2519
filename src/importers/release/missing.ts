import type { Db } from "../../db/connection.ts";
import type { Identifier } from "../../facts.ts";
import { findByIdentifier } from "../../library/identity/identifiers.ts";
import {
  getRelease,
  listReleaseIdentifiers,
  listReleases,
  type ReleaseRow,
} from "../../library/items/releases.ts";
import { identifierOf, refKinds, refOf, type Ref } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { noteGone } from "../upstream/gone.ts";
import { isListingDoubtful, type Told } from "../upstream/inquiry.ts";
import { idsAt, listedAlbum, type ReleaseListing } from "./listing.ts";
import { foldVanished, heirOf, type Heir } from "./vanished.ts";
import { relocate } from "./relocate.ts";
import { countText } from "../../counts.ts";

/** What became of a release that its album's listing lacks. */
type Fate =
  | { kind: "gone"; release: ReleaseRow }
  | { kind: "moved"; release: ReleaseRow; albumId: number }
  | { kind: "merged"; heir: Heir };

/**
 * Releases of the album that a whole listing lacks: each is looked up. Another id: merged; another group: moved; the source's own
 * "none": gone; else nothing. @returns what was done about it.
 */
export async function settleMissingReleases(
  context: ImportContext,
  listing: ReleaseListing,
): Promise<UpstreamEvent[]> {
  const { db, transact } = context;
  const { inquiry } = listing;
  const { albumId, missing, all } = missingOf(db, listing);
  if (isListingDoubtful(missing.length, all)) return [doubted(listing, albumId, missing.length, all)];
  const events: UpstreamEvent[] = [];
  for (const { id } of missing) {
    if (await inquiry.foresee((told) => fateOf(db, listing, id, told)))
      events.push(...(await transact(() => settle(context, listing, id))));
  }
  return events;
}

/** Which of the album's releases the listing lacks, of how many. */
function missingOf(db: Db, listing: ReleaseListing): { albumId: number; missing: ReleaseRow[]; all: number } {
  const albumId = listedAlbum(db, listing);
  const ours = listReleaseIdentifiers(db, albumId).filter(
    ({ kind }) => refKinds[kind].source === listing.source.name,
  );
  const seen = new Set(ours.filter(({ value }) => listing.seen.has(value)).map(({ releaseId }) => releaseId));
  const unseen = new Set(ours.map(({ releaseId }) => releaseId).filter((id) => !seen.has(id)));
  const missing = unseen.size === 0 ? [] : listReleases(db, albumId).filter(({ id }) => unseen.has(id));
  return { albumId, missing, all: seen.size + unseen.size };
}

/** None for one that is known to be gone. */
const ownIds = (db: Db, { source }: ReleaseListing, { id, goneAt }: ReleaseRow): Identifier[] =>
  goneAt === null ? idsAt(db, source, "release", id) : [];

const isUnseen = ({ seen }: ReleaseListing, ids: Identifier[]): boolean =>
  !ids.some(({ value }) => seen.has(value));

/** As it is at this moment. Undefined: nothing is to be done about it, or it is no longer missing. */
function fateOf(db: Db, listing: ReleaseListing, releaseId: number, told: Told): Fate | undefined {
  const listed = listedAlbum(db, listing);
  const release = getRelease(db, releaseId);
  if (release?.albumId !== listed) return undefined;
  const ids = ownIds(db, listing, release);
  const [known] = ids;
  const where = known && isUnseen(listing, ids) ? told(refOf(known)) : undefined;
  if (!known || where === undefined) return undefined;
  if (where === "gone") return { kind: "gone", release };
  const albumId = albumAt(db, where.album);
  const current: Identifier = { kind: known.kind, value: where.ref.id };
  if (current.value !== known.value) {
    const heir = heirOf(db, listing.source, { release, current, known, albumId }, told);
    return heir && { kind: "merged", heir };
  }
  return albumId === undefined ? undefined : { kind: "moved", release, albumId };
}

/** Within a transaction: by what was told, and by what the library is now. */
function settle(context: ImportContext, listing: ReleaseListing, releaseId: number): UpstreamEvent[] {
  const fate = fateOf(context.db, listing, releaseId, listing.inquiry.told);
  if (!fate) return [];
  if (fate.kind === "merged") return foldVanished(context, fate.heir);
  if (fate.kind === "moved") return relocate(context, fate.release, fate.albumId);
  const event = noteGone(context, "release", fate.release.id);
  return event ? [event] : [];
}

function albumAt(db: Db, ref: Ref | undefined): number | undefined {
  const identifier = ref && identifierOf(ref);
  return identifier && findByIdentifier(db, "album", identifier.kind, [identifier.value])[0];
}

function doubted({ source }: ReleaseListing, id: number, lacking: number, all: number): UpstreamEvent {
  const says = `${source.title} lists ${lacking} of the ${countText(all, "release")} of album ${id} no longer: doubted, and left as they are`;
  return { event: "doubted", what: "album", id, title: "", says };
}
