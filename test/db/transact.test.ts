import { once } from "node:events";
import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { onLockWait } from "../../src/db/lock-waits.ts";
import { transact, retryWhileBusy } from "../../src/db/transact.ts";
import { faultOf, pause } from "../helpers/http.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { start } from "./processes.ts";

const add = (db: Db, name: string): unknown =>
  db.$client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)").run(name);
const names = (db: Db): unknown[] =>
  db.$client.prepare("SELECT name FROM categories ORDER BY id").pluck().all();

test("what it returns is handed on, and all of it is saved", async () => {
  const { db } = await temporaryLibrary();
  expect(await transact(db, () => (add(db, "a"), add(db, "b"), "done"))).toBe("done");
  expect(names(db)).toEqual(["a", "b"]);
});

test("a fault in the middle takes everything back, and is handed on as it is", async () => {
  const { db } = await temporaryLibrary();
  const fault = new Error("half-way");
  const error = await faultOf(
    transact(db, () => {
      add(db, "a");
      throw fault;
    }),
  );
  expect(error).toBe(fault);
  expect(names(db)).toEqual([]);
  expect(db.$client.inTransaction).toBe(false);
});

test("a statement that is refused takes back those before it", async () => {
  const { db } = await temporaryLibrary();
  await faultOf(transact(db, () => (add(db, "a"), add(db, "a"))));
  expect(names(db)).toEqual([]);
});

test("an async function is refused, and nothing of it is saved", async () => {
  const { db } = await temporaryLibrary();
  const error = await faultOf(
    transact(db, async () => {
      add(db, "a");
      await pause(1);
    }),
  );
  expect(error.message).toMatch(/promise/i);
  expect(names(db)).toEqual([]);
  expect(await transact(db, () => names(db))).toEqual([]);
});

test("several at once run one after the other", async () => {
  const { db } = await temporaryLibrary();
  await Promise.all(["a", "b", "c"].map((name) => transact(db, () => add(db, name))));
  expect(names(db)).toEqual(["a", "b", "c"]);
});

test("a fault that is no lock is not tried again", async () => {
  let tries = 0;
  const fault = Object.assign(new Error("no"), { code: "SQLITE_CONSTRAINT" });
  const error = await faultOf(
    retryWhileBusy(() => {
      tries += 1;
      throw fault;
    }),
  );
  expect([error, tries]).toEqual([fault, 1]);
});

test("while another process holds the write lock it waits, and this one goes on living", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const holder = await start("holder", path);
  let beats = 0;
  let longest = 0;
  let last = performance.now();
  const heart = setInterval(() => {
    beats += 1;
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  let tries = 0;
  let isSaved = false;
  const saving = transact(db, () => ((tries += 1), add(db, "ours"))).then(() => (isSaved = true));
  await pause(1200);
  expect([isSaved, tries]).toEqual([false, 0]);
  expect(names(db)).toEqual([]); // who reads is not kept waiting
  const gone = once(holder, "exit");
  holder.send("let go");
  await saving;
  clearInterval(heart);
  await gone;
  expect(names(db)).toEqual(["held", "ours"]);
  expect(tries).toBe(1);
  // SQLite's own waiting would have stood still for all of those 1200 ms.
  expect(beats).toBeGreaterThan(10);
  expect(longest).toBeLessThan(1000);
});

test("a wait that is long is told of, once; a short one is not", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const told: string[] = [];
  onLockWait(db, () => told.push("short"), 60_000);
  const holder = await start("holder", path);
  const saving = transact(db, () => add(db, "ours"));
  await pause(100);
  expect(told).toEqual([]);
  onLockWait(db, () => told.push("long"), 1);
  const another = transact(db, () => add(db, "another"));
  while (told.length === 0) await pause(10);
  holder.send("let go");
  await Promise.all([saving, another]);
  expect(told).toEqual(["long"]);
});

test("a single statement waits in the same way", async () => {
  const { db, path } = await temporaryLibrary({ busyTimeoutMs: 5 });
  const holder = await start("holder", path);
  const saving = retryWhileBusy(() => add(db, "ours"));
  await pause(100);
  expect(names(db)).toEqual([]);
  holder.send("let go");
  await saving;
  expect(names(db)).toEqual(["held", "ours"]);
});
