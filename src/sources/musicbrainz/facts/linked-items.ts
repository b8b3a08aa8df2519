import type { OddPart } from "../../lenient.ts";
import type { UrlDocument } from "../documents.ts";

/** MBIDs of what one address is linked with. */
export interface LinkedItems {
  artists: string[];
  /** Release groups. */
  albums: string[];
  releases: string[];
  odd: OddPart[];
}

/** An ended relation counts as well: a link that is dead still names what it named. */
export function linkedItemsOf({ relations }: UrlDocument): Omit<LinkedItems, "odd"> {
  const idsOf = (pick: (relation: UrlDocument["relations"][number]) => { id: string } | null | undefined) => [
    ...new Set(relations.flatMap((relation) => pick(relation)?.id.toLowerCase() ?? [])),
  ];
  return {
    artists: idsOf(({ artist }) => artist),
    albums: idsOf((relation) => relation.release_group ?? relation["release-group"]),
    releases: idsOf(({ release }) => release),
  };
}
