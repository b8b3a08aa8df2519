import type { CoverTier } from "../../facts.ts";
import type { AlbumToCover } from "../../library/enrichment/artworks.ts";
import type { CoverOrigin } from "../repository.ts";

/** Where covers come from, in the order in which they are asked. */
export interface CoverSource {
  name: string;
  /** The most trusted that its pictures can be; by an identifier, unless said. */
  bestTier?: CoverTier;
  /** What it has MusicBrainz tells, release by release. */
  isToldOf?: true;
  /** Whether there is anything to ask it of this album by; unless said, there is. */
  mayAsk?: (album: AlbumToCover) => boolean;
  /**
   * Undefined: they have none. A source that has several to offer asks of each but the last whether it `isEnough`. Throws the
   * faults of `errors.ts`.
   */
  findCover(album: AlbumToCover, signal: AbortSignal, isEnough?: IsEnough): Promise<FoundCover | undefined>;
}

/** Whether this is an image that we would keep, and large enough to ask no further. A smaller one is offered all the same. */
export type IsEnough = (found: FoundCover) => Promise<boolean>;

export interface FoundCover {
  bytes: Buffer;
  /** What was asked, not the node that answered. */
  url: string;
  /** How sure it is that this is the album: an identifier led to it, or a search whose best hit fitted. */
  matchedBy?: "identifier" | "name";
  /** Where it says more than that: the archive's covers are of the very album. */
  tier?: CoverTier;
}

/** How far what a source has is trusted, and where it came from. */
export function originOf(
  { name }: CoverSource,
  { url, matchedBy = "identifier", tier = matchedBy }: FoundCover,
): Omit<CoverOrigin, "path"> {
  return { source: name, url, tier };
}
