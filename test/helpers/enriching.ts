import { drizzle } from "drizzle-orm/better-sqlite3";
import { dirname } from "node:path";
import { onTestFinished } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createGateRows } from "../../src/db/services/gates.ts";
import type { Db } from "../../src/db/connection.ts";
import { albums, artists } from "../../src/db/schema/music.ts";
import { tracks } from "../../src/db/schema/releases.ts";
import { drawPng } from "./pictures.ts";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { enrichmentConfig, type EnrichmentConfig } from "../../src/enrichment/config.ts";
import { coverArtArchiveCovers } from "../../src/enrichment/cover-sources/cover-art-archive.ts";
import { createEnrichment } from "../../src/enrichment/create.ts";
import type { EnrichmentJob } from "../../src/enrichment/enrichment-job.ts";
import type { LyricsSource } from "../../src/enrichment/lyrics/lyrics.ts";
import { createEvents, type Events, type ImporterEvents } from "../../src/events.ts";
import { createCoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import type { NetworkMonitor } from "../../src/network/monitor.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";

export const someDay = Date.UTC(2024, 4, 1, 12);

/** A library of one artist with so many albums of so many tracks; ids count from 1. */
export function fillLibrary(db: Db, albumCount: number, tracksEach: number): void {
  const stamps = { createdAt: someDay, updatedAt: someDay };
  const builder = drizzle({ client: db.$client });
  builder
    .insert(artists)
    .values({ name: "The Testers", nameKey: "testers", ...stamps })
    .run();
  for (let album = 1; album <= albumCount; album++) {
    builder
      .insert(albums)
      .values({ title: `Album ${album}`, titleKey: `album ${album}`, ...stamps })
      .run();
    const rows = Array.from({ length: tracksEach }, (_, at) => ({
      title: `Song ${album}.${at + 1}`,
      artistId: 1,
      albumId: album,
      lengthMs: 180_000,
      ...stamps,
    }));
    if (rows.length > 0) builder.insert(tracks).values(rows).run();
  }
}

/** Answers from memory, and remembers what it was asked. */
export function coverSource(
  find: (albumId: number) => Promise<Buffer | undefined> | Buffer | undefined = () => cover("one"),
): CoverSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    name: "test_covers",
    async findCover(album) {
      asked.push(album.id);
      const bytes = await find(album.id);
      return bytes && { bytes, url: `http://covers.example/${album.id}` };
    },
  };
}

export function lyricsSource(
  find: (trackId: number, signal: AbortSignal) => Promise<string | undefined> | string | undefined = () =>
    "la",
): LyricsSource & { asked: number[]; most: () => number } {
  const asked: number[] = [];
  let [running, most] = [0, 0];
  return {
    asked,
    most: () => most,
    name: "test_lyrics",
    async findLyrics(track, signal) {
      asked.push(track.id);
      most = Math.max(most, ++running);
      try {
        const plain = await find(track.id, signal);
        return plain === undefined
          ? undefined
          : { plain, synced: null, instrumental: false, sourceId: String(track.id) };
      } finally {
        running--;
      }
    },
  };
}

export const cover = (seed: string): Buffer => drawPng(seed, 300);

export interface Enriching {
  job: EnrichmentJob;
  events: Events;
  updated: ImporterEvents["track-updated"][];
  home: string;
}

export interface EnrichingOptions {
  config?: Partial<EnrichmentConfig>;
  covers?: CoverSource[];
  lyrics?: LyricsSource[];
  now?: () => number;
  env?: Record<string, string>;
  abandon?: AbortSignal;
  longestWaitMs?: number;
  /** Instead of the system's; looked at every 5 ms. */
  monitor?: NetworkMonitor;
}

/** A run over the library, wired as the program wires it; retries follow at once. */
export function enriching(library: { db: Db; path: string }, options: EnrichingOptions = {}): Enriching {
  const { db, path } = library;
  const home = dirname(path);
  const events = createEvents();
  const updated: ImporterEvents["track-updated"][] = [];
  events.on("track-updated", (event) => updated.push(event));
  const job = createEnrichment({
    db,
    events,
    now: options.now ?? (() => someDay),
    config: enrichmentConfig({ baseRetryDelayMs: 1, ...options.config }),
    settings: loadConfig({ IMPORTER_HOME: home, IMPORTER_NETWORK: "wifi", ...options.env }),
    sources: { covers: options.covers ?? [coverSource()], lyrics: options.lyrics ?? [lyricsSource()] },
    longestWaitMs: options.longestWaitMs ?? 0,
    ...(options.monitor && { network: { monitor: options.monitor, lookEveryMs: 5 } }),
    ...(options.abandon && { abandon: options.abandon }),
  });
  return { job, events, updated, home };
}

export const never: AbortSignal = new AbortController().signal;

/** The real cover source over real HTTP, against a stand-in's address. */
export function archiveCovers(db: Db, url: string): CoverSource {
  const events = createEvents();
  const http = createHttpClient({
    userAgent: "importer-test/1 ( test@example.org )",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const gate = createGate({ api: "cover_art_archive", intervalMs: 0, rows: createGateRows(db), events });
  const api = { name: "Cover Art Archive", baseUrl: url, gate, rejectedHint: "say who you are" };
  return coverArtArchiveCovers(createCoverArtArchive(http, api, 20 * 1024 * 1024));
}
