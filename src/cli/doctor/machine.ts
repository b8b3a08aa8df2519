import { accessSync, constants, existsSync, lstatSync, readFileSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadSharp } from "../../artwork/load-sharp.ts";
import { checkDriver } from "../../db/opening/driver.ts";
import { problemOf, type Finding } from "./finding.ts";

const leastFreeBytes = 200 * 1024 * 1024;

export function examineNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough
    ? { about: "node", verdict: "fine", says: version }
    : {
        about: "node",
        verdict: "problem",
        says: `${version} is too old`,
        remedy: "install Node 20.19 or newer",
      };
}

/** The compiled half of better-sqlite3: nothing works without it. */
export function examineDriver(): { driver: Finding; loads: boolean } {
  const about = "driver";
  const fault = checkDriver();
  if (fault) return { driver: problemOf(about, fault), loads: false };
  return { driver: { about, verdict: "fine", says: "better-sqlite3 loads" }, loads: true };
}

/** sharp brings a native library, too; only covers need it. */
export async function examinePictures(): Promise<Finding> {
  try {
    await loadSharp();
    return { about: "pictures", verdict: "fine", says: "sharp loads" };
  } catch (error) {
    return problemOf("pictures", error);
  }
}

/** The home folder, or the nearest folder above it that exists: it will be made there. */
export function examineDisk(home: string): Finding[] {
  let folder = home;
  while (!isAnything(folder)) folder = dirname(folder);
  if (existsSync(folder) && statSync(folder).isDirectory()) {
    return [examineWritable(home, folder), examineSpace(folder)];
  }
  const remedy = "move it away, or set IMPORTER_HOME to another folder";
  return [{ about: "folder", verdict: "problem", says: `${folder} is no folder`, remedy }];
}

/** A link that leads nowhere is in the way, too. */
function isAnything(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // below a file, or too long a name
  }
}

function examineWritable(home: string, folder: string): Finding {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const says = folder === home ? `${home} can be written` : `${home} will be made`;
    return { about: "folder", verdict: "fine", says };
  } catch {
    const remedy = "make it writable, or set IMPORTER_HOME to a folder that is";
    return { about: "folder", verdict: "problem", says: `${folder} can't be written`, remedy };
  }
}

function examineSpace(folder: string): Finding {
  const { blocks, bavail, bsize } = statfsSync(folder);
  if (blocks === 0) {
    const says = `${folder} is no place for files: the system makes up what is in it`;
    return { about: "disk", verdict: "problem", says, remedy: "set IMPORTER_HOME to a folder on a disk" };
  }
  const free = bavail * bsize;
  const says = `${(free / 1024 ** 3).toFixed(1)} GB free`;
  return free >= leastFreeBytes
    ? { about: "disk", verdict: "fine", says }
    : {
        about: "disk",
        verdict: "problem",
        says,
        remedy: "free some space: nothing can be saved on a full disk",
      };
}

/** Secrets in a file are anybody's who may read it. */
export function examineSecrets(home: string): Finding[] {
  const path = join(home, "config.json");
  if (!existsSync(path)) return [];
  const { mode } = statSync(path);
  if (process.platform === "win32" || (mode & 0o077) === 0) return [];
  if (!/"IMPORTER_\w*(SECRET|KEY|TOKEN|CREDENTIAL_ID)"\s*:/.test(readIfReadable(path))) return [];
  const says = `${path} holds secrets, and others on this machine may read it`;
  return [{ about: "settings", verdict: "note", says, remedy: `chmod 600 ${path}` }];
}

function readIfReadable(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // said elsewhere
  }
}
