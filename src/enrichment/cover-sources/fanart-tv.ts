import type { FanartTv } from "../../sources/fanart-tv/source.ts";
import type { CoverSource } from "../artwork.ts";
import { matched } from "./matched.ts";

/** By the MBID of the release group only: what is found is of this album, or of none. */
export function fanartTvCovers(fanartTv: FanartTv): CoverSource {
  return {
    name: "fanart_tv",
    async findCover({ releaseGroupMbid }, signal) {
      if (releaseGroupMbid === undefined) return undefined;
      const address = await fanartTv.coverOfReleaseGroup(releaseGroupMbid, signal);
      return matched(
        address === undefined ? undefined : await fanartTv.getImage(address, signal),
        "identifier",
      );
    },
  };
}
