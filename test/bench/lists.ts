import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, openLibrary } from "../../src/db/open.ts";
import { groupWrites } from "../../src/db/group-writes.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents } from "../../src/events.ts";
import type { AlbumFacts, ArtistFacts } from "../../src/facts.ts";
import type { ImportContext } from "../../src/importers/context.ts";
import { importList } from "../../src/lists/import-list.ts";
import { readList } from "../../src/lists/reading/read-list.ts";
import { musicbrainzAlbumSource } from "../../src/sources/musicbrainz/album-source.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import { cpuMsSince, type Row } from "./table.ts";

const albums = 2_000;
const knownRows = 30_000;

/** A list whose albums a source in the process tells at once; then a long one whose albums are all known. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const db = await openLibrary(join(folder, "library.db"));
  try {
    const context = contextOf(db);
    const first = await timeOf(context, "new", albums);
    const again = await timeOf(context, "known", knownRows);
    return [
      {
        what: "rows a second of a list whose albums are new, the source in the process",
        measured: Math.round(albums / first.seconds).toString(),
        goal: "at least 1,000",
        beside: `${first.cpu}; reading, artists and commits included, releases are jobs`,
      },
      {
        what: "rows a second of a list whose albums are all known",
        measured: Math.round(knownRows / again.seconds).toString(),
        goal: "at least 5,000",
        beside: `${again.cpu}; reading included`,
      },
    ];
  } finally {
    closeLibrary(db);
    rmSync(folder, { recursive: true });
  }
}

async function timeOf(context: ImportContext, name: string, rows: number) {
  const lines = Array.from({ length: rows }, (_, at) => `${mbidOf("a", at % albums)},row ${at}`);
  async function* bytes(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(`mbid,title\n${lines.join("\n")}\n`));
  }
  const [startedAt, since] = [performance.now(), process.cpuUsage()];
  const entries = await readList(bytes(), { name: "bench.csv" });
  const { db, events, transact: write } = context;
  const options = { concurrency: 50, retryNotFound: false, withoutProducts: true };
  const { counts } = await importList({
    db,
    events,
    transact: write,
    importing: context,
    name,
    entries,
    ...options,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuMs = cpuMsSince(since) / rows;
  if (counts.created + counts.known !== rows) throw new Error(JSON.stringify(counts));
  return { seconds, cpu: `${cpuMs.toFixed(2)} ms CPU a row`, ...counts };
}

function contextOf(db: ImportContext["db"]): ImportContext {
  const musicbrainz = {
    address: "bench",
    lookUpAlbum: (mbid: string) => Promise.resolve(albumOf(Number(mbid.slice(-12)))),
    lookUpArtist: (mbid: string) => Promise.resolve(artistOf(Number(mbid.slice(-12)))),
  } as unknown as MusicBrainz;
  return {
    ...{ db, events: createEvents(), now: Date.now, musicbrainz },
    albumSources: [musicbrainzAlbumSource(musicbrainz)],
    transact: groupWrites(db, (write) => transact(db, write)),
  };
}

const mbidOf = (kind: string, at: number): string =>
  `${kind}0000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

function artistOf(at: number): ArtistFacts {
  return {
    ...{ name: `Artist ${at}`, sortName: `Artist ${at}`, kind: "Group", country: "GB" },
    ...{ disambiguation: null, beganOn: "1965", endedOn: null, links: [], categories: [] },
    identifiers: [{ kind: "musicbrainz_artist", value: mbidOf("c", at) }],
  };
}

/** Five albums an artist. */
function albumOf(at: number): AlbumFacts {
  const artist = artistOf(Math.floor(at / 5));
  return {
    ...{ title: `Album ${at}`, primaryType: "Album", secondaryTypes: [], firstReleaseDate: "1973-03-24" },
    ...{ disambiguation: null, categories: [], links: [] },
    credits: [{ artist, creditedAs: artist.name, joinPhrase: "" }],
    identifiers: [{ kind: "musicbrainz_release_group", value: mbidOf("a", at) }],
  };
}
