import type { AlbumCredit } from "./albums.ts";
import { getArtist } from "./artists.ts";
import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { releaseTracks, tracks } from "../../db/schema/releases.ts";

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

const selectOnlyOn = statement<[{ releaseId: number }], { trackId: number }>(
  `SELECT DISTINCT track_id AS trackId FROM release_tracks AS own WHERE release_id = @releaseId AND NOT EXISTS (
    SELECT 1 FROM release_tracks AS others WHERE others.track_id = own.track_id AND others.release_id <> @releaseId)`,
  { sorts: "the tracks of one release" },
);

/** The tracks that stand on no other release. */
export const listTracksOnlyOn = (db: Db, releaseId: number): number[] =>
  selectOnlyOn(db)
    .all({ releaseId })
    .map(({ trackId }) => trackId);

/** The artist that a track is filed under, credited as printed. */
export function listTrackCredit(db: Db, { artistId, artistCredit }: TrackRow): AlbumCredit[] {
  const name = getArtist(db, artistId)?.name ?? artistCredit ?? "";
  return [{ id: artistId, name, creditedAs: artistCredit ?? name, joinPhrase: "" }];
}
