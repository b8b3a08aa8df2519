/** A WS/2 document, or a part of one. */
export type Json = Record<string, unknown>;

/** Everything a stand-in of the MusicBrainz web service knows. */
export interface DemoCatalogue {
  /** Release groups as the search index holds them; `score` is set anew with each answer. */
  searchDocuments: unknown[];
  /** Look-up documents by MBID, complete: what `inc` does not ask for is left out when they are served. */
  releaseGroups: Map<string, Json>;
  releases: Map<string, Json>;
  artists: Map<string, Json>;
  releasesByGroup: Map<string, Json[]>;
  /** MBID that was merged away → the one that survives, for entities of all kinds. */
  merged?: Map<string, string>;
  /** Collections that editors keep, by MBID. */
  collections?: Map<string, Collection>;
  surroundings?: Surroundings;
}

export interface Collection {
  name: string;
  editor: string;
  /** As the service says it. */
  entityType: "release" | "release_group" | "artist";
  isPublic: boolean;
  /** MBIDs of what is in it. */
  holds: string[];
}

/**
 * A world around the catalogue, too large to be held as documents: they are made when somebody asks for them. It never
 * changes, so that a search may index it once.
 */
export interface Surroundings {
  /** Search documents, by number. */
  search: Record<Entity, { size: number; id(at: number): string; at(at: number): Json }>;
  /** A complete look-up document. */
  lookUp(entity: Entity, mbid: string): Json | undefined;
  releasesOf(groupMbid: string): Json[] | undefined;
}

export type Entity = "artist" | "release" | "release-group";

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list under `key`; none if there is no list. */
export function objectsOf(document: Json, key: string): Json[] {
  const value = document[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function objectOf(document: Json, key: string): Json {
  const value = document[key];
  return isJson(value) ? value : {};
}

/** The text under `key`; undefined for absent, null and empty. */
export function textUnder(document: Json, key: string): string | undefined {
  const value = document[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
