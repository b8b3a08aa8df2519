import type { HeldParts } from "../open.ts";
import { readBegun } from "./begun.ts";
import { partsOf, type WantedBuild } from "./plan.ts";

/** What is typed: less of it than before is no wish to lose what there is. */
interface Typed {
  releases: boolean;
  genres: boolean;
  force: boolean;
}

/** What a build is to make, and why it is more, or less, than what is typed. */
export interface Wanted extends WantedBuild {
  releasesBy: "typed" | "catalogue" | "begun" | undefined;
  /** Without genres, though that is not typed: it was, when the build began that is gone on with. */
  isBegunWithoutGenres: boolean;
}

/**
 * Resumption with the flags of the beginning: whoever goes on need not type them again. Releases that the catalogue has are kept, and
 * a build that was begun goes on as it was begun, unless it is forced to begin anew.
 */
export function decideWanted(home: string, typed: Typed, current: HeldParts | undefined): Wanted {
  const begun = typed.force ? undefined : readBegun(home);
  const releasesBy = typed.releases
    ? "typed"
    : current?.parts.includes("release")
      ? "catalogue"
      : begun?.releases
        ? "begun"
        : undefined;
  const isBegunWithoutGenres = typed.genres && begun?.genres === false;
  return {
    parts: partsOf(releasesBy !== undefined),
    genres: typed.genres && !isBegunWithoutGenres,
    releasesBy,
    isBegunWithoutGenres,
  };
}
