import type { TheAudioDb } from "../../sources/theaudiodb/source.ts";
import type { CoverSource } from "../artwork.ts";
import { matched } from "./matched.ts";

/** By the MBID of the release group only: what is found is of this album, or of none. */
export function theAudioDbCovers(theAudioDb: TheAudioDb): CoverSource {
  return {
    name: "theaudiodb",
    async findCover({ releaseGroupMbid }, signal) {
      if (releaseGroupMbid === undefined) return undefined;
      const address = await theAudioDb.coverOfReleaseGroup(releaseGroupMbid, signal);
      return matched(
        address === undefined ? undefined : await theAudioDb.getImage(address, signal),
        "identifier",
      );
    },
  };
}
