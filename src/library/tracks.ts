import type { AlbumCredit } from "./albums.ts";
import { getArtist } from "./artists.ts";
import { rowsBy } from "../db/rows.ts";
import type { Db } from "../db/connection.ts";
import { releaseTracks, tracks } from "../db/schema/music.ts";

export type TrackRow = typeof tracks.$inferSelect;
export type ReleaseTrackRow = typeof releaseTracks.$inferSelect;

const byId = rowsBy(tracks, ["id"]);
const placesOf = rowsBy(releaseTracks, ["releaseId"], { rest: "ORDER BY medium, position" });

export function getTrack(db: Db, id: number): TrackRow | undefined {
  return byId.get(db, id);
}

export function listReleaseTracks(db: Db, releaseId: number): ReleaseTrackRow[] {
  return placesOf.all(db, releaseId);
}

/** The artist that a track is filed under, credited as printed. */
export function listTrackCredit(db: Db, { artistId, artistCredit }: TrackRow): AlbumCredit[] {
  const name = getArtist(db, artistId)?.name ?? artistCredit ?? "";
  return [{ id: artistId, name, creditedAs: artistCredit ?? name, joinPhrase: "" }];
}
