import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";

/** What a scan works with. */
export interface ScanContext {
  db: Db;
  events: Events;
  now: () => number;
  transact: <T>(write: () => T) => Promise<T>;
  /** The library's folder: covers are kept below it. */
  home: string;
  /** Stops between two files; what was saved stays. */
  signal?: AbortSignal | undefined;
}
