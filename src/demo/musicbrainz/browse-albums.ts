import { objectsOf, type DemoCatalogue, type Json } from "./documents.ts";

const types = new Set([
  "nat",
  "album",
  "single",
  "ep",
  "broadcast",
  "other",
  "audiobook",
  "compilation",
  "demo",
  "dj-mix",
  "field recording",
  "interview",
  "live",
  "mixtape/street",
  "remix",
  "soundtrack",
  "spokenword",
  "audio drama",
]);

/** The release groups that are credited to an artist, alone or with others. */
export function releaseGroupsCreditedTo({ releaseGroups }: DemoCatalogue, artist: string): Json[] {
  const isTheirs = (group: Json): boolean =>
    objectsOf(group, "artist-credit").some((credit) => (credit["artist"] as Json).id === artist);
  return [...releaseGroups.values()].filter(isTheirs);
}

/** `type=album|live` and `release-group-status=website-default|all`: those that fit, or what is wrong with the filter. */
export function filterAlbums(
  groups: Json[],
  catalogue: DemoCatalogue,
  parameters: URLSearchParams,
): Json[] | { error: string } {
  const wanted = (parameters.get("type") ?? "").split("|").filter((type) => type !== "");
  const unknown = wanted.find((type) => !types.has(type));
  if (unknown !== undefined) return { error: `${unknown} is not a recognized release-group type.` };
  const status = parameters.get("release-group-status") ?? "all";
  if (status !== "all" && status !== "website-default") {
    return { error: `${status} is not a recognized release group status.` };
  }
  return groups.filter(
    (group) =>
      (wanted.length === 0 || typesOf(group).some((type) => wanted.includes(type))) &&
      (status === "all" || isOnWebsite(catalogue, group)),
  );
}

const typesOf = (group: Json): string[] =>
  [group["primary-type"], ...((group["secondary-types"] as unknown[] | undefined) ?? [])]
    .filter((type) => typeof type === "string")
    .map((type) => type.toLowerCase());

/** Not those of which there are only promotions, bootlegs and the like. */
function isOnWebsite({ releasesByGroup }: DemoCatalogue, { id }: Json): boolean {
  const statuses = (releasesByGroup.get(String(id)) ?? []).map(({ status }) => status ?? "Official");
  return statuses.length === 0 || statuses.includes("Official");
}
