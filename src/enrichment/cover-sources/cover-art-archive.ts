import { WithheldError } from "../../errors.ts";
import type { CoverArtArchive } from "../../sources/cover-art-archive/source.ts";
import type { CoverSource, FoundCover } from "../artwork.ts";

/**
 * The release that MusicBrainz says has a front cover, then the release group. One request in the ordinary case:
 * where no release is known to have one, only the group is asked.
 */
export function coverArtArchiveCovers(archive: CoverArtArchive): CoverSource {
  return {
    name: "cover_art_archive",
    bestTier: "owned_release",
    async findCover({ releaseMbids, releaseGroupMbid }, signal, isUsable) {
      const [release] = releaseMbids;
      // archive.org may keep back one release's picture, and hand out that of another.
      let withheld: WithheldError | undefined;
      const noteWithheld = (error: unknown): undefined => {
        if (!(error instanceof WithheldError) || releaseGroupMbid === undefined) throw error;
        withheld = error;
      };
      const own =
        release === undefined ? undefined : await archive.frontOfRelease(release, signal).catch(noteWithheld);
      const ofRelease = ofTheAlbum(own);
      if (releaseGroupMbid === undefined) return ofRelease;
      // A scan of the whole booklet is no cover; the group may well have one.
      if (ofRelease && (!isUsable || (await isUsable(ofRelease)))) return ofRelease;
      const ofGroup = ofTheAlbum(await archive.frontOfReleaseGroup(releaseGroupMbid, signal));
      if (!ofGroup && withheld) throw withheld;
      return ofGroup ?? ofRelease;
    },
  };
}

function ofTheAlbum(found: FoundCover | undefined): FoundCover | undefined {
  return found && { ...found, matchedBy: "identifier", tier: "release_group" };
}
