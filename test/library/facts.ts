import type {
  AlbumFacts,
  ArtistFacts,
  Associations,
  Credit,
  Identifier,
  MediumFacts,
  ReleaseFacts,
  TrackFacts,
} from "../../src/facts.ts";

/** Facts as a source gives them, with as little in them as can be. */

export const nothingMore: Associations = { identifiers: [], categories: [], links: [] };

export function artistFacts(mbid: string, facts: Partial<ArtistFacts> = {}): ArtistFacts {
  return {
    name: mbid,
    sortName: null,
    kind: null,
    country: null,
    disambiguation: null,
    beganOn: null,
    endedOn: null,
    ...nothingMore,
    identifiers: [{ kind: "musicbrainz_artist", value: mbid }],
    ...facts,
  };
}

/** `["Queen", " & "]` is credited so, and joined so to the next. */
export function credits(...names: [name: string, join?: string][]): Credit[] {
  return names.map(([name, joinPhrase = ""]) => ({
    artist: artistFacts(name),
    creditedAs: name,
    joinPhrase,
  }));
}

export function albumFacts(mbid: string, facts: Partial<AlbumFacts> = {}): AlbumFacts {
  return {
    title: mbid,
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: null,
    disambiguation: null,
    credits: credits(["Somebody"]),
    ...nothingMore,
    identifiers: [{ kind: "musicbrainz_release_group", value: mbid }],
    ...facts,
  };
}

export function releaseFacts(mbid: string, facts: Partial<ReleaseFacts> = {}): ReleaseFacts {
  const identifiers: Identifier[] = [{ kind: "musicbrainz_release", value: mbid }];
  if (facts.barcode) identifiers.push({ kind: "barcode", value: facts.barcode });
  return {
    title: mbid,
    releasedOn: null,
    country: null,
    status: null,
    packaging: null,
    barcode: null,
    asin: null,
    labels: [],
    language: null,
    script: null,
    disambiguation: null,
    hasFrontCover: null,
    credits: credits(["Somebody"]),
    media: [],
    ...nothingMore,
    identifiers,
    ...facts,
  };
}

export function mediumFacts(
  position: number,
  tracks: TrackFacts[],
  format: string | null = "CD",
): MediumFacts {
  return { position, title: null, format, trackCount: tracks.length, tracks };
}

export function trackFacts(
  position: number,
  recording: string,
  facts: Partial<Omit<TrackFacts, "recording">> & { recording?: Partial<TrackFacts["recording"]> } = {},
): TrackFacts {
  const { recording: own, ...placed } = facts;
  const isrcs = own?.isrcs ?? [];
  return {
    mbid: null,
    position,
    number: String(position),
    title: recording,
    lengthMs: 1000,
    kind: "track",
    credits: credits(["Somebody"]),
    recording: {
      title: recording,
      lengthMs: 1000,
      isVideo: false,
      isrcs,
      disambiguation: null,
      credits: credits(["Somebody"]),
      identifiers: [
        { kind: "musicbrainz_recording", value: recording },
        ...isrcs.map((value): Identifier => ({ kind: "isrc", value })),
      ],
      ...own,
    },
    ...placed,
  };
}
