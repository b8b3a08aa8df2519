import { rowsBy, rowsWhere } from "../../../db/rows.ts";
import type { Db } from "../../../db/connection.ts";
import { albums, artworks } from "../../../db/schema/music.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { getArtwork, type CoverState } from "../../enrichment/artworks.ts";
import { forgetPicture, type CoverRule } from "./covers.ts";
import { write } from "../tables.ts";

export type NewArtwork = Omit<typeof artworks.$inferInsert, "id" | "createdAt">;

const covered = ["id", "artworkId", "artworkStatus", "artworkRetryAt", "updatedAt"] as const;
type Covered = (typeof covered)[number];

const bySha256 = rowsBy(artworks, ["sha256"]);
const albumById = rowsBy(albums, ["id"], { only: covered });
const trackById = rowsBy(tracks, ["id"], { only: covered });
const coverless = rowsWhere<typeof tracks, [albumId: number], Covered>(
  tracks,
  "album_id = ? AND artwork_status IN ('unknown','absent')",
  { only: covered },
);
const albumsWith = rowsBy(albums, ["artworkId"], { only: covered });
const tracksWith = rowsBy(tracks, ["artworkId"], { only: covered });

/** One row for the same bytes, however often and wherever they were found. */
export function saveArtwork(db: Db, artwork: NewArtwork, now: number): number {
  const known = bySha256.get(db, artwork.sha256);
  return known?.id ?? write.artworks.insert(db, { ...artwork, createdAt: now });
}

/** Negative cache: they answered that there is none, which is believed until `retryAt` (ms UTC). */
export function markCoverAbsent(db: Db, albumId: number, retryAt: number): void {
  const absent = { artworkStatus: "absent", artworkRetryAt: retryAt } as const;
  const album = albumById.get(db, albumId);
  if (album?.artworkStatus === "unknown") write.albums.set(db, album, absent);
  const open = coverless.all(db, albumId).filter(({ artworkStatus }) => artworkStatus === "unknown");
  for (const track of open) write.tracks.set(db, track, absent);
}

const withheldById = rowsBy(albums, ["id"], { only: ["id", "artworkWithheldOn"] });
/** So many days of "not now" are "not to be had". */
const daysUntilLost = 3;

/**
 * A source keeps the album's cover and did not hand it out on this day (`2026-11-29`).
 * @returns since when the cover is not to be had; undefined while it may yet come.
 */
export function noteCoverWithheld(db: Db, albumId: number, day: string): string | undefined {
  const album = withheldById.get(db, albumId);
  if (!album) return undefined;
  const days = [...new Set([...album.artworkWithheldOn, day])].slice(0, daysUntilLost);
  write.albums.set(db, album, { artworkWithheldOn: days });
  return days[daysUntilLost - 1];
}

/** It was handed out after all. */
export function forgetCoverWithheld(db: Db, albumId: number): void {
  const album = withheldById.get(db, albumId);
  if (album) write.albums.set(db, album, { artworkWithheldOn: [] });
}

/** A track that joined its album after the cover was settled takes that over; outside any album there is none. */
export function settleTrackCover(db: Db, trackId: number, cover: CoverState, retryAt: number): void {
  if (cover.state === "unknown") return;
  const track = trackById.get(db, trackId);
  if (track?.artworkStatus !== "unknown") return;
  if (cover.state === "absent") {
    write.tracks.set(db, track, { artworkStatus: "absent", artworkRetryAt: retryAt });
    return;
  }
  const { artworkId } = cover;
  write.tracks.set(db, track, { artworkId, artworkStatus: "available", artworkRetryAt: null });
}

/** An image whose file is gone: its albums have another that was offered, or none. Within a transaction. */
export function forgetArtwork(db: Db, id: number, rule: CoverRule): void {
  const without = { artworkId: null, artworkStatus: "unknown" } as const;
  forgetPicture(db, id, rule);
  for (const album of albumsWith.all(db, id)) write.albums.set(db, album, without);
  for (const track of tracksWith.all(db, id)) write.tracks.set(db, track, without);
  const artwork = getArtwork(db, id);
  if (artwork) write.artworks.remove(db, artwork);
}
