import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { PayloadError, UserError } from "../../errors.ts";
import type { Downloader } from "../../sources/http/exchange/download.ts";
import { downloadsOf, listBegun, listFetched, listUnfinished, pathOf } from "../files.ts";
import type { CatalogueAbout, Part } from "../format.ts";
import { bytesBefore } from "./begin.ts";
import { buildCatalogue, nothingDone, refuseOlder, refuseOther, type BuildProgress } from "./build.ts";
import { openLocalFolder, openServerFolder, readLatest, type DumpFolder } from "./archives/dump-folder.ts";
import { checkFetches } from "./archives/fetches.ts";
import { createWhileBlocked } from "./blocked.ts";
import { withBuildLock } from "./lock.ts";
import { checkDisk, currentOf, heldBy, holds, needOf, type Need, type WantedBuild } from "./plan.ts";
import { clearAfter } from "./put-in-place.ts";
import { noteBegun } from "./begun.ts";
import { decideWanted, type Wanted } from "./wanted.ts";
import { damageOf } from "../verify.ts";
import { findUnpacker, type Unpacker } from "./archives/unpack.ts";

export interface BuildOptions {
  home: string;
  /** A folder that holds the dump; without one it is fetched. */
  from?: string | undefined;
  /** Where the catalogue that is there, or the build that was begun, has releases, they are kept, whatever is said here. */
  releases: boolean;
  genres: boolean;
  /** Anew, though it is built already, was fetched this week, or is older than what is there. */
  force: boolean;
  dumpsUrl: string;
  downloader: Downloader;
  retryDelayMs: number;
  unpacker?: Unpacker;
  signal: AbortSignal;
  now: () => number;
  /** See `Building.whileBlocked`; by default a stop signal is heeded afterwards. */
  blocked?: <T>(work: () => T) => T;
  /** What it will take, before anything is fetched. False: not to be done. */
  agree(need: Need, stamp: string | undefined): Promise<boolean>;
  progress(progress: BuildProgress): void;
}

export type BuildResult =
  { outcome: "built" | "existing"; path: string; about: CatalogueAbout } | { outcome: "declined" };

/** `importer catalogue build`. @throws as `buildCatalogue`, and UserError for what can't be begun. */
export async function startBuild(options: BuildOptions): Promise<BuildResult> {
  return withBuildLock(options.home, () => build(options));
}

/** The same parts as there are, of the newest dump. @throws UserError without a catalogue. */
export function startUpdate(options: Omit<BuildOptions, "releases" | "genres">): Promise<BuildResult> {
  const held = heldBy(options.home);
  if (!held) throw new UserError("there is no catalogue to update", { hint: "importer catalogue build" });
  return startBuild({ ...options, releases: false, genres: held.genres });
}

async function build(options: BuildOptions): Promise<BuildResult> {
  const { home, force, from, now } = options;
  const current = currentOf(home);
  const wanted = decideWanted(home, options, current?.about ?? heldBy(home));
  const folder =
    from === undefined
      ? await serverFolder(options, wanted, current?.about)
      : openLocalFolder(resolve(from), options.signal);
  const same = current?.about.stamp === folder.stamp ? current : undefined;
  if (folder.stamp !== undefined) {
    refuseOther(pathOf(home, folder.stamp)); // before anything is fetched
    refuseOlder(folder.stamp, options);
  }
  const whileBlocked = createWhileBlocked(options.signal, options.blocked);
  const anew = force || (await whileBlocked(() => isDamaged(folder.stamp, options)));
  if (same && !anew && holds(same.about, wanted)) {
    // A kill may have come in between; a build of another dump that was begun keeps what it fetched.
    if (!isOtherBegun(same.about.stamp, home)) clearAfter(same.path, home);
    return { outcome: "existing", ...same };
  }
  // Of the same dump nothing is made twice, and nothing that is there is lost.
  const there = same?.about.genres === wanted.genres ? same.about.parts : [];
  const missing = anew ? wanted.parts : wanted.parts.filter((part) => !there.includes(part));
  tellUntyped(wanted, missing, options);
  for (const part of wanted.parts) checkIsThere(part, folder, wanted);
  if (folder.isFetched && !force) checkFetches(home, folder.stamp!, missing, now());
  const need = await needOf(home, folder, missing, bytesBefore(folder.stamp, home, anew));
  checkDisk(need, home);
  if (!(await options.agree(need, folder.stamp))) return { outcome: "declined" };
  if (folder.isFetched) dropOtherFetches(home, folder.stamp);
  noteBegun(home, wanted);
  const unpacker = options.unpacker ?? findUnpacker();
  const built = await buildCatalogue(folder, { ...options, anew, whileBlocked, ...wanted, unpacker });
  return { outcome: "built", ...built };
}

