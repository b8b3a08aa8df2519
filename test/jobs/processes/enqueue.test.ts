import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startWorker, statesOf, until } from "../../helpers/jobs.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { startChild, type Child } from "./children.ts";

const longMs = 240_000;

test(
  "a process killed while it saves an album and queues its job leaves both or neither",
  { timeout: longMs },
  async () => {
    const { db, path } = await temporaryLibrary();
    const albums = db.$client.prepare("SELECT id FROM albums ORDER BY id").pluck();
    const albumsWithJobs = db.$client.prepare("SELECT payload ->> 'albumId' FROM jobs ORDER BY id").pluck();
    let cutShort = 0;
    for (let round = 0; round < 15; round++) {
      const writer = await startChild("writer", path, "with-albums");
      writer.tell("go");
      await until(() => writer.output().includes(">"), 60_000);
      await sleep(Math.random() * 40);
      await writer.kill();
      if (writer.output().endsWith("<")) cutShort++;
      expect(albumsWithJobs.all()).toEqual(albums.all());
    }
    expect(albums.all().length).toBeGreaterThanOrEqual(15);
    expect(cutShort).toBeGreaterThan(0);
    expect(db.$client.pragma("integrity_check", { simple: true })).toBe("ok");
  },
);

/** Lets writers queue the same work until `isEnough`; says how many jobs each of them made. */
async function queueSame(path: string, count: number, isEnough: (writers: Child[]) => boolean) {
  const writers = await Promise.all(
    Array.from({ length: count }, () => startChild("writer", path, "one-key")),
  );
  writers.forEach((writer) => writer.tell("go"));
  await until(() => isEnough(writers), 60_000);
  writers.forEach((writer) => writer.hangUp());
  const ends = await Promise.all(writers.map(({ ended }) => ended));
  expect(ends).toEqual(Array(count).fill({ code: 0, stderr: "" }));
  return writers.map((writer) => writer.output().split("+").length - 1);
}

test("processes that queue the same work at once make one job of it", { timeout: longMs }, async () => {
  const { db, path } = await temporaryLibrary();
  const created = await queueSame(path, 4, (all) => all.every((writer) => writer.output().length >= 100));
  expect(created.sort()).toEqual([0, 0, 0, 1]);
  expect(statesOf(db)).toEqual(["ready"]);
});

test(
  "work that is queued while the same work ends is done again, and by one job at a time",
  { timeout: longMs },
  async () => {
    const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
    let running = 0;
    let most = 0;
    const worker = startWorker(db, async () => {
      most = Math.max(most, ++running);
      await sleep(1);
      running--;
      return { outcome: "done" };
    });
    const created = await queueSame(path, 3, () => worker.finished.length >= 30);
    await until(() => statesOf(db).every((state) => state === "done"));
    worker.stop();
    const { done } = await worker.done;
    expect(most).toBe(1);
    expect(done).toBe(created.reduce((sum, each) => sum + each));
    expect(statesOf(db)).toHaveLength(done);
  },
);
