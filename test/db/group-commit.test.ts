import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { expect, it, onTestFinished, vi } from "vitest";
import { groupCommit } from "../../src/db/group-commit.ts";
import { transact } from "../../src/db/transact.ts";
import { temporaryLibrary } from "../helpers/library.ts";

async function counting() {
  const { db } = await temporaryLibrary();
  db.$client.exec("CREATE TABLE notes (n INTEGER PRIMARY KEY)");
  let commits = 0;
  const write = groupCommit(db, (work) => (commits++, transact(db, work)));
  const add = (n: number) => write(() => db.$client.prepare("INSERT INTO notes VALUES (?)").run(n).changes);
  const notes = () => db.$client.prepare("SELECT n FROM notes ORDER BY n").pluck().all();
  return { db, write, add, notes, commits: () => commits };
}

/** On a disk that takes its time: 20 ms of gathering follow. */
const slowly =
  <T>(work: () => T) =>
  (): T => {
    const written = work();
    const until = performance.now() + 3;
    while (performance.now() < until);
    return written;
  };

it("commits what comes close together at once, and answers each with its own result", async () => {
  const { add, notes, commits } = await counting();
  expect(await Promise.all([add(1), add(2), add(3)])).toEqual([1, 1, 1]);
  expect([notes(), commits()]).toEqual([[1, 2, 3], 1]);
  await add(4);
  expect([notes(), commits()]).toEqual([[1, 2, 3, 4], 2]);
});

it("lets one write fail alone, with nothing of it left", async () => {
  const { db, write, add, notes } = await counting();
  const broken = write(() => {
    db.$client.exec("INSERT INTO notes VALUES (50)");
    throw new Error("half-way");
  });
  const settled = await Promise.allSettled([add(1), broken, add(2)]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(notes()).toEqual([1, 2]);
});

it("tells everybody when the commit itself fails", async () => {
  const { db } = await temporaryLibrary();
  const write = groupCommit(db, () => Promise.reject(new Error("the disk is full")));
  const settled = await Promise.allSettled([write(() => 1), write(() => 2)]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

it("lets whoever writes alone wait for nobody: each of its writes is a commit of its own", async () => {
  const { add, notes, commits } = await counting();
  for (let n = 1; n <= 20; n++) await add(n);
  expect([notes().length, commits()]).toEqual([20, 20]);
});

it("shares commits among callers that go on writing, and answers each only when its own is on the disk", async () => {
  const { db, add, notes, commits } = await counting();
  const reader = new Database(db.$client.name, { readonly: true });
  const onDisk = reader.prepare("SELECT count(*) FROM notes WHERE n = ?").pluck();
  const lanes = Array.from({ length: 10 }, async (_, lane) => {
    for (let at = 0; at < 10; at++) {
      await add(lane * 10 + at);
      expect(onDisk.get(lane * 10 + at)).toBe(1);
    }
  });
  await Promise.all(lanes);
  reader.close();
  expect(notes()).toHaveLength(100);
  expect(commits()).toBeLessThan(20);
});

it("waits for no more callers than there were, and takes in those that come to it", async () => {
  const { add, notes, commits } = await counting();
  let next = 0;
  const lane = async (rounds: number): Promise<void> => {
    for (let at = 0; at < rounds; at++) await add(next++);
  };
  await Promise.all(Array.from({ length: 5 }, () => lane(20)));
  const [before, countBefore] = [commits(), notes().length];
  await Promise.all(Array.from({ length: 20 }, () => lane(20)));
  expect([countBefore, notes().length]).toEqual([100, 500]);
  expect(before).toBeLessThan(40);
  expect(commits() - before).toBeLessThan(40);
});

it("gathers for its whole time where others come in the place of those who were answered", async () => {
  const { db } = await temporaryLibrary();
  let commits = 0;
  const write = groupCommit(db, (work) => (commits++, transact(db, slowly(work))), { comeBack: false });
  const together = (count: number) => Promise.all(Array.from({ length: count }, () => write(() => 1)));
  for (const _ of [1, 2]) await together(2); // a crowd of two would be complete with two of the five
  const rounds = 12;
  for (let round = 0; round < rounds; round++) {
    await Promise.all([together(5), sleep(5).then(() => together(5))]);
  }
  expect(commits).toBeLessThan(2 + 1.5 * rounds); // 14 where the machine is never away for 20 ms, and 26 for a crowd
});

it("waits its whole time only to see how many there are, and then no longer than until all are back", async () => {
  const { db } = await temporaryLibrary();
  const write = groupCommit(db, (work) => transact(db, slowly(work)));
  let waited = 0;
  const later = globalThis.setTimeout;
  const spy = vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms: number) =>
    later(() => {
      waited++;
      run();
    }, ms)) as typeof setTimeout);
  onTestFinished(() => void spy.mockRestore());
  const lane = async (): Promise<void> => {
    for (let at = 0; at < 20; at++) await write(() => at);
  };
  await Promise.all(Array.from({ length: 5 }, lane));
  expect(waited).toBeGreaterThan(0);
  expect(waited).toBeLessThan(4);
});
