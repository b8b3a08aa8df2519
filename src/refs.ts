import type { Identifier, IdentifierKind } from "./facts.ts";

/** External identity: which source, which kind of thing there, and its id. Typed as `source:entity:id`. */
export interface Ref {
  /** `musicbrainz`, `discogs`, `barcode`, `amazon` … */
  source: string;
  /** The source's own word for it: `release-group`, `master`, `asin`. */
  entity: string;
  id: string;
}

type RefItem = "album" | "artist" | "release" | "track";

interface KindOfRef extends Omit<Ref, "id"> {
  /** Items of the library that one value names at most one of. */
  exact: readonly RefItem[];
  /** Printed on several releases by nature: kept for each of them, so that no job's order decides whose it is. */
  isShared?: true;
}

/** Registry of identifier kinds: the compiler refuses one that is missing. */
export const refKinds: Record<IdentifierKind, KindOfRef> = {
  musicbrainz_release_group: { source: "musicbrainz", entity: "release-group", exact: ["album"] },
  musicbrainz_release: { source: "musicbrainz", entity: "release", exact: ["release", "album"] },
  musicbrainz_artist: { source: "musicbrainz", entity: "artist", exact: ["artist"] },
  musicbrainz_recording: { source: "musicbrainz", entity: "recording", exact: ["track"] },
  discogs_master: { source: "discogs", entity: "master", exact: ["album"] },
  discogs_release: { source: "discogs", entity: "release", exact: ["release", "album"] },
  discogs_artist: { source: "discogs", entity: "artist", exact: ["artist"] },
  barcode: { source: "barcode", entity: "barcode", exact: [], isShared: true },
  asin: { source: "amazon", entity: "asin", exact: [], isShared: true },
  catalog_number: { source: "catalog", entity: "number", exact: [], isShared: true },
  isrc: { source: "isrc", entity: "isrc", exact: [] },
  wikidata: { source: "wikidata", entity: "item", exact: [] },
  allmusic: { source: "allmusic", entity: "album", exact: [] },
  imdb: { source: "imdb", entity: "title", exact: [] },
};

export const isExact = (kind: IdentifierKind, item: RefItem): boolean => refKinds[kind].exact.includes(item);

export const refOf = ({ kind, value }: Identifier): Ref => {
  const { source, entity } = refKinds[kind];
  return { source, entity, id: value };
};

/** Undefined for what the library keeps no identifier of. */
export function identifierOf({ source, entity, id }: Ref): Identifier | undefined {
  const kinds = Object.keys(refKinds) as IdentifierKind[];
  const kind = kinds.find((each) => refKinds[each].source === source && refKinds[each].entity === entity);
  return kind && { kind, value: id };
}

/** `discogs:master:10362`. Equal refs are equal texts. */
export const textOfRef = ({ source, entity, id }: Ref): string => `${source}:${entity}:${id}`;

/** The same as a person types it: an MBID stands for itself. */
export const typedRef = (ref: Ref): string => (ref.source === "musicbrainz" ? ref.id : textOfRef(ref));

/** The first of these identifiers that is exact for something. */
export const ownIdentifier = (named: readonly Identifier[], item: RefItem): Identifier | undefined =>
  named.find(({ kind }) => isExact(kind, item));

/** The identity of something by the first of these identifiers that is exact for it; null without any. */
export function ownRef(named: readonly Identifier[], item: RefItem): Ref | null {
  const own = ownIdentifier(named, item);
  return own ? refOf(own) : null;
}
