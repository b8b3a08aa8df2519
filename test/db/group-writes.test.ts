import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { groupWrites } from "../../src/db/group-writes.ts";
import { transact } from "../../src/db/transact.ts";
import { temporaryLibrary } from "../helpers/library.ts";

async function counting() {
  const { db } = await temporaryLibrary();
  db.run(sql`CREATE TABLE notes (n INTEGER PRIMARY KEY)`);
  let commits = 0;
  const write = groupWrites(db, (work) => (commits++, transact(db, work)));
  const add = (n: number) => write(() => db.run(sql`INSERT INTO notes VALUES (${n})`).changes);
  const notes = () => db.all<{ n: number }>(sql`SELECT n FROM notes ORDER BY n`).map(({ n }) => n);
  return { db, write, add, notes, commits: () => commits };
}

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
    db.run(sql`INSERT INTO notes VALUES (50)`);
    throw new Error("half-way");
  });
  const settled = await Promise.allSettled([add(1), broken, add(2)]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(notes()).toEqual([1, 2]);
});

it("tells everybody when the commit itself fails", async () => {
  const { db } = await temporaryLibrary();
  const write = groupWrites(db, () => Promise.reject(new Error("the disk is full")));
  const settled = await Promise.allSettled([write(() => 1), write(() => 2)]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
