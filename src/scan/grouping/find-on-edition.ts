import type { Db } from "../../db/connection.ts";
import { findByIdentifier } from "../../library/identity/identifiers.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { getRelease } from "../../library/items/releases.ts";
import { listReleaseTracks, type ReleaseTrackRow } from "../../library/items/tracks.ts";
import { isSamePlace, layFiles, type FileToLay } from "../../matching/editions/lay-files.ts";

/**
 * Edition matching of one file: the track in its place on the edition that a person said it is, else that its tags name by MBID, if title
 * and measured length agree. Recordings of one title on two editions of an album are told apart so. @returns a function of the release's
 * MBID and the file, which asks for each edition once.
 */
export function createEditionLook(db: Db, albumId: number) {
  const album = getAlbum(db, albumId);
  const said = album?.ownedReleaseBy === "person" ? album.ownedReleaseId : null;
  const placesOf = new Map<string, ReleaseTrackRow[]>();

  const placesOn = (mbid: string): ReleaseTrackRow[] => {
    const id = said ?? findByIdentifier(db, "release", "musicbrainz_release", [mbid])[0];
    // Files that a person bound to another album than their tags name stay there.
    const isOfAlbum = id !== undefined && getRelease(db, id)?.albumId === albumId;
    return isOfAlbum ? listReleaseTracks(db, id) : [];
  };

  return (mbid: string, file: FileToLay): number | undefined => {
    const places = placesOf.get(mbid) ?? placesOn(mbid);
    placesOf.set(mbid, places);
    const [laid] = layFiles(
      [file],
      places.filter((place) => isSamePlace(file, place)),
    ).laid;
    return laid?.fits && laid.offMs !== null ? laid.place?.trackId : undefined;
  };
}
