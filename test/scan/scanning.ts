import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents, type Events } from "../../src/events.ts";
import type { ScanResult } from "../../src/scan/result.ts";
import { scan, type ScanOptions } from "../../src/scan/scan.ts";
import { flac, type AudioOptions, type AudioTags } from "../helpers/audio.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";

/** A folder of music and a library to read it into. */
export interface Scanning {
  db: Db;
  folder: string;
  home: string;
  events: Events;
  /** Writes a file below the folder; returns its path. */
  put(name: string, bytes: Buffer | string): string;
  scan(options?: StageOptions): Promise<ScanResult>;
  rows<R = Record<string, unknown>>(sql: string): R[];
}

interface StageOptions extends ScanOptions {
  signal?: AbortSignal;
  folder?: string;
  now?: () => number;
  onTransaction?: () => void;
}

export async function scanning(given?: Db): Promise<Scanning> {
  const db = given ?? (await temporaryLibrary()).db;
  const folder = realpathSync(temporaryFolder());
  const home = temporaryFolder();
  const events = createEvents();
  return {
    db,
    folder,
    home,
    events,
    put(name, bytes) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      return path;
    },
    scan: (options = {}) =>
      scan(
        {
          db,
          events,
          home,
          now: options.now ?? Date.now,
          signal: options.signal,
          transact: (write) => {
            options.onTransaction?.();
            return transact(db, write);
          },
        },
        options.folder ?? folder,
        options,
      ),
    rows: (sql) => rows(db, sql),
  };
}

/** A song of an album by the Testers. */
export function song(tags: AudioTags, options?: AudioOptions): Buffer {
  return flac({ ARTIST: "The Testers", ALBUM: "First", ...tags }, options);
}

/** `album / title` of all tracks, with their artist's credit. */
export function tracksOf({ rows }: Scanning): string[] {
  return rows<{ line: string }>(`
    SELECT coalesce(albums.title, '-') || ' / ' || tracks.title || ' / ' || artist_credit AS line
    FROM tracks LEFT JOIN albums ON albums.id = album_id ORDER BY line`).map(({ line }) => line);
}

export const uuid = (digit: number): string =>
  `${String(digit).repeat(8)}-1111-4111-8111-${String(digit).repeat(12)}`;
