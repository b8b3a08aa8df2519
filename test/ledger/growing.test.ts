import { describe, expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { groupCommit } from "../../src/db/group-commit.ts";
import { setBehind, writeAs } from "../../src/db/on-behalf.ts";
import { openLibrary, closeLibrary } from "../../src/db/opening/open.ts";
import { transact } from "../../src/db/transact.ts";
import { InterruptedError } from "../../src/errors.ts";
import { createEntry, type LedgerEntry } from "../../src/ledger/entries/entry.ts";
import { asPart } from "../../src/ledger/entries/part.ts";
import { write } from "../../src/library/write/tables.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const entryOf = (db: Db, what = "import"): LedgerEntry =>
  createEntry(db, { kind: "command", what, now: () => 1 });

/** Genres 1, 2, 3 … */
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

const outcomes = ({ $client }: Db): unknown[] =>
  $client.prepare("SELECT outcome FROM ledger_entries ORDER BY id").pluck().all();

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

test("rows that have the number of another are noted one by one: each may be made anew by somebody else", async () => {
  const { db } = await behindLibrary();
  db.$client
    .exec(`INSERT INTO artists (id, name, name_key, created_at, updated_at) VALUES (1, 'a', 'a', 1, 1);
    INSERT INTO tracks (id, title, artist_id, created_at, updated_at) VALUES (1, 'x', 1, 1, 1), (2, 'y', 1, 1, 1)`);
  for (const trackId of [1, 2])
    await transact(db, () => write.lyrics.insert(db, { trackId, source: "lrclib", fetchedAt: 1 }));
  expect(noted(db)).toEqual(["1 created 1-1", "1 created 2-2"]);
});

test("an id that went is never given again: a range does not grow over it", async () => {
  const { db, path } = await behindLibrary();
  await transact(db, () => add(db, "a", "b"));
  const another = await openLibrary(path);
  setBehind(another, entryOf(another, "another"));
  await transact(another, () => add(another, "c"));
  await transact(another, () => write.categories.remove(another, { id: 3, kind: "genre", name: "c" }));
  closeLibrary(another);
  await transact(db, () => add(db, "d"));
  expect(noted(db)).toEqual(["1 created 1-2", "2 created 3-3", "2 removed 3-3", "1 created 4-4"]);
});

test("what one removed itself is not taken for what it made before", async () => {
  const { db } = await behindLibrary();
  await transact(db, () => add(db, "a", "b"));
  await transact(db, () => write.categories.remove(db, { id: 2, kind: "genre", name: "b" }));
  await transact(db, () => add(db, "c"));
  await transact(db, () => add(db, "d"));
  expect(noted(db)).toEqual(["1 created 1-2", "1 removed 2-2", "1 created 3-4"]);
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
  const together = groupCommit(db, (work) => transact(db, work));
  const writes = ["a", "b", "a", "c"].map((name) => together(() => add(db, name)));
  const ended = await Promise.allSettled(writes);
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(noted(db)).toEqual(["1 created 1-3"]);
});

describe("a number that was rolled back, and went to another entry of the same moment and process", () => {
  const about = { kind: "job", now: () => 1 } as const;
  const parts = ["scan of sync music", "complete of sync music"] as const;
  test.each([
    ["a command's and a part's", { ...about, kind: "command", what: "x" }, { ...about, what: "x" }],
    ["two jobs'", { ...about, what: "x", jobId: 1 }, { ...about, what: "x", jobId: 2 }],
    ["two parts'", { ...about, what: parts[0] }, { ...about, what: parts[1] }],
  ] as const)("%s: each ends itself only, and notes its own", async (_, first, second) => {
    const { db } = await temporaryLibrary();
    const [lost, kept] = [createEntry(db, first), createEntry(db, second)];
    const failing = transact(db, () => {
      writeAs(db, lost, () => add(db, "a"));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await transact(db, () => writeAs(db, kept, () => add(db, "b")));
    await lost.end("failed");
    expect(outcomes(db)).toEqual([null]);
    await transact(db, () => writeAs(db, lost, () => add(db, "c")));
    await kept.end("done");
    expect(outcomes(db)).toEqual(["done", null]);
    expect(noted(db)).toEqual(["1 created 1-1", "2 created 2-2"]);
  });

  test("is not its turn to forget old entries", async () => {
    const { db } = await temporaryLibrary();
    db.$client.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('ledger_entries', 99)").run();
    const [lost, kept] = [entryOf(db, "lost"), entryOf(db, "kept")];
    const failing = transact(db, () => {
      writeAs(db, lost, () => add(db, "a"));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await transact(db, () => writeAs(db, kept, () => add(db, "b")));
    for (const entry of [lost, kept]) await entry.end("done");
    expect([lost.isDue(), kept.isDue()]).toEqual([false, true]);
  });
});

test.each([
  [true, "interrupted"],
  [false, "failed"],
])("a part that throws, stopped by a person: %s, ends as %s", async (isStopped, outcome) => {
  const { db } = await behindLibrary();
  const stop = new AbortController();
  const part = asPart(
    db,
    { what: "scan of sync music", now: () => 1, signal: stop.signal },
    async () => {
      await transact(db, () => add(db, "a"));
      if (isStopped) stop.abort(new InterruptedError());
      throw new InterruptedError();
    },
    () => "done",
  );
  await expect(part).rejects.toThrow(InterruptedError);
  expect(outcomes(db).at(-1)).toBe(outcome);
});
