import { statfsSync } from "node:fs";
import { UserError } from "../../errors.ts";
import { folderOf, openNewest } from "../files.ts";
import type { CatalogueAbout, Part } from "../format.ts";
import type { HeldParts } from "../open.ts";
import { stampOf, timeOfStamp } from "../../stamp.ts";
import { readFront, timeOf, type Archive, type Front, type ArchiveReading } from "./archives/archive.ts";
import type { DumpFolder } from "./archives/dump-folder.ts";

/** What a build is to make. */
export interface WantedBuild {
  parts: readonly Part[];
  genres: boolean;
}

export const partsOf = (releases: boolean): readonly Part[] =>
  releases ? ["artist", "release-group", "release"] : ["artist", "release-group"];

/** What is known of the catalogue that serves now. */
export function currentOf(home: string): { path: string; about: CatalogueAbout } | undefined {
  const { file } = openNewest(home);
  if (!file) return undefined;
  file.db.close();
  return { path: file.path, about: file.about };
}

/** What the newest catalogue holds, whether it serves or is of an old format: what takes its place holds no less. */
export function heldBy(home: string): HeldParts | undefined {
  const { file, unused } = openNewest(home);
  file?.db.close();
  return file?.about ?? unused.find(({ because }) => because.held)?.because.held;
}

export const holds = (about: CatalogueAbout, { parts, genres }: WantedBuild): boolean =>
  parts.every((part) => about.parts.includes(part)) && about.genres === genres;

/** Archives of one dump are packed within half a day or so; the next dump comes after three. */
const longestDumpMs = 2 * 24 * 3_600_000;

/**
 * All archives must be of one dump: the same replication packet, packed not long after one another, and not before the
 * dump's own name says. @throws what the odd archive's `refuse` makes of it.
 */
export async function checkFronts(
  archives: Archive[],
  stamp: string | undefined,
  reading: ArchiveReading,
): Promise<{ stamp: string; sequence: string }> {
  const fronts: Front[] = [];
  for (const archive of archives) fronts.push(await readFront(archive, reading));
  const [first] = fronts;
  if (!first) throw new Error("a dump without archives");
  const begun = stamp === undefined ? timeOf(first.timestamp) : timeOfStamp(stamp);
  for (const [at, { sequence, timestamp }] of fronts.entries()) {
    const { refuse } = archives[at]!;
    if (sequence !== first.sequence)
      refuse(
        `it is of another dump: its sequence is ${sequence || "none"}, and that of ${archives[0]!.path} is ${first.sequence || "none"}`,
      );
    const later = timeOf(timestamp) - begun;
    if (later < -60_000 || later > longestDumpMs)
      refuse(
        `it is of another dump: it was made at ${timestamp}, and this dump is ${stamp ?? stampOf(begun)}`,
      );
  }
  return { stamp: stamp ?? stampOf(begun), sequence: first.sequence };
}

/** Built bytes for each packed byte: measured, with something to spare. */
const builtPerPacked: Record<Part, number> = { artist: 0.5, "release-group": 1.1, release: 0.35 };
/** Packed, of 2026: where a server does not say it. */
const usualBytes: Record<Part, number> = { artist: 1.7e9, "release-group": 1.2e9, release: 23e9 };
const reserve = 1.1;
const least = 64 * 1024 ** 2;

export interface Need {
  /** Packed bytes that will be fetched. */
  fetched: number;
  /** What it will take on the disk beside what is there already while it is built, and what it takes in all afterwards. */
  during: number;
  after: number;
  free: number;
}

/** @param copied bytes of the file that the build begins with a copy of. @param begun bytes of what was built before. */
export async function needOf(
  home: string,
  folder: DumpFolder,
  parts: readonly Part[],
  { copied, begun }: { copied: number; begun: number },
): Promise<Need> {
  const sizes = await Promise.all(
    parts.map(async (part) => ({
      part,
      packed: (await folder.sizeOf(part)) ?? usualBytes[part],
      here: folder.bytesHere(part),
    })),
  );
  const total = (of: (size: (typeof sizes)[number]) => number): number =>
    sizes.reduce((sum, size) => sum + of(size), 0);
  const after = total(({ part, packed }) => packed * builtPerPacked[part]) * reserve + least;
  const largest = Math.max(0, ...sizes.map(({ packed }) => packed));
  const { bavail, bsize } = statfsSync(folderOf(home));
  return {
    fetched: folder.isFetched ? total(({ packed, here }) => Math.max(0, packed - here)) : 0,
    during: after + copied + (folder.isFetched ? largest * reserve : 0) - begun - total(({ here }) => here),
    after,
    free: bavail * bsize,
  };
}

/** @throws UserError when the disk is too small. */
export function checkDisk({ during, free }: Need, home: string): void {
  if (free >= during) return;
  throw new UserError(
    `${folderOf(home)} has ${gigabytes(free)} free, and the build takes up to ${gigabytes(during)}`,
    {
      hint: "free some space, or set IMPORTER_HOME to a folder on a larger disk",
    },
  );
}

/** `2.9 GB`, `12 MB`. */
export const gigabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
