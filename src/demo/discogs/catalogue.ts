/** What a stand-in of Discogs knows: whole documents, as the service sends them to whoever has a token. */
export type Json = Record<string, unknown>;

export interface DiscogsCatalogue {
  masters: Map<number, Json>;
  releases: Map<number, Json>;
  artists: Map<number, Json>;
  /** Releases that searches list and look-ups deny. */
  hidden: Set<number>;
}

/** A catalogue of these documents; each has its `id`. */
export function discogsOf(documents: {
  masters?: Json[];
  releases?: Json[];
  artists?: Json[];
}): DiscogsCatalogue {
  const byId = (list: Json[] = []): Map<number, Json> =>
    new Map(list.map((document) => [Number(document["id"]), document]));
  return {
    masters: byId(documents.masters),
    releases: byId(documents.releases),
    artists: byId(documents.artists),
    hidden: new Set(),
  };
}
