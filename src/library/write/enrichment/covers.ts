import { rowsBy, rowsWhere } from "../../../db/rows.ts";
import { statement } from "../../../db/statement.ts";
import type { Db } from "../../../db/connection.ts";
import { albumCovers, albums } from "../../../db/schema/music.ts";
import { tracks } from "../../../db/schema/releases.ts";
import type { CoverTier } from "../../../facts.ts";
import { chooseCover, isOwn, type OfferedCover } from "../../../matching/choose-cover.ts";
import { listCovers } from "../../enrichment/covers.ts";
import { write } from "../tables.ts";

/** What decides between covers: the least short side, in pixels, of one that was fetched; and the time, ms UTC. */
export interface CoverRule {
  leastSide: number;
  now: number;
}

export interface NewCover {
  albumId: number;
  artworkId: number;
  tier: CoverTier;
  /** A service, `embedded`, `folder`, `person`. */
  source: string;
  /** What it hangs on at its source, and goes with: an ASIN. */
  ref?: string;
  /** Whoever could have a better one was asked: the tracks want none any more. */
  asked?: boolean;
}

const covered = [
  "id",
  "artworkId",
  "artworkStatus",
  "artworkRetryAt",
  "artworkOverride",
  "coversAskedAt",
  "updatedAt",
] as const;
interface Covered {
  artworkId: number | null;
  artworkStatus: "unknown" | "available" | "absent";
  artworkRetryAt: number | null;
}
const ofTracks = ["id", "artworkId", "artworkStatus", "artworkRetryAt", "updatedAt"] as const;
const albumById = rowsBy(albums, ["id"], { only: covered });
const offersOf = rowsBy(albumCovers, ["albumId"]);
const offersWith = rowsBy(albumCovers, ["artworkId"]);
// Those that have a cover of their own keep it.
const followers = rowsWhere<
  typeof tracks,
  [albumId: number, artworkId: number | null],
  (typeof ofTracks)[number]
>(tracks, "album_id = ? AND (artwork_id IS NULL OR artwork_id = ?)", { only: ofTracks });
const selectUnlinked = statement<[albumId: number], { id: number }>(`
  SELECT album_covers.id FROM album_covers WHERE album_id = ? AND ref IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM external_links WHERE item_type = 'album' AND item_id = album_covers.album_id
      AND source = 'amazon' AND external_id = album_covers.ref)`);

/**
 * One more picture for an album: whoever brings it, and in whatever order, the same one is the cover in the end. Within a transaction.
 * @returns whether it is the cover now.
 */
export function offerCover(
  db: Db,
  { albumId, artworkId, tier, source, asked, ...offered }: NewCover,
  rule: CoverRule,
): boolean {
  const ref = offered.ref ?? null;
  const known = offersOf
    .all(db, albumId)
    .find(
      (each) =>
        each.artworkId === artworkId && each.tier === tier && each.source === source && each.ref === ref,
    );
  if (known) write.albumCovers.set(db, known, { offeredAt: rule.now });
  else write.albumCovers.insert(db, { albumId, artworkId, tier, source, ref, offeredAt: rule.now });
  return settleCover(db, albumId, rule, asked) === artworkId;
}

/** All were asked, and nothing better came: the tracks have what the album has. Within a transaction. */
export function closeCover(db: Db, albumId: number, rule: CoverRule): number | undefined {
  return settleCover(db, albumId, rule, true);
}

/** Whether tracks came to the album after its cover, and have none of their own. */
export function hasLateTracks(db: Db, albumId: number): boolean {
  const cover = albumById.get(db, albumId)?.artworkId ?? null;
  return cover !== null && followers.all(db, albumId, null).length > 0;
}

/** They have what the album has, as if they had been there when it came. Within a transaction. */
export function coverLateTracks(db: Db, albumId: number, now: number): void {
  const album = albumById.get(db, albumId);
  const artworkId = album?.artworkId ?? null;
  if (!album || artworkId === null) return;
  const isFinal = album.coversAskedAt !== null;
  for (const track of followers.all(db, albumId, null)) {
    write.tracks.set(db, track, coveredBy({ artworkId }, track, isFinal), { updatedAt: now });
  }
}

/** Takes back what was offered by these tiers. Within a transaction. @returns the cover that is left. */
export function withdrawCovers(
  db: Db,
  albumId: number,
  tiers: CoverTier[],
  rule: CoverRule,
): number | undefined {
  for (const offer of offersOf.all(db, albumId)) {
    if (tiers.includes(offer.tier)) write.albumCovers.remove(db, offer);
  }
  return settleCover(db, albumId, rule);
}

