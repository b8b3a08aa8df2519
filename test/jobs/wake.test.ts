import fs, { symlinkSync, type FSWatcher } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import type { TaskResult } from "../../src/jobs/queue/task.ts";
import { createWake, type Wake } from "../../src/jobs/worker/wake.ts";
import type { Watch } from "../../src/jobs/worker/wal.ts";
import { addJob, startWorker, statesOf, until } from "../helpers/jobs.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";

/** Never reached in a test that passes: who sleeps so long was not woken. */
const forever = (): number => 600_000;
const done: TaskResult = { outcome: "done" };

async function openAgain(path: string): Promise<Db> {
  const db = await openLibrary(path, { busyTimeoutMs: 5 });
  onTestFinished(() => closeLibrary(db));
  return db;
}

function wakeOn(db: Db, watch?: Watch): Wake {
  const wake = createWake(db, { watch });
  onTestFinished(() => wake.close());
  return wake;
}

/** A stand-in for `fs.watch` that tells only what the test lets it tell. */
function createFakeWatch() {
  const watchers = { opened: 0, closed: 0, folder: "", tell: (_name: string | null): void => undefined };
  const watch = (
    folder: string,
    _options: object,
    listener: (event: string, name: string | null) => void,
  ) => {
    watchers.opened++;
    watchers.folder = folder;
    watchers.tell = (name) => listener("change", name);
    const watcher = { on: () => watcher, close: () => watchers.closed++ };
    return watcher as unknown as FSWatcher;
  };
  return { watchers, watch: watch as unknown as Watch };
}

test("a commit of another connection wakes a sleeper, and is news", async () => {
  const { db, path } = await temporaryLibrary();
  const other = await openAgain(path);
  const wake = wakeOn(db);
  wake.takeNews();
  for (const albumId of [1, 2, 3]) {
    const sleep = wake.sleep(forever);
    setTimeout(() => addJob(other, albumId), 20 * albumId);
    await sleep;
    expect(wake.takeNews()).toBe(true);
  }
});

test("a commit that came just before falling asleep is not missed", async () => {
  const { db, path } = await temporaryLibrary();
  const other = await openAgain(path);
  const wake = wakeOn(db);
  addJob(other, 1);
  await wake.sleep(forever);
  expect(wake.takeNews()).toBe(true);
});

test("our own commits wake nobody", async () => {
  const { db } = await temporaryLibrary();
  const wake = wakeOn(db);
  wake.takeNews();
  await transact(db, () => db.$client.exec("UPDATE jobs SET state = state"));
  setTimeout(() => db.$client.exec("CREATE TABLE own (x)"), 50);
  await wake.sleep(() => 400);
  expect(wake.takeNews()).toBe(false);
});

test("a job queued in this process wakes its worker once the transaction has ended", async () => {
  const { db } = await temporaryLibrary();
  const wake = wakeOn(db);
  wake.takeNews();
  const sleep = wake.sleep(forever);
  setTimeout(() => db.$client.transaction(() => addJob(db, 1))(), 20);
  await sleep;
  expect(db.$client.inTransaction).toBe(false);
  expect(wake.takeNews()).toBe(true);
});

test("a nudge is not lost, whenever it comes", async () => {
  const { db } = await temporaryLibrary();
  const wake = wakeOn(db);
  wake.nudge();
  await wake.sleep(forever);
  setImmediate(() => wake.nudge());
  await wake.sleep(forever);
  setTimeout(() => wake.nudge(), 20);
  await wake.sleep(forever);
});

test("a worker that never sleeps still lets timers have their turn", async () => {
  const { db } = await temporaryLibrary();
  const wake = wakeOn(db);
  let isOver = false;
  setTimeout(() => (isOver = true), 20);
  while (!isOver) {
    wake.nudge();
    await wake.sleep(forever);
  }
});

test("a commit that becomes visible only after the WAL was written is seen all the same", async () => {
  const { db, path } = await temporaryLibrary();
  const other = await openAgain(path);
  const { watchers, watch } = createFakeWatch();
  const wake = wakeOn(db, watch);
  const sleep = wake.sleep(forever);
  await until(() => watchers.opened === 1);
  watchers.tell("library.db-wal"); // written; the disk still flushes
  setTimeout(() => addJob(other, 1), 20); // flushed, and nothing tells it
  await sleep;
});

test("files other than the WAL are nobody's business", async () => {
  const { db, path } = await temporaryLibrary();
  const other = await openAgain(path);
  const { watchers, watch } = createFakeWatch();
  const wake = wakeOn(db, watch);
  setTimeout(() => {
    addJob(other, 1);
    watchers.tell("library.db");
    watchers.tell("artwork");
  }, 250);
  wake.takeNews();
  await wake.sleep(() => 500);
  expect(wake.takeNews()).toBe(false);
});

test("a library opened through a link is watched where it really is", async () => {
  const { path } = await temporaryLibrary();
  const link = join(temporaryFolder(), "linked.db");
  symlinkSync(path, link);
  const { watchers, watch } = createFakeWatch();
  const wake = wakeOn(await openAgain(link), watch);
  await wake.sleep(() => 10);
  expect(watchers.folder).toBe(fs.realpathSync(dirname(path)));
});

test("a busy worker does not go on watching, and nothing stays open in the end", async () => {
  const { db } = await temporaryLibrary();
  const { watchers, watch } = createFakeWatch();
  const wake = createWake(db, { watch });
  await wake.sleep(() => 5);
  watchers.tell("library.db-wal"); // while awake
  expect(watchers).toMatchObject({ opened: 1, closed: 1 });
  await wake.sleep(() => 5);
  wake.close();
  expect(watchers).toMatchObject({ opened: 2, closed: 2 });
});

test("where folders cannot be watched a worker finds its work by looking every second", async () => {
  const { watch } = fs;
  fs.watch = () => {
    throw Object.assign(new Error("no inotify watches left"), { code: "ENOSPC" });
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.watch = watch;
    syncBuiltinESMExports();
  });
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const worker = startWorker(db, async () => done);
  await until(() => db.$client.prepare("SELECT 1 FROM workers").get() !== undefined);
  const other = await openAgain(path);
  addJob(other, 1);
  await until(() => statesOf(other)[0] === "done");
  worker.stop();
  expect(await worker.done).toMatchObject({ done: 1 });
});
