import Database from "better-sqlite3";
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A library in a place that can't be written: a mounted snapshot, a backup disk, somebody else's folder. */

/** Whether there is a library that this process may only read. Without a file there is nothing to look at. */
export function isUnwritable(path: string): boolean {
  return existsSync(path) && !(mayWrite(path) && mayWrite(dirname(path)));
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Snapshot. SQLite makes files beside a library in WAL mode even to read it; so a copy, with what stands in the log, is read
 * in its place, and brought to the schema of today if it is older. Nothing of it is left when the process ends.
 */
export function openCopy(path: string): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), "importer-copy-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "library.db");
    copyWhole(path, copy);
    const client = new Database(copy);
    client.prepare("SELECT count(*) FROM sqlite_master").get(); // what is no database is refused as it is
    client.pragma("journal_mode = DELETE"); // one file, which may go while it is open
    client.pragma("journal_mode = MEMORY"); // so that it can be migrated when its folder has gone
    return client;
  } finally {
    process.once("exit", remove);
    if (process.platform !== "win32") remove();
  }
}

const mostTries = 5;

/** Another user may be writing it: file and log belong together only if neither changed while they were copied. */
function copyWhole(path: string, copy: string): void {
  for (let tries = 1; ; tries++) {
    const before = stateOf(path);
    copyFileSync(path, copy);
    rmSync(`${copy}-wal`, { force: true });
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    // A copy has the modes of what it is of, and of a file that may only be read it could not be brought up to date.
    for (const file of [copy, `${copy}-wal`]) if (existsSync(file)) chmodSync(file, 0o600);
    if (stateOf(path) === before || tries === mostTries) return;
  }
}

function stateOf(path: string): string {
  const files = [path, `${path}-wal`].map((file) => statSync(file, { throwIfNoEntry: false }));
  return files.map((file) => `${file?.size} ${file?.mtimeMs}`).join(" ");
}
