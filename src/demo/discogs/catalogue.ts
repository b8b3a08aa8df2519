/** What a stand-in of Discogs knows: whole documents, as the service sends them to whoever has a token. */
export type DiscogsDocument = Record<string, unknown>;

export interface DiscogsCatalogue {
  masters: Map<number, DiscogsDocument>;
  releases: Map<number, DiscogsDocument>;
  artists: Map<number, DiscogsDocument>;
  /** Releases that searches list and look-ups deny. */
  hidden: Set<number>;
}

/** A catalogue of these documents; each has its `id`. */
export function discogsOf(documents: {
  masters?: DiscogsDocument[];
  releases?: DiscogsDocument[];
  artists?: DiscogsDocument[];
}): DiscogsCatalogue {
  const byId = (list: DiscogsDocument[] = []): Map<number, DiscogsDocument> =>
    new Map(list.map((document) => [Number(document["id"]), document]));
  return {
    masters: byId(documents.masters),
    releases: byId(documents.releases),
    artists: byId(documents.artists),
    hidden: new Set(),
  };
}
