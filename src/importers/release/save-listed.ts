import type { ReleaseFacts } from "../../facts.ts";
import { dropStranded } from "../../ledger/items/stranded.ts";
import { findItemId } from "../../library/identity/identifiers.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { getRelease } from "../../library/items/releases.ts";
import { listReleaseTracks } from "../../library/items/tracks.ts";
import { markGone } from "../../library/write/items/gone.ts";
import { saveNewReleases, saveRelease } from "../../library/write/items/releases.ts";
import type { Saved } from "../../library/write/saved.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { foldPair } from "../upstream/fold.ts";
import { foresee } from "./foresee.ts";
import { listedAlbum, type ReleaseListing } from "./listing.ts";
import { relocate } from "./relocate.ts";

/**
 * Saves releases of a listing that are new to the library, together: nothing of theirs was merged or moved, and no recording stranded.
 * Within a transaction. @returns undefined where they can't go together. @throws as `saveListed`
 */
export function saveListedNew(
  { db, now }: ImportContext,
  listing: ReleaseListing,
  list: readonly ReleaseFacts[],
): { albumId: number; saved: Saved[] } | undefined {
  const albumId = listedAlbum(db, listing);
  const saved = saveNewReleases(db, albumId, list, now());
  return saved && { albumId, saved };
}

/**
 * Saves a release of a listing: folds and moves first what was merged and moved upstream, as far as the inquiry was told, and leaves no
 * recording stranded. Within a transaction. @throws UserError where the album went, or became another, meanwhile
 */
export function saveListed(
  context: ImportContext,
  listing: ReleaseListing,
  facts: ReleaseFacts,
): { albumId: number; saved: Saved; upstream: UpstreamEvent[] } {
  const { db } = context;
  const now = context.now();
  const albumId = listedAlbum(db, listing);
  const foreseen = foresee(db, listing, facts, listing.inquiry.told);
  const upstream = [...foreseen.events];
  for (const pair of foreseen.albums) upstream.push(...foldPair(context, "album", pair));
  for (const pair of foreseen.releases) upstream.push(...foldPair(context, "release", pair));
  const folded = foreseen.recordings.flatMap((pair) => foldPair(context, "track", pair));
  upstream.push(...folded);
  // Until a person says that the two are one, and for good if they don't, each keeps its place.
  const keepsTracks = foreseen.keepsTracks || folded.some(({ event }) => event === "asked");
  const current = currentId(db, "album", albumId);
  const id = findItemId(db, "release", facts.identifiers);
  const release = id === undefined ? undefined : getRelease(db, id);
  const moves = release && foreseen.comesHere ? relocate(context, release, current) : [];
  upstream.push(...moves);
  const before = release ? listReleaseTracks(db, release.id).map(({ trackId }) => trackId) : [];
  const told = saveRelease(db, current, keepsTracks ? { ...facts, media: [] } : facts, now);
  const isMoved = moves.some(({ event }) => event === "moved");
  const saved: Saved = isMoved && told.change === "unchanged" ? { ...told, change: "updated" } : told;
  markGone(db, "release", saved.id, null);
  dropStranded(db, before);
  return { albumId: current, saved, upstream };
}
