import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { drawItem } from "../../src/demo/cover-art-archive/draw-item.ts";
import type { ArtCatalogue, CoverArtArchiveStandIn } from "../../src/demo/cover-art-archive/server.ts";
import type { Fault, StandIn } from "../../src/demo/stand-in.ts";
import { importer, patientSettings, type CliOptions, type CliResult } from "../helpers/cli.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { fillLibrary } from "../helpers/enriching.ts";
import { always } from "../helpers/faults.ts";
import { column, rows, type Row } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { lrclibStandIn, lyricsRecord } from "../helpers/lrclib.ts";

/** A library of albums without covers and lyrics, and two services that have all of them. */
export interface EnrichStage {
  env: Record<string, string>;
  db: Db;
  covers: CoverArtArchiveStandIn;
  lyrics: StandIn;
  importer(argv: string[], options?: CliOptions): Promise<CliResult>;
  rows(sql: string): Row[];
  column(sql: string): unknown[];
  /** What was asked of both services so far, as they would answer it: covers by album, lyrics by track. */
  asked(): { covers: string[]; lyrics: string[] };
  requestCount(): number;
  setFault(fault: Fault | undefined): void;
}

const mbid = (kind: number, album: number): string =>
  `00000000-0000-4000-800${kind}-${String(album).padStart(12, "0")}`;

export async function createEnrichStage(albumCount: number, tracksEach: number): Promise<EnrichStage> {
  const { db, path } = await temporaryLibrary();
  const home = dirname(path);
  fillLibrary(db, albumCount, tracksEach);
  db.$client.exec(
    `INSERT INTO identifiers (item_type, item_id, kind, value)
     SELECT 'album', id, 'musicbrainz_release_group', printf('00000000-0000-4000-8001-%012d', id) FROM albums`,
  );
  const covers = await coverArtStandIn(artOf(albumCount));
  const lyrics = await lrclibStandIn(
    rows<{ id: number; title: string; album: string }>(
      db,
      "SELECT tracks.id, tracks.title, albums.title AS album FROM tracks JOIN albums ON albums.id = album_id",
    ).map(({ id, title, album }) =>
      lyricsRecord({ id, trackName: title, artistName: "The Testers", albumName: album, duration: 180 }),
    ),
  );
  const env = {
    ...patientSettings,
    IMPORTER_HOME: home,
    IMPORTER_COVER_SOURCES: "cover_art_archive",
    IMPORTER_COVER_ART_ARCHIVE_URL: covers.url,
    IMPORTER_LRCLIB_URL: lyrics.url,
    IMPORTER_LRCLIB_INTERVAL_MS: "0",
  };
  return {
    env,
    db,
    covers,
    lyrics,
    importer: (argv, options = {}) => importer(argv, { ...options, env: { ...env, ...options.env } }),
    rows: (sql) => rows(db, sql),
    column: (sql) => column(db, sql),
    asked: () => ({
      covers: covers.hosts.coverArtArchive.requests.map((request) => request.path),
      lyrics: lyrics.requests.map((request) => request.path),
    }),
    requestCount: () => covers.requests.length + lyrics.requests.length,
    setFault(fault) {
      covers.setFault(fault && always(fault));
      lyrics.setFault(fault && always(fault));
    },
  };
}

function artOf(albumCount: number): ArtCatalogue {
  const albums = Array.from({ length: albumCount }, (_, at) => at + 1);
  return {
    items: new Map(
      albums.map((album) => [
        mbid(2, album),
        drawItem(mbid(2, album), [{ id: 1000 + album, types: ["Front"], sizePx: 240 }]),
      ]),
    ),
    groups: new Map(albums.map((album) => [mbid(1, album), mbid(2, album)])),
  };
}

/** Every track has its cover and its lyrics, and every file holds what its name says. */
export function expectComplete({ env, rows, column }: EnrichStage): void {
  expect(column("SELECT DISTINCT artwork_status || ' ' || lyrics_status FROM tracks")).toEqual([
    "available available",
  ]);
  expect(column("SELECT count(*) FROM tracks WHERE id NOT IN (SELECT track_id FROM lyrics)")).toEqual([0]);
  expect(column("SELECT count(*) FROM albums WHERE artwork_id IS NULL")).toEqual([0]);
  for (const { path, sha256 } of rows("SELECT path, sha256 FROM artworks")) {
    const file = join(env["IMPORTER_HOME"]!, String(path));
    expect(existsSync(file) && createHash("sha256").update(readFileSync(file)).digest("hex")).toBe(sha256);
  }
}

/** The most that a list has of one thing. */
export function mostOfOne(list: string[]): number {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
