import type { CoverArtArchive } from "../../sources/cover-art-archive/source.ts";
import type { CoverSource } from "../artwork.ts";

/**
 * The release that MusicBrainz says has a front cover, then the release group. One request in the ordinary case:
 * where no release is known to have one, only the group is asked.
 */
export function coverArtArchiveCovers(archive: CoverArtArchive): CoverSource {
  return {
    name: "cover_art_archive",
    async findCover({ releaseMbids, releaseGroupMbid }, signal) {
      const [release] = releaseMbids;
      const own = release === undefined ? undefined : await archive.frontOfRelease(release, signal);
      if (own || releaseGroupMbid === undefined) return own;
      return archive.frontOfReleaseGroup(releaseGroupMbid, signal);
    },
  };
}
