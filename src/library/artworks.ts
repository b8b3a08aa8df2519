import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { albums, artworks, releases, tracks } from "../db/schema/music.ts";
import { identifiers } from "../db/schema/facts.ts";
import { statement } from "../db/statement.ts";
import { listAlbumCredits } from "./albums.ts";

/** What a cover source needs to know of an album. */
export interface AlbumToCover {
  id: number;
  title: string;
  artist: string;
  year: number | null;
  releaseGroupMbid: string | undefined;
  barcodes: string[];
  /** Those known to have a front cover, the first to be asked first. Never one whose cover was withdrawn. */
  releaseMbids: string[];
}

export type NewArtwork = Omit<typeof artworks.$inferInsert, "id" | "createdAt">;
export type ArtworkRow = typeof artworks.$inferSelect;

export type CoverState =
  { state: "available"; artworkId: number } | { state: "absent" } | { state: "unknown" };

export function getCoverState(db: Db, albumId: number): CoverState {
  const album = db
    .select({ artworkId: albums.artworkId, status: albums.artworkStatus })
    .from(albums)
    .where(eq(albums.id, albumId))
    .get();
  if (album?.artworkId != null) return { state: "available", artworkId: album.artworkId };
  return album?.status === "absent" ? { state: "absent" } : { state: "unknown" };
}

export function getAlbumToCover(db: Db, albumId: number): AlbumToCover | undefined {
  const album = db.select().from(albums).where(eq(albums.id, albumId)).get();
  if (!album) return undefined;
  const editions = db
    .select({
      mbid: identifiers.value,
      status: releases.status,
      releasedOn: releases.releasedOn,
      hasFrontCover: releases.hasFrontCover,
      barcode: releases.barcode,
    })
    .from(releases)
    .innerJoin(
      identifiers,
      and(
        eq(identifiers.itemType, "release"),
        eq(identifiers.itemId, releases.id),
        eq(identifiers.kind, "musicbrainz_release"),
      ),
    )
    .where(eq(releases.albumId, albumId))
    .all();
  const rank = (each: (typeof editions)[number]): string =>
    [each.status === "Official" ? 0 : 1, each.releasedOn ?? "9999", each.mbid].join(" ");
  const covered = editions.filter((each) => each.hasFrontCover === true);
  return {
    id: album.id,
    title: album.title,
    artist: listAlbumCredits(db, albumId)
      .map((credit) => credit.creditedAs + credit.joinPhrase)
      .join(""),
    year: album.releaseYear,
    releaseGroupMbid: groupMbid(db, albumId),
    barcodes: [...new Set(editions.flatMap(({ barcode }) => (barcode ? [barcode] : [])))],
    releaseMbids: covered.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(({ mbid }) => mbid),
  };
}

function groupMbid(db: Db, albumId: number): string | undefined {
  const row = db
    .select({ value: identifiers.value })
    .from(identifiers)
    .where(
      and(
        eq(identifiers.itemType, "album"),
        eq(identifiers.itemId, albumId),
        eq(identifiers.kind, "musicbrainz_release_group"),
      ),
    )
    .get();
  return row?.value;
}

/** One row for the same bytes, however often and wherever they were found. */
export function saveArtwork(db: Db, artwork: NewArtwork, now: number): number {
  db.insert(artworks)
    .values({ ...artwork, createdAt: now })
    .onConflictDoNothing()
    .run();
  return db.select({ id: artworks.id }).from(artworks).where(eq(artworks.sha256, artwork.sha256)).get()!.id;
}

/** The cover of an album, and of its tracks that have none. */
export function linkCover(db: Db, albumId: number, artworkId: number, now: number): void {
  db.update(albums)
    .set({ artworkId, artworkStatus: "available", artworkRetryAt: null, updatedAt: now })
    .where(eq(albums.id, albumId))
    .run();
  db.update(tracks)
    .set({ artworkId, artworkStatus: "available", artworkRetryAt: null, updatedAt: now })
    .where(and(eq(tracks.albumId, albumId), inArray(tracks.artworkStatus, ["unknown", "absent"])))
    .run();
}

/** They answered that there is none: believed until `retryAt` (ms UTC). */
export function markCoverAbsent(db: Db, albumId: number, retryAt: number): void {
  db.update(albums)
    .set({ artworkStatus: "absent", artworkRetryAt: retryAt })
    .where(and(eq(albums.id, albumId), eq(albums.artworkStatus, "unknown")))
    .run();
  db.update(tracks)
    .set({ artworkStatus: "absent", artworkRetryAt: retryAt })
    .where(and(eq(tracks.albumId, albumId), eq(tracks.artworkStatus, "unknown")))
    .run();
}

/** A track that joined its album after the cover was settled takes that over; outside any album there is none. */
export function settleTrackCover(db: Db, trackId: number, cover: CoverState, retryAt: number): void {
  if (cover.state === "unknown") return;
  const values =
    cover.state === "available"
      ? { artworkId: cover.artworkId, artworkStatus: "available" as const, artworkRetryAt: null }
      : { artworkStatus: "absent" as const, artworkRetryAt: retryAt };
  db.update(tracks)
    .set(values)
    .where(and(eq(tracks.id, trackId), eq(tracks.artworkStatus, "unknown")))
    .run();
}

const selectCoverStatus = statement<[id: number], { status: string }>(
  "SELECT artwork_status AS status FROM tracks WHERE id = ?",
);

/** Whether the track's cover is still open. */
export function lacksCover(db: Db, trackId: number): boolean {
  return selectCoverStatus(db).get(trackId)?.status === "unknown";
}

export function getArtwork(db: Db, id: number): ArtworkRow | undefined {
  return db.select().from(artworks).where(eq(artworks.id, id)).get();
}

export function listArtworkFiles(db: Db): Pick<ArtworkRow, "id" | "path">[] {
  return db.select({ id: artworks.id, path: artworks.path }).from(artworks).all();
}

/** An image whose file is gone: its albums and tracks are without a cover again. */
export function forgetArtwork(db: Db, id: number): void {
  const without = { artworkId: null, artworkStatus: "unknown" as const };
  db.update(albums).set(without).where(eq(albums.artworkId, id)).run();
  db.update(tracks).set(without).where(eq(tracks.artworkId, id)).run();
  db.delete(artworks).where(eq(artworks.id, id)).run();
}