/** Of a dump that is not gone on with, the server has it no more or another one was asked for. */
function dropOtherFetches(home: string, stamp: string | undefined): void {
  for (const other of listFetched(home).filter((each) => each !== stamp))
    rmSync(join(downloadsOf(home), other), { recursive: true, force: true });
}

const isOtherBegun = (stamp: string, home: string): boolean =>
  listUnfinished(home).length > 0 || listFetched(home).some((fetched) => fetched !== stamp);

function tellUntyped(wanted: Wanted, missing: readonly Part[], { progress }: BuildOptions): void {
  const { releasesBy, isBegunWithoutGenres } = wanted;
  if (releasesBy === "catalogue" && missing.includes("release")) progress(nothingDone("keeping"));
  if (releasesBy === "begun") progress(nothingDone("withReleases"));
  if (isBegunWithoutGenres) progress(nothingDone("withoutGenres"));
}

/** @throws UserError, and PayloadError, for a dump that lacks the part, or says nothing of it. */
function checkIsThere(part: Part, folder: DumpFolder, { releasesBy }: Wanted): void {
  try {
    folder.sumOf(part);
  } catch (error) {
    if (part !== "release" || !(error instanceof UserError)) throw error;
    if (releasesBy !== "catalogue" && releasesBy !== "begun") throw error;
    const { which, without } = untyped[releasesBy];
    const hint = `${error.hint}; for a catalogue without releases: ${without}`;
    throw new UserError(`${error.message}; ${which} has releases`, { hint });
  }
}

const untyped = {
  catalogue: {
    which: "the catalogue that is there",
    without: "importer catalogue remove, then the same command",
  },
  begun: { which: "the build that was begun", without: "importer catalogue build --force" },
};

/** What is damaged is not "there already", nor gone on with. */
function isDamaged(stamp: string | undefined, { home, progress }: BuildOptions): boolean {
  const isSo = stamp !== undefined && damageOf(pathOf(home, stamp)) !== undefined;
  if (isSo) progress(nothingDone("replacing"));
  return isSo;
}

/**
 * LATEST is read once, and pinned. A build that was interrupted, or a catalogue that only lacks parts, is gone on with as long as
 * the server keeps its dump.
 */
async function serverFolder(
  options: BuildOptions,
  wanted: WantedBuild,
  current: CatalogueAbout | undefined,
): Promise<DumpFolder> {
  const { dumpsUrl, home } = options;
  const latest = await readLatest(dumpsUrl, options);
  const lacksParts = current !== undefined && current.genres === wanted.genres && !holds(current, wanted);
  const begun = [...listBegun(home), ...(lacksParts ? [current.stamp] : [])].filter(
    (stamp) => stamp <= latest && stamp >= (current?.stamp ?? ""),
  );
  for (const stamp of options.force ? [] : begun) {
    if (stamp === latest) break;
    try {
      return await openServerFolder(dumpsUrl, stamp, home, options);
    } catch (error) {
      if (!(error instanceof PayloadError)) throw error; // it keeps two dumps only: this one is gone
    }
  }
  return openServerFolder(dumpsUrl, latest, home, options);
}
