import { isJson, objectOf, type Json } from "./documents.ts";

/** Lists of linked entities inside a look-up stop here, and have no pages. */
const linkedLimit = 25;

/** Which `inc` a key needs, any of these; a key that is not listed is always there. */
const needed: Record<string, string[]> = {
  aliases: ["aliases"],
  annotation: ["annotation"],
  tags: ["tags"],
  genres: ["genres"],
  rating: ["ratings"],
  "user-tags": ["user-tags"],
  "user-genres": ["user-genres"],
  "user-rating": ["user-ratings"],
  collections: ["collections", "user-collections"],
  "artist-credit": ["artist-credits", "artists"],
  "label-info": ["labels"],
  "release-group": ["release-groups"],
  media: ["media", "discids", "recordings"],
  discs: ["discids"],
  tracks: ["recordings"],
  "track-offset": ["recordings"],
  "data-tracks": ["recordings"],
  pregap: ["recordings"],
  isrcs: ["isrcs"],
  releases: ["releases"],
  "release-groups": ["release-groups"],
  recordings: ["recordings"],
  works: ["works"],
};
const linkedLists = ["releases", "release-groups", "recordings", "works"];

/** Relations of these are told only when their level is asked for too. */
const levels: Record<string, string> = {
  recording: "recording-level-rels",
  "release-group": "release-group-level-rels",
  work: "work-level-rels",
};

/** A document as the service would give it for this `inc`: without the keys that were not asked for. */
export function pruneIncludes(document: Json, inc: Set<string>): Json {
  return pruneObject(document, "", inc);
}

/** `owner` is the key under which the object stands; "" for the document itself. */
function pruneObject(object: Json, owner: string, inc: Set<string>): Json {
  const kept = Object.entries(object).flatMap(([key, value]) => {
    if (key === "relations")
      return isToldWithRelations(owner, inc) ? [[key, pruneRelations(value, inc)]] : [];
    if (needed[key]?.every((name) => !inc.has(name))) return [];
    const whole = owner === "" && linkedLists.includes(key) && Array.isArray(value);
    return [[key, pruneValue(whole ? value.slice(0, linkedLimit) : value, key, inc)]];
  });
  return Object.fromEntries(kept) as Json;
}

function pruneValue(value: unknown, key: string, inc: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => pruneValue(item, key, inc));
  return isJson(value) ? pruneObject(value, key, inc) : value;
}

function isToldWithRelations(owner: string, inc: Set<string>): boolean {
  const level = levels[owner];
  if (linkedLists.includes(owner)) return false;
  return [...inc].some((name) => name.endsWith("-rels")) && (level === undefined || inc.has(level));
}

function pruneRelations(value: unknown, inc: Set<string>): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter((relation) => isJson(relation) && isAsked(relation, inc)).map(pruneTarget);

  // The target stands under the name of its kind, which here is no key that `inc` switches.
  function pruneTarget(relation: Json): Json {
    const parts = Object.entries(relation).map(([key, part]) => [
      key,
      isJson(part) ? pruneObject(part, key, inc) : part,
    ]);
    return Object.fromEntries(parts) as Json;
  }
}

function isAsked(relation: Json, inc: Set<string>): boolean {
  // Old recordings lack the target type; their target's key tells it.
  const target =
    relation["target-type"] ?? Object.keys(relation).find((key) => "id" in objectOf(relation, key));
  return inc.has(`${String(target).replaceAll("_", "-")}-rels`);
}
