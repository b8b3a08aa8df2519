import { realpathSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

export type Watch = typeof watch;

/** Sees the commits of other processes. */
export interface WalWatch {
  /** Commits are told from now on, those since `pause` included. */
  resume(): void;
  pause(): void;
  close(): void;
}

/**
 * With synchronous=FULL the WAL is written first, and the commit is there only after the disk's flush. So who
 * hears of a write by another looks again and again for some ms, then after 1, 2, 4 … ms.
 */
const spinMs = 2;
const lastLookMs = 64;

const readDataVersion = statement<[], { data_version: number }>("PRAGMA data_version");

const readOwnChanges = statement<[], { changes: number }>("SELECT total_changes() AS changes");

/** Changes with every commit of another connection, never with our own. */
function versionOf(db: Db): number | undefined {
  try {
    return readDataVersion(db).get()?.data_version;
  } catch {
    return undefined; // busy, as a crashed process' WAL is being recovered: counts as a change
  }
}

/**
 * Watches the library's *folder* for its WAL, and confirms with `data_version`. The database's own files are
 * never watched or opened here: closing any descriptor of them would drop SQLite's locks in this process
 * (POSIX). Where watching fails nothing is told, and the worker's poll remains.
 */
export function watchWal(db: Db, onCommit: () => void, watchFolder: Watch = watch): WalWatch {
  let seen = versionOf(db);
  let ownChanges: number | undefined;
  let isTouched = false;
  let isPaused = true;
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;

  const rest = (): void => {
    clearImmediate(soon);
    clearTimeout(later);
  };
  const look = (spinUntil: number, nextMs: number): void => {
    rest();
    const version = versionOf(db);
    isTouched = version === seen && nextMs <= lastLookMs;
    if (version !== seen) onCommit();
    else if (performance.now() < spinUntil) soon = setImmediate(look, spinUntil, nextMs);
    else if (isTouched) later = setTimeout(look, nextMs, 0, nextMs * 2);
    seen = version;
  };
  const close = (): void => {
    rest();
    watcher?.close();
    watcher = undefined;
  };
  const onWrite = (): void => {
    isTouched = true;
    if (isPaused) return close(); // enough is known: every write of a busy worker would only say it again
    const known = ownChanges;
    ownChanges = readOwnChanges(db).get()?.changes;
    look(ownChanges === known ? performance.now() + spinMs : 0, 1);
  };

  return {
    resume() {
      isPaused = false;
      if (!watcher) {
        watcher = tryToWatch(db, watchFolder, onWrite);
        ownChanges = readOwnChanges(db).get()?.changes;
        isTouched = true;
      }
      if (isTouched) look(0, 1);
    },
    pause() {
      isPaused = true;
      rest();
    },
    close,
  };
}

function tryToWatch(db: Db, watchFolder: Watch, onWrite: () => void): FSWatcher | undefined {
  if (db.$client.memory) return undefined;
  try {
    const library = realpathSync(db.$client.name); // the WAL is beside the real file, not beside a link to it
    const wal = `${basename(library)}-wal`;
    const watcher = watchFolder(dirname(library), { persistent: false }, (_event, name) => {
      if (name === wal || name === null) onWrite();
    });
    return watcher.on("error", () => watcher.close());
  } catch {
    return undefined; // no inotify watches left, or a file system that has none
  }
}
