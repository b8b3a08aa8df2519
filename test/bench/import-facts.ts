import type { AlbumFacts, ArtistFacts, Credit, Identifier, ReleaseFacts } from "../../src/facts.ts";

/** What sources that answer at once say of made-up albums: five an artist, each with editions of the same twelve recordings. */

export interface FactsOfAlbum {
  album: AlbumFacts;
  releases: ReleaseFacts[];
}

export const factsOfAlbum = (at: number, editions: number): FactsOfAlbum => ({
  album: albumOf(at),
  releases: releasesOf(at, editions),
});

/** Spread as real ones are, so that each new row goes to another page of the index. */
export const mbidOf = (kind: string, at: number): string => {
  const spread = Math.imul(at + 1, 0x9e3779b1) >>> 0;
  return `${spread.toString(16).padStart(8, "0")}-${kind}000-4000-8000-${String(at).padStart(12, "0")}`;
};

export const numberIn = (mbid: string): number => Number(mbid.slice(-12));

/** As much of MusicBrainz's client as an import by its MBID needs; an album's releases are one page. */
export const sourceOf = (factsOf: (mbid: string) => FactsOfAlbum): object => ({
  lookUpAlbum: (mbid: string) => Promise.resolve(factsOf(mbid).album),
  lookUpArtist: (mbid: string) => Promise.resolve(artistOf(numberIn(mbid))),
  async *releasePages(mbid: string) {
    const { releases } = factsOf(mbid);
    yield await Promise.resolve({ releases, received: releases.length, total: releases.length, odd: [] });
  },
});

/** Every album, release, recording and place is called otherwise. */
export function rename({ album, releases }: FactsOfAlbum): void {
  album.title += " again";
  for (const release of releases) {
    release.title += " again";
    for (const track of release.media.flatMap(({ tracks }) => tracks)) {
      track.title += " again";
      if (!track.recording.title.endsWith(" again")) track.recording.title += " again";
    }
  }
}

export function artistOf(at: number): ArtistFacts {
  return {
    name: `Artist ${at}`,
    sortName: `Artist ${at}`,
    kind: "Group",
    country: "GB",
    disambiguation: null,
    beganOn: "1965",
    endedOn: null,
    links: [],
    categories: [{ kind: "genre", name: `genre ${at % 30}`, weight: 3 }],
    identifiers: [{ kind: "musicbrainz_artist", value: mbidOf("c", at) }],
  };
}

function creditOf(album: number): Credit[] {
  const artist = artistOf(Math.floor(album / 5));
  return [{ artist, creditedAs: artist.name, joinPhrase: "" }];
}

function identifiersOf(recording: number): { isrc: string; identifiers: Identifier[] } {
  const isrc = `GBAYE${String(recording).padStart(7, "0")}`;
  const named = { kind: "musicbrainz_recording", value: mbidOf("b", recording) } as const;
  return { isrc, identifiers: [named, { kind: "isrc", value: isrc }] };
}

export function albumOf(at: number): AlbumFacts {
  const genres = [at % 30, (at + 7) % 30, (at + 13) % 30];
  return {
    title: `Album ${at}`,
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: "1973-03-24",
    disambiguation: null,
    credits: creditOf(at),
    identifiers: [{ kind: "musicbrainz_release_group", value: mbidOf("a", at) }],
    categories: genres.map((genre) => ({ kind: "genre", name: `genre ${genre}`, weight: 2 })),
    links: [{ source: "wikidata", externalId: `Q${at}`, url: `https://www.wikidata.org/wiki/Q${at}` }],
  };
}

/** Editions of the same twelve recordings. */
export function releasesOf(album: number, editions: number): ReleaseFacts[] {
  const credits = creditOf(album);
  const recordings = Array.from({ length: 12 }, (_, at) => {
    const { isrc, identifiers } = identifiersOf(album * 12 + at);
    const [title, lengthMs] = [`Song ${at}`, 200_000 + at];
    return { title, lengthMs, isVideo: false, disambiguation: null, isrcs: [isrc], credits, identifiers };
  });
  return Array.from({ length: editions }, (_, edition) => ({
    title: `Album ${album}`,
    releasedOn: `${1973 + edition}-03-24`,
    country: "GB",
    status: "Official",
    packaging: null,
    barcode: `50${String(album * editions + edition).padStart(11, "0")}`,
    asin: null,
    language: "eng",
    script: "Latn",
    disambiguation: null,
    hasFrontCover: true,
    categories: [],
    links: [],
    labels: [{ label: "Harvest", mbid: null, catalogNumber: `SHVL ${album}` }],
    credits,
    identifiers: [{ kind: "musicbrainz_release", value: mbidOf("e", album * editions + edition) }],
    media: [
      {
        position: 1,
        title: null,
        format: edition === 0 ? '12" Vinyl' : "CD",
        trackCount: 12,
        tracks: recordings.map((recording, at) => ({
          mbid: mbidOf("f", (album * editions + edition) * 12 + at),
          position: at + 1,
          number: String(at + 1),
          title: `Song ${at}`,
          lengthMs: 200_000 + at,
          kind: "track" as const,
          credits,
          recording,
        })),
      },
    ],
  }));
}
