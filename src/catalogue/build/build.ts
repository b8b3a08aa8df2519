import { explainDatabaseError } from "../../db/faults.ts";
import { exitCodes, reasonOf, UserError } from "../../errors.ts";
import { tellsDamage } from "../damage.ts";
import { buildingPathOf, pathOf, removeFile, whyLeftAlone } from "../files.ts";
import { licence, type CatalogueAbout, type CatalogueCounts, type Part } from "../format.ts";
import { noteAbout, readAbout, type CatalogueDb } from "../open.ts";
import { checkRows } from "../checks.ts";
import type { Archive, ArchiveReading } from "./archives/archive.ts";
import { openBegun, partsDone } from "./begin.ts";
import { fileBytes } from "./archives/download.ts";
import type { DumpFolder } from "./archives/dump-folder.ts";
import { noteFetch } from "./archives/fetches.ts";
import { finishPart } from "./loading/finish.ts";
import { loadPart } from "./loading/load.ts";
import { checkFronts, currentOf, type WantedBuild } from "./plan.ts";
import { beginPart, readProgress } from "./progress.ts";
import { wholeSumOf } from "../whole-sum.ts";
import { clearAfter, closeWhole, putInPlace } from "./put-in-place.ts";
import type { WhileBlocked } from "./blocked.ts";

export interface Building extends WantedBuild, Pick<ArchiveReading, "unpacker" | "signal"> {
  home: string;
  /** An older dump may take the place of a newer one. */
  force: boolean;
  /** Nothing is taken over from the file that serves. */
  anew: boolean;
  now: () => number;
  progress(progress: BuildProgress): void;
  /** Sorting, counting, looking through: nothing else of this process goes on meanwhile. */
  whileBlocked: WhileBlocked;
}

/** Where a build is: bytes of the archive that is fetched, checked or read, and its documents. */
export interface BuildProgress {
  phase:
    | "renewing"
    | "replacing"
    | "keeping"
    | "withReleases"
    | "withoutGenres"
    | "fetching"
    | "checking"
    | "reading"
    | "finishing"
    | "verifying"
    | "sealing";
  part: Part | undefined;
  bytes: number;
  total: number | undefined;
  documents: number;
}

/**
 * Builds a catalogue of a dump beside the one that serves, and puts it in its place when it is complete and verified. What was
 * interrupted goes on where it stopped. Needs the build lock. @throws UserError, UnavailableError; the old file is untouched then.
 */
export async function buildCatalogue(
  folder: DumpFolder,
  building: Building,
): Promise<{ path: string; about: CatalogueAbout }> {
  const { home, parts } = building;
  const onDamaged = (): void => building.progress(nothingDone("renewing"));
  const { genres, anew } = building;
  const beginning = { home, parts, genres, anew, onDamaged };
  const done = folder.stamp === undefined ? [] : partsDone(folder.stamp, folder, beginning);
  const archives = [];
  for (const part of parts) {
    if (done.includes(part)) continue;
    archives.push(
      await folder.bring(part, {
        bytes: (bytes, total) =>
          building.progress({
            phase: folder.isFetched ? "fetching" : "checking",
            part,
            bytes,
            total,
            documents: 0,
          }),
      }),
    );
    if (folder.isFetched) noteFetch(home, { stamp: folder.stamp!, part, at: building.now() });
  }
  const front = archives.length > 0 ? await checkFronts(archives, folder.stamp, building) : undefined;
  const stamp = front?.stamp ?? folder.stamp!;
  refuseOlder(stamp, building);
  refuseOther(pathOf(home, stamp));
  const path = buildingPathOf(home, stamp);
  let db: CatalogueDb | undefined;
  try {
    db = await building.whileBlocked(() => openBegun(stamp, folder, beginning));
    if (front) noteSequence(db, archives[0]!, front.sequence);
    for (const archive of archives) await buildPart(db, archive, folder, building);
    building.progress(nothingDone("verifying"));
    const about = await building.whileBlocked(() => verifyAndClose(db!, stamp, building));
    putInPlace(path, pathOf(home, stamp), await sealOf(path, building));
    clearAfter(pathOf(home, stamp), home);
    return { path: pathOf(home, stamp), about };
  } catch (error) {
    db?.close();
    if (tellsDamage(error)) throw removeDamaged(path, error);
    throw explainDatabaseError(error, path) ?? error;
  } finally {
    db?.close();
  }
}

