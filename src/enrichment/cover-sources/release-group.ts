import type { GetLinkedImage } from "../../sources/linked-image.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { matched } from "./matched.ts";

/** A service that keeps covers under the MBIDs of release groups. */
export interface ReleaseGroupArt {
  coverOfReleaseGroup(mbid: string, signal?: AbortSignal): Promise<string | undefined>;
  getImage: GetLinkedImage;
}

/** By the MBID of the release group only: what is found is of this album, or of none. */
export function releaseGroupCovers(name: string, art: ReleaseGroupArt): CoverSource {
  return {
    name,
    mayAsk: ({ releaseGroupMbid }) => releaseGroupMbid !== undefined,
    async findCover({ releaseGroupMbid }, signal) {
      if (releaseGroupMbid === undefined) return undefined;
      const address = await art.coverOfReleaseGroup(releaseGroupMbid, signal);
      return matched(address === undefined ? undefined : await art.getImage(address, signal), "identifier");
    },
  };
}
