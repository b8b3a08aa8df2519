import type { UrlDocument } from "./documents.ts";

/** MBIDs of what one address is linked with. */
export interface LinkedItems {
  artists: string[];
  /** Release groups. */
  albums: string[];
  releases: string[];
}

/** An ended relation counts as well: a link that is dead still names what it named. */
export function linkedItemsOf({ relations }: UrlDocument): LinkedItems {
  const idsOf = (
    pick: (relation: NonNullable<UrlDocument["relations"]>[number]) => { id: string } | null | undefined,
  ) => [...new Set((relations ?? []).flatMap((relation) => pick(relation)?.id.toLowerCase() ?? []))];
  return {
    artists: idsOf(({ artist }) => artist),
    albums: idsOf((relation) => relation.release_group ?? relation["release-group"]),
    releases: idsOf(({ release }) => release),
  };
}
