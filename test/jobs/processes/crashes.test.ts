import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Db } from "../../../src/db/connection.ts";
import { attemptsOf, rowOf, statesOf, until } from "../../helpers/jobs.ts";
import { clockMs, startChild } from "./children.ts";
import { addWork, effectsIn, overlapsAmong, runsIn, runsOf, untilAllDone, workLibrary } from "./work.ts";

const longMs = 240_000;

/** Three crashes would end a job; here the test is at fault, not the job. */
function forgiveCrashes(db: Db): void {
  db.$client.prepare("UPDATE jobs SET crashes = 0, retried_at = ? WHERE crashes > 0").run(Date.now());
}

test(
  "workers killed at random moments lose no job, and no job's rows are written twice",
  { timeout: longMs },
  async () => {
    const { db, path } = await workLibrary();
    const workers = await Promise.all([startChild("worker", path), startChild("worker", path)]);
    const ids: number[] = [];
    for (let kill = 0; kill < 24; kill++) {
      ids.push(
        ...addWork(
          db,
          Array.from({ length: 5 }, () => ({ workMs: Math.random() * 80, saveMs: 10 })),
        ),
      );
      forgiveCrashes(db); // not after the sleep: it waits for the lock, and no kill would find a worker saving
      await sleep(Math.random() * 120);
      const victim = Math.random() < 0.5 ? 0 : 1;
      await workers[victim]!.kill();
      workers[victim] = await startChild("worker", path);
    }
    await untilAllDone(db);
    await Promise.all(workers.map((worker) => worker.stop()));

    expect(effectsIn(db)).toEqual(ids);
    expect(ids.flatMap((id) => overlapsAmong(runsOf(db, id)))).toEqual([]);
    const crashed = ids.map((id) => attemptsOf(db, { id }).map(({ outcome }) => outcome));
    expect(crashed.flat().length).toBeGreaterThan(0); // else nothing was put to the test
    expect(crashed.flat().every((outcome) => outcome === "crashed" || outcome === "orphaned")).toBe(true);
    expect(ids.map((id) => rowOf(db, { id }).attempts)).toEqual(crashed.map((each) => each.length + 1));
    expect(db.$client.pragma("integrity_check", { simple: true })).toBe("ok");
  },
);

test(
  "a job that takes its worker down three times when it runs alone is failed, and takes no other job with it twice",
  { timeout: longMs },
  async () => {
    const { db, path } = await workLibrary();
    const others = Array.from({ length: 9 }, () => ({ workMs: 20 }));
    const [deadly, ...harmless] = addWork(db, [{ workMs: 0, isDeadly: true }, ...others]) as [
      number,
      ...number[],
    ];
    let worker = await startChild("worker", path);
    for (let crash = 1; crash <= 4; crash++) {
      await worker.ended;
      worker = await startChild("worker", path);
    }
    await until(() => !statesOf(db).some((state) => state === "ready" || state === "running"), 60_000);
    await worker.stop();

    expect(rowOf(db, { id: deadly })).toMatchObject({ state: "failed", crashes: 4, worker: null });
    expect(rowOf(db, { id: deadly }).last_error).toBe(
      "its worker died 3 times within 24 hours while it ran alone and had saved nothing",
    );
    expect(attemptsOf(db, { id: deadly }).map(({ outcome }) => outcome)).toEqual([
      "orphaned",
      "crashed",
      "crashed",
      "crashed",
    ]);
    expect(effectsIn(db)).toEqual(harmless);
    for (const id of harmless) expect(rowOf(db, { id }).crashes).toBeLessThanOrEqual(1);
  },
);

test("a killed worker's job soon begins again in another", { timeout: longMs }, async () => {
  const { db, path } = await workLibrary();
  const first = await startChild("worker", path);
  const [id] = addWork(db, [{ workMs: 1_500 }]) as [number];
  await until(() => runsOf(db, id).length === 1, 60_000);
  first.signal("SIGSTOP"); // however long the second takes to start, the first does not end before it is killed
  const second = await startChild("worker", path);
  const at = clockMs();
  await first.kill();
  await untilAllDone(db);
  await second.stop();

  const runs = runsOf(db, id);
  expect(runs.map(({ pid, attempt }) => [pid, attempt])).toEqual([
    [first.pid, 1],
    [second.pid, 2],
  ]);
  expect(overlapsAmong(runs)).toEqual([]);
  expect(runs[1]!.startedAt - at).toBeLessThan(10_000); // 500 ms at most on an idle machine
  expect(effectsIn(db)).toEqual([id]);
  expect(runsIn(db)).toHaveLength(2);
});
