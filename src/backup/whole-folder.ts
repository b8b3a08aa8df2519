import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder, syncFolder } from "../durable.ts";
import { livenessOf, ownIdentity, type Identity } from "../jobs/locks/identity.ts";

const partName = /^\.importer-(\d+)-[\da-f]{8}\.part$/;
const ownerName = ".owner.json";
/** What another computer makes, or nobody who can be asked, is believed to be under way for so long after its last change. */
const believedForMs = 24 * 60 * 60 * 1000;

/**
 * Atomic creation of a folder: it is filled under another name, and all of it is on the disk before it has its own. A folder that is
 * there, and empty, stays the folder that it is: a disk may be mounted on it, a shell may stand in it.
 * @param fill writes into the folder that it is given, and syncs its files
 * @throws what `fill` throws, or the system; nothing is left then
 */
export async function makeFolderWhole<T>(target: string, fill: (part: string) => T | Promise<T>): Promise<T> {
  const isThere = existsSync(target);
  const base = isThere ? target : dirname(target);
  makeFolder(base);
  sweep(base);
  const part = join(base, `.importer-${process.pid}-${randomBytes(4).toString("hex")}.part`);
  mkdirSync(part);
  try {
    writeFileSync(join(part, ownerName), JSON.stringify(ownIdentity()));
    const made = await fill(part);
    syncFolders(part);
    // The owner goes last: what is left under this name must tell whose it was until it has its own.
    if (isThere) moveAll(part, target);
    else renameSync(part, target);
    rmSync(join(target, ownerName), { force: true });
    syncFolder(base);
    return made;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** What lies in a folder, but for what a process that is gone left behind; undefined where there is none. @throws Error of the system */
export function entriesOf(folder: string): string[] | undefined {
  if (!existsSync(folder)) return undefined;
  sweep(folder);
  return readdirSync(folder);
}

/** By their names: a manifest, which says that all is there, comes last. */
function moveAll(part: string, target: string): void {
  const moved: string[] = [];
  try {
    const made = readdirSync(part).filter((name) => name !== ownerName);
    for (const name of made.sort()) {
      renameSync(join(part, name), join(target, name));
      moved.push(join(target, name));
    }
  } catch (error) {
    for (const path of moved) rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

/** Takes out what a process has left behind that was killed. */
function sweep(base: string): void {
  for (const name of readdirSync(base)) {
    if (partName.test(name) && isLeft(join(base, name)))
      rmSync(join(base, name), { recursive: true, force: true });
  }
}

/** A pid alone says little: it is used again, and another computer has its own. */
function isLeft(part: string): boolean {
  const names = readdirSync(part);
  const owner = ownerOf(part) ?? (names.length === 0 ? namedOwner(part) : undefined);
  const liveness = owner ? livenessOf(owner) : "hidden";
  if (liveness !== "hidden") return liveness === "dead";
  const changedAt = [part, ...names.map((name) => join(part, name))].map(
    (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Date.now() - Math.max(...changedAt) > believedForMs;
}

function ownerOf(part: string): Identity | undefined {
  try {
    return JSON.parse(readFileSync(join(part, ownerName), "utf8")) as Identity;
  } catch {
    return undefined; // killed before it said who it is
  }
}

/** Who made a folder that is empty yet, as far as its name tells. */
const namedOwner = (part: string): Identity => ({
  ...ownIdentity(),
  pid: Number(partName.exec(basename(part))![1]),
  pidStart: "",
});

function syncFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) syncFolders(join(folder, entry.name));
  }
  syncFolder(folder);
}
