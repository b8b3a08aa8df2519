import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { groupWrites } from "../../src/db/group-writes.ts";
import { setBehind, writeAs } from "../../src/db/on-behalf.ts";
import { openLibrary, closeLibrary } from "../../src/db/open.ts";
import { transact } from "../../src/db/transact.ts";
import { createEntry, type Entry } from "../../src/ledger/entry.ts";
import { write } from "../../src/library/write/tables.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const entryOf = (db: Db, what = "import"): Entry => createEntry(db, { kind: "command", what, now: () => 1 });

/** Genres 1, 2, 3 … : a table whose ids come again. */
function add(db: Db, ...names: string[]): void {
  for (const name of names) write.categories.insert(db, { kind: "genre", name });
}

const noted = ({ $client }: Db): unknown[] =>
  $client
    .prepare(
      "SELECT entry_id || ' ' || kind || ' ' || first_id || '-' || last_id FROM ledger_changes ORDER BY id",
    )
    .pluck()
    .all();

async function behindLibrary() {
  const { db, path } = await temporaryLibrary();
  setBehind(db, entryOf(db));
  return { db, path };
}

test("new rows of one entry are one range, over several transactions", async () => {
  const { db } = await behindLibrary();
  await transact(db, () => add(db, "a", "b"));
  await transact(db, () => add(db, "c"));
  await transact(db, () => add(db, "d", "e"));
  expect(noted(db)).toEqual(["1 created 1-5"]);
});

test("a range that was rolled back after it had grown is noted anew", async () => {
  const { db } = await behindLibrary();
  const entry = entryOf(db, "other");
  await transact(db, () => writeAs(db, entry, () => add(db, "a")));
  const failing = transact(db, () => {
    writeAs(db, entry, () => add(db, "b"));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await transact(db, () => writeAs(db, entry, () => add(db, "c")));
  expect(noted(db)).toEqual(["1 created 1-1", "1 created 2-2"]);
});

test("an id that comes again is of the entry that has it now", async () => {
  const { db, path } = await behindLibrary();
  await transact(db, () => add(db, "a", "b"));
  const another = await openLibrary(path);
  setBehind(another, entryOf(another, "another"));
  await transact(another, () => add(another, "c"));
  await transact(another, () => write.categories.remove(another, { id: 3, kind: "genre", name: "c" }));
  closeLibrary(another);
  await transact(db, () => add(db, "d"));
  expect(noted(db)).toEqual(["1 created 1-2", "2 created 3-3", "2 removed 3-3", "1 created 3-3"]);
});

test("what one removed itself is not taken for what it made before", async () => {
  const { db } = await behindLibrary();
  await transact(db, () => add(db, "a", "b"));
  await transact(db, () => write.categories.remove(db, { id: 2, kind: "genre", name: "b" }));
  await transact(db, () => add(db, "c"));
  await transact(db, () => add(db, "d"));
  expect(noted(db)).toEqual(["1 created 1-2", "1 removed 2-2", "1 created 2-3"]);
});

test("entries that take turns in one process note their own", async () => {
  const { db } = await behindLibrary();
  const [one, other] = [entryOf(db, "one"), entryOf(db, "other")];
  for (const [entry, name] of [
    [one, "a"],
    [other, "b"],
    [one, "c"],
  ] as const) {
    await transact(db, () => writeAs(db, entry, () => add(db, name)));
  }
  expect(noted(db)).toEqual(["1 created 1-1", "2 created 2-2", "1 created 3-3"]);
});

test("of the writes that share a commit those that failed are not noted", async () => {
  const { db } = await behindLibrary();
  const together = groupWrites(db, (work) => transact(db, work));
  const writes = ["a", "b", "a", "c"].map((name) => together(() => add(db, name)));
  const ended = await Promise.allSettled(writes);
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(noted(db)).toEqual(["1 created 1-3"]);
});