/** Takes back what was fetched, but for what hangs on a product. Within a transaction. */
export function withdrawFetchedCovers(db: Db, albumId: number, rule: CoverRule): void {
  for (const offer of offersOf.all(db, albumId)) {
    if (!isOwn(offer.tier) && offer.ref === null) write.albumCovers.remove(db, offer);
  }
  settleCover(db, albumId, rule);
}

/**
 * Another edition is the user's: the picture of the former one goes, and who may have that of this one is asked again. What is shown stays
 * until then; a person's and the files' own stay for good. Within a transaction.
 */
export function reopenCover(db: Db, albumId: number): void {
  const album = albumById.get(db, albumId);
  if (!album || album.coversAskedAt === null) return;
  const offers = offersOf.all(db, albumId);
  for (const offer of offers) if (offer.tier === "owned_release") write.albumCovers.remove(db, offer);
  write.albums.set(db, album, { coversAskedAt: null });
  if (album.artworkOverride !== null || offers.some(({ tier }) => isOwn(tier))) return;
  const open = { artworkStatus: "unknown", artworkRetryAt: null } as const;
  if (album.artworkStatus === "absent") write.albums.set(db, album, open);
  for (const track of followers.all(db, albumId, album.artworkId)) write.tracks.set(db, track, open);
}

/** A picture goes with the product that it hung on. Within a transaction. */
export function withdrawCoversOfGoneProducts(db: Db, albumId: number, rule: CoverRule): void {
  if (removeUnlinked(db, albumId)) settleCover(db, albumId, rule);
}

/** @returns whether any went */
function removeUnlinked(db: Db, albumId: number): boolean {
  const gone = new Set(
    selectUnlinked(db)
      .all(albumId)
      .map(({ id }) => id),
  );
  if (gone.size === 0) return false;
  for (const offer of offersOf.all(db, albumId)) if (gone.has(offer.id)) write.albumCovers.remove(db, offer);
  return true;
}

/** What two albums were offered that are one now is decided anew, without what hung on a product that is no longer theirs. Within a transaction. */
export function settleMergedCovers(db: Db, albumId: number, rule: CoverRule): void {
  removeUnlinked(db, albumId);
  settleCover(db, albumId, rule);
}

/** A picture that is not there any more is offered to nobody. Within a transaction. */
export function forgetPicture(db: Db, artworkId: number, rule: CoverRule): void {
  for (const offer of offersWith.all(db, artworkId)) {
    write.albumCovers.remove(db, offer);
    settleCover(db, offer.albumId, rule);
  }
}

/** A person's override: no cover, whatever is offered; or their word taken back. Within a transaction. @returns whether that is new. */
export function overrideCover(db: Db, albumId: number, override: "removed" | null, rule: CoverRule): boolean {
  const album = albumById.get(db, albumId);
  const isNew = album !== undefined && write.albums.set(db, album, { artworkOverride: override });
  if (isNew) settleCover(db, albumId, rule);
  return isNew;
}

/**
 * Decides anew which of the offered pictures is the cover; the album has it, and those of its tracks that have none of their own. A track
 * still wants to ask for its cover when one came unasked that something better could replace. @returns the cover.
 */
function settleCover(
  db: Db,
  albumId: number,
  { leastSide, now }: CoverRule,
  asked = false,
): number | undefined {
  const album = albumById.get(db, albumId);
  if (!album) return undefined;
  const chosen =
    album.artworkOverride === "removed" ? undefined : chooseCover(listCovers(db, albumId), leastSide);
  const coversAskedAt = asked ? now : album.coversAskedAt;
  const isFinal = chosen !== undefined && (coversAskedAt !== null || isOwn(chosen.tier));
  const update = { updatedAt: now };
  for (const track of followers.all(db, albumId, album.artworkId)) {
    write.tracks.set(db, track, coveredBy(chosen, track, isFinal), update);
  }
  write.albums.set(db, album, coveredBy(chosen, album, true), update);
  if (album.coversAskedAt === null) write.albums.set(db, album, { coversAskedAt });
  return chosen?.artworkId;
}

/** A row as the chosen cover leaves it. Unless that is final, one that still wanted to ask goes on wanting. */
function coveredBy(
  chosen: Pick<OfferedCover, "artworkId"> | undefined,
  row: Covered,
  isFinal: boolean,
): Covered {
  const { artworkStatus, artworkRetryAt } = row;
  if (!chosen) {
    const wasCovered = artworkStatus === "available";
    return { artworkId: null, artworkStatus: wasCovered ? "unknown" : artworkStatus, artworkRetryAt };
  }
  const isOpen = artworkStatus === "unknown" && !isFinal;
  return {
    artworkId: chosen.artworkId,
    artworkStatus: isOpen ? "unknown" : "available",
    artworkRetryAt: null,
  };
}
