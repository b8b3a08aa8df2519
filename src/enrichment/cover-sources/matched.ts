import type { FoundCover } from "../covers/cover-source.ts";

/** An identifier says that a picture is of this album, or artist and title agree. */
export type MatchedBy = NonNullable<FoundCover["matchedBy"]>;

export function matched(image: FoundCover | undefined, matchedBy: MatchedBy): FoundCover | undefined {
  return image && { ...image, matchedBy };
}
