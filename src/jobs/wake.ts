import { realpathSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Db } from "../db/open.ts";
import { statement } from "./statement.ts";

/** Lets a worker sleep until there is something to do. */
export interface Wake {
  /** Wakes the worker: something of its own happened. Calls of one event-loop turn are one waking. */
  nudge(): void;
  /** Resolves when nudged, when the library changed, or after `longestMs`. */
  sleep(longestMs: number): Promise<void>;
  /** Whether the library may have changed since this was asked last. */
  takeNews(): boolean;
  close(): void;
}

type Watch = typeof watch;

const readDataVersion = statement<[], { data_version: number }>("PRAGMA data_version");

/** Changes with every commit of another connection, never with our own. */
function versionOf(db: Db): number | undefined {
  try {
    return readDataVersion(db).get()?.data_version;
  } catch {
    return undefined; // busy (a crashed process' WAL is being recovered): counts as a change
  }
}

/** Workers of this process, by the connection they use. */
const listeners = new WeakMap<Db["$client"], Set<() => void>>();

/** Tells the workers on this connection that jobs changed. They look after the running transaction. */
export function notifyWorkers(db: Db): void {
  for (const listener of listeners.get(db.$client) ?? []) listener();
}

/**
 * Other processes' writes are seen by watching the library's *folder* for its WAL and confirmed by
 * `data_version`. The database's own files are never watched or opened here: closing any descriptor of them
 * would drop SQLite's locks in this process (POSIX). Where watching fails, the worker's poll remains.
 */
export function createWake(db: Db, options: { watch?: Watch } = {}): Wake {
  let isNudged = false;
  let hasNews = true;
  let wakeUp: (() => void) | undefined;

  const nudge = (): void => {
    if (isNudged) return;
    isNudged = true;
    setImmediate(() => wakeUp?.()); // once the transaction under way has ended
  };
  const announce = (): void => {
    hasNews = true;
    nudge();
  };
  const stopListening = listen(db, announce);
  const stopWatching = watchWal(db, options.watch ?? watch, announce);

  return {
    nudge,
    async sleep(longestMs) {
      // Even a worker that need not sleep lets timers, signals and other input have their turn.
      await (isNudged ? nextTurn() : until((resolve) => (wakeUp = resolve), longestMs));
      isNudged = false;
      wakeUp = undefined;
    },
    takeNews() {
      const had = hasNews;
      hasNews = false;
      return had;
    },
    close() {
      stopListening();
      stopWatching();
    },
  };
}

function until(arm: (resolve: () => void) => void, longestMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longestMs);
    arm(() => (clearTimeout(timer), resolve()));
  });
}

function listen(db: Db, listener: () => void): () => void {
  const all = listeners.get(db.$client) ?? new Set();
  listeners.set(db.$client, all.add(listener));
  return () => all.delete(listener);
}

function watchWal(db: Db, watch: Watch, announce: () => void): () => void {
  if (db.$client.memory) return () => undefined;
  const check = createCheck(db, announce);
  const watcher = tryToWatch(db.$client.name, watch, check.soon);
  return () => {
    check.stop();
    watcher?.close();
  };
}

function tryToWatch(path: string, watch: Watch, onChange: () => void): FSWatcher | undefined {
  try {
    const library = realpathSync(path); // SQLite keeps the WAL beside the real file, not beside a link to it
    const wal = `${basename(library)}-wal`;
    const watcher = watch(dirname(library), { persistent: false }, (_event, name) => {
      if (name === wal || name === null) onChange();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined; // out of inotify watches, a file system that cannot: the poll is enough
  }
}

/**
 * Looks whether another connection has committed. With `synchronous=FULL` the WAL is written first and the
 * commit seen only after the disk's flush, so a look that finds nothing is repeated for some 100 ms.
 */
function createCheck(db: Db, announce: () => void): { soon(): void; stop(): void } {
  let seen = versionOf(db);
  let soon: NodeJS.Immediate | undefined;
  let again: NodeJS.Timeout | undefined;

  const look = (nextMs: number): void => {
    soon = undefined;
    const version = versionOf(db);
    if (version !== seen) announce();
    else if (nextMs <= 64) again = setTimeout(look, nextMs, nextMs * 2).unref();
    seen = version;
  };
  return {
    soon() {
      clearTimeout(again);
      soon ??= setImmediate(look, 1);
    },
    stop() {
      clearTimeout(again);
      clearImmediate(soon);
    },
  };
}
