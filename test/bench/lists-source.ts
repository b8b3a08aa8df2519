import { groupCommit } from "../../src/db/group-commit.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import type { AlbumFacts, ArtistFacts, Credit, ReleaseFacts, TrackFacts } from "../../src/facts.ts";
import type { ImportContext } from "../../src/importers/context.ts";
import { importList, type ListImport } from "../../src/lists/import-list.ts";
import { readList } from "../../src/lists/reading/read-list.ts";
import { musicbrainzAlbumSource } from "../../src/sources/musicbrainz/album-source.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";

/** Imports with a source that answers at once, in the process: five albums an artist, one or two releases of ten tracks an album, at hand. */
export function contextOf(db: ImportContext["db"]): ImportContext {
  const musicbrainz = {
    address: "bench",
    lookUpAlbum: (mbid: string) => Promise.resolve(albumOf(Number(mbid.slice(-12)))),
    lookUpArtist: (mbid: string) => Promise.resolve(artistOf(Number(mbid.slice(-12)))),
    releasesAtHand: (mbid: string) => releasesOf(Number(mbid.slice(-12))),
  } as unknown as MusicBrainz;
  return {
    db,
    events: createEvents(),
    now: Date.now,
    musicbrainz,
    albumSources: [musicbrainzAlbumSource(musicbrainz)],
    transact: groupCommit(db, (write) => transact(db, write)),
  };
}

/** The import of a list of so many rows, each of which says something else (an album's years differ), of so many albums; `onPiece` is called while it is read. */
export async function listImportOf(
  context: ImportContext,
  { name, rows, albums, onPiece }: { name: string; rows: number; albums: number; onPiece?: () => void },
): Promise<ListImport> {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from("mbid,title,year\n"));
    for (let at = 0; at < rows; at += 1000) {
      const lines = Array.from({ length: Math.min(1000, rows - at) }, (_, more) => {
        const [album, time] = [(at + more) % albums, Math.floor((at + more) / albums)];
        return `${mbidOf("a", album)},Album ${album},${1900 + time}\n`;
      });
      onPiece?.();
      yield Buffer.from(lines.join(""));
    }
  }
  const { db, events, transact: write } = context;
  const entries = await readList(bytes(), { name: "bench.csv" });
  const options = { concurrency: 50, retryNotFound: false, withoutProducts: true };
  return { db, events, transact: write, importing: context, name, entries, ...options };
}

/** @throws Error where a row did not come in. */
export async function importWhole(given: ListImport): Promise<void> {
  const { counts } = await importList(given);
  if (counts.created + counts.known !== counts.rows) throw new Error(JSON.stringify(counts));
}

const mbidOf = (kind: string, at: number): string =>
  `${kind}0000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

function artistOf(at: number): ArtistFacts {
  return {
    name: `Artist ${at}`,
    sortName: `Artist ${at}`,
    kind: "Group",
    country: "GB",
    disambiguation: null,
    beganOn: "1965",
    endedOn: null,
    links: [],
    categories: [],
    identifiers: [{ kind: "musicbrainz_artist", value: mbidOf("c", at) }],
  };
}

function creditsOf(album: number): Credit[] {
  const artist = artistOf(Math.floor(album / 5));
  return [{ artist, creditedAs: artist.name, joinPhrase: "" }];
}

function albumOf(at: number): AlbumFacts {
  return {
    title: `Album ${at}`,
    primaryType: "Album",
    secondaryTypes: [],
    firstReleaseDate: "1973-03-24",
    disambiguation: null,
    categories: [],
    links: [],
    credits: creditsOf(at),
    identifiers: [{ kind: "musicbrainz_release_group", value: mbidOf("a", at) }],
  };
}

/** Of every second album a second edition of the same recordings. */
function releasesOf(album: number): ReleaseFacts[] {
  const credits = creditsOf(album);
  return Array.from({ length: 1 + (album % 2) }, (_, edition) => ({
    title: `Album ${album}`,
    releasedOn: `${1973 + edition}-03-24`,
    country: "GB",
    status: "Official",
    packaging: null,
    barcode: null,
    asin: null,
    language: "eng",
    script: "Latn",
    disambiguation: null,
    hasFrontCover: true,
    categories: [],
    links: [],
    labels: [{ label: "Harvest", mbid: null, catalogNumber: `SHVL ${album}` }],
    credits,
    identifiers: [{ kind: "musicbrainz_release", value: mbidOf("e", album * 2 + edition) }],
    media: [
      {
        position: 1,
        title: null,
        format: "CD",
        trackCount: tracks,
        tracks: Array.from({ length: tracks }, (_, at) => trackOf({ album, edition, at, credits })),
      },
    ],
  }));
}

const tracks = 10;

interface Place {
  album: number;
  edition: number;
  at: number;
  credits: Credit[];
}

function trackOf({ album, edition, at, credits }: Place): TrackFacts {
  const number = album * tracks + at;
  const own = { title: `Song ${at}`, lengthMs: 200_000 + at, credits };
  const isrc = `GBAYE${String(number).padStart(7, "0")}`;
  return {
    ...own,
    mbid: mbidOf("f", (album * 2 + edition) * tracks + at),
    position: at + 1,
    number: String(at + 1),
    kind: "track",
    recording: {
      ...own,
      isVideo: false,
      disambiguation: null,
      isrcs: [isrc],
      identifiers: [
        { kind: "musicbrainz_recording", value: mbidOf("b", number) },
        { kind: "isrc", value: isrc },
      ],
    },
  };
}
