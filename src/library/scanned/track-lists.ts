import type { Db } from "../../db/connection.ts";
import type { ListedTrack } from "../../matching/albums/same-album.ts";
import { listAlbumTracks } from "../details/album-tracks.ts";
import { listReleases } from "../items/releases.ts";
import { listReleaseTracks } from "../items/tracks.ts";

/** More editions would tell no more. */
const mostReleases = 30;

/** The track lists of an album's releases; where none is known, that of its files. */
export function listTrackLists(db: Db, albumId: number): ListedTrack[][] {
  const lists = listReleases(db, albumId)
    .slice(0, mostReleases)
    .map(({ id }) => listReleaseTracks(db, id).filter(({ kind }) => kind === "track"))
    .filter((tracks) => tracks.length > 0);
  if (lists.length > 0) return lists;
  const own = listAlbumTracks(db, albumId).filter(({ files }) => files.length > 0);
  return own.length > 0 ? [own] : [];
}