/** What is there already, and what comes to it, must be of one dump. @throws what `refuse` makes of an archive of another one. */
function noteSequence(db: CatalogueDb, { refuse }: Archive, sequence: string): void {
  const there = readAbout(db).sequence as string | undefined;
  if (there !== undefined && there !== sequence)
    refuse(
      `it is of another dump: its sequence is ${sequence}, and that of what is built already is ${there}`,
    );
  noteAbout(db, { sequence });
}

function verifyAndClose(db: CatalogueDb, stamp: string, building: Building): CatalogueAbout {
  const about = aboutOf(db, stamp, building);
  noteAbout(db, about);
  checkRows(db);
  closeWhole(db);
  return about;
}

/** SHA-256 of what was built. Minutes, in which a stop or a kill leaves a build that goes on from here. */
function sealOf(path: string, { signal, progress }: Building): Promise<string> {
  const total = fileBytes(path);
  let bytes = 0;
  const tell = (): void => progress({ ...nothingDone("sealing"), bytes, total });
  tell();
  return wholeSumOf(path, {
    signal,
    onRead(read) {
      bytes += read;
      tell();
    },
  });
}

export const nothingDone = (phase: BuildProgress["phase"]): BuildProgress => ({
  phase,
  part: undefined,
  bytes: 0,
  total: undefined,
  documents: 0,
});

/** It would stop every later build of this dump. */
function removeDamaged(path: string, cause: unknown): UserError {
  removeFile(path);
  const why = reasonOf(cause);
  return new UserError(`${path} was damaged (${why}), and is removed; what was built before serves on`, {
    hint: "type the same command again; should it end like this again: importer catalogue build --force",
    exitCode: exitCodes.failed,
    cause,
  });
}

async function buildPart(
  db: CatalogueDb,
  archive: Archive,
  folder: DumpFolder,
  building: Building,
): Promise<void> {
  const { part } = archive;
  if (readProgress(db, part).isFinished) return;
  beginPart(db, part, folder.sumOf(part));
  let [bytes, documents] = [0, 0];
  const tell = (phase: BuildProgress["phase"]): void =>
    building.progress({ phase, part, bytes, total: archive.bytes, documents });
  await loadPart(db, archive, {
    ...building,
    onRead: (read) => void (bytes += read),
    onDocuments(count) {
      documents = count;
      tell("reading");
    },
  });
  tell("finishing");
  await building.whileBlocked(() => finishPart(db, archive));
  folder.drop(part);
}

/** An older dump does not take the place of a newer one by mistake. */
export function refuseOlder(stamp: string, { home, force }: Pick<Building, "home" | "force">): void {
  const current = currentOf(home);
  if (!current || force || stamp >= current.about.stamp) return;
  throw new UserError(
    `the dump ${stamp} is older than the catalogue that is there, of ${current.about.stamp}`,
    {
      hint: "to build it all the same: importer catalogue build --force",
    },
  );
}

/** What is in the place of the new file, and is none of ours. @throws UserError that names it. */
export function refuseOther(path: string): void {
  const why = whyLeftAlone(path);
  if (why === undefined) return;
  throw new UserError(`${path} is in the way: ${why}`, {
    hint: "move it away, then type the same command again",
  });
}

/** What was noted while it was built stays: one that only lacks this reads no archive again. */
const aboutOf = (db: CatalogueDb, stamp: string, building: Building): CatalogueAbout => ({
  ...readAbout(db),
  stamp,
  parts: [...building.parts],
  genres: building.genres,
  builtAt: building.now(),
  counts: countRows(db),
  licence,
});

function countRows(db: CatalogueDb): CatalogueCounts {
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const releases = readProgress(db, "release");
  return {
    artists: count("SELECT count(*) FROM artists"),
    groups: count("SELECT count(*) FROM groups"),
    releases: releases.loaded,
    leftOut: releases.lines - releases.loaded,
  };
}
