import { WithheldError } from "../../errors.ts";
import type { CoverArtArchive } from "../../sources/cover-art-archive/source.ts";
import type { CoverSource, FoundCover } from "../covers/cover-source.ts";

/**
 * The edition that the user has, if their files say which; then the release that MusicBrainz says has a front cover, then the release
 * group, until one is large enough. One request in the ordinary case: where no release is known to have one, only the group is asked.
 */
export function coverArtArchiveCovers(archive: CoverArtArchive): CoverSource {
  return {
    name: "cover_art_archive",
    bestTier: "owned_release",
    isToldOf: true,
    mayAsk: ({ ownedReleaseMbid, releaseMbids, releaseGroupMbid }) =>
      (ownedReleaseMbid ?? releaseMbids[0] ?? releaseGroupMbid) !== undefined,
    async findCover({ ownedReleaseMbid, releaseMbids, releaseGroupMbid }, signal, isEnough) {
      const ofRelease = (mbid: string) => archive.frontOfRelease(mbid, signal);
      const [other] = releaseMbids.filter((mbid) => mbid !== ownedReleaseMbid);
      const questions = [
        ...(ownedReleaseMbid ? [async () => asTier("owned_release", await ofRelease(ownedReleaseMbid))] : []),
        ...(other ? [async () => asTier("release_group", await ofRelease(other))] : []),
        ...(releaseGroupMbid
          ? [async () => asTier("release_group", await archive.frontOfReleaseGroup(releaseGroupMbid, signal))]
          : []),
      ];
      let last: FoundCover | undefined;
      // archive.org may keep back one release's picture, and hand out that of another.
      let withheld: WithheldError | undefined;
      for (const ask of questions) {
        const found = await ask().catch((error: unknown) => {
          if (!(error instanceof WithheldError)) throw error;
          withheld = error;
          return undefined;
        });
        if (!found) continue;
        last = found;
        // A scan of the whole booklet is no cover; the group may well have one.
        if (!isEnough || (ask !== questions.at(-1) && (await isEnough(found)))) break;
      }
      if (!last && withheld) throw withheld;
      return last;
    },
  };
}

function asTier(
  tier: "owned_release" | "release_group",
  found: FoundCover | undefined,
): FoundCover | undefined {
  return found && { ...found, matchedBy: "identifier", tier };
}
