import type { Failure } from "./walk/walk.ts";

export interface ScanResult {
  folder: string;
  /** Nothing was written: these are what a scan would find. */
  dryRun: boolean;
  /** Audio files that are there. */
  seen: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Of what a person removed from the library: left alone. Only where there are any. */
  notWanted?: number;
  moved: number;
  /** Newly missing. */
  gone: number;
  /** Missing, but not marked: more than half of what was there, as when a disk is not mounted. */
  heldBack: number;
  /** Of those read: without tags, told by their folders and names. */
  fromPath: number;
  /** Files that told nothing, and why. */
  failed: Failure[];
  unreadableFolders: Failure[];
  albumsCreated: number;
  tracksCreated: number;
  artistsCreated: number;
  covers: number;
  lyrics: number;
  /** Pictures that are no covers. */
  refusedImages: Failure[];
  /** Lyrics beside files whose letters nobody can tell. */
  refusedLyrics: Failure[];
  interrupted: boolean;
  /** Files that were not read for it; null when they were not counted yet. */
  left: number | null;
  durationMs: number;
}

export const emptyResult = (folder: string): ScanResult => ({
  folder,
  dryRun: false,
  seen: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  moved: 0,
  gone: 0,
  heldBack: 0,
  fromPath: 0,
  failed: [],
  unreadableFolders: [],
  albumsCreated: 0,
  tracksCreated: 0,
  artistsCreated: 0,
  covers: 0,
  lyrics: 0,
  refusedImages: [],
  refusedLyrics: [],
  interrupted: false,
  left: 0,
  durationMs: 0,
});
