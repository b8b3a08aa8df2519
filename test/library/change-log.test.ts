import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { logChanges, type Change, type StoredValues } from "../../src/library/write/change-log.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { saveRun } from "../../src/library/write/memory/runs.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, artistFacts, credits, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

type Act = (db: Db, now: number) => unknown;

/** What imports do to a library, from its first row to tracks that go. */
const acts: Record<string, Act> = {
  "an album is made": (db, now) => saveAlbum(db, album({}), now),
  "nothing is new": (db, now) => saveAlbum(db, album({}), now),
  "its title changes": (db, now) => saveAlbum(db, album({ title: "Other", secondaryTypes: ["Live"] }), now),
  "its credit gets longer": (db, now) => saveAlbum(db, album({ credits: credits(["A", " & "], ["B"]) }), now),
  "its credit gets shorter": (db, now) => saveAlbum(db, album({ credits: credits(["B"]) }), now),
  "a release is made": (db, now) => saveRelease(db, 1, release([["x", "y"], ["z"]]), now),
  "another recording takes a place": (db, now) => saveRelease(db, 1, release([["x", "w"], ["z"]]), now),
  "a medium goes with its tracks": (db, now) => saveRelease(db, 1, release([["x"]]), now),
  "a run is noted": (db, now) => saveRun(db, run(now)),
  "a run is noted again": (db, now) => saveRun(db, { ...run(now), evidence: null }),
};

const album = (facts: Parameters<typeof albumFacts>[1]) =>
  albumFacts("a", {
    categories: [{ kind: "genre", name: "rock", weight: (facts?.title ?? "").length }],
    links: [{ source: "wikipedia", externalId: "1", url: `https://example.org/${facts?.title ?? ""}` }],
    ...facts,
  });
const release = (media: string[][]) =>
  releaseFacts("r", {
    barcode: "0123",
    hasFrontCover: media.length > 1,
    credits: [{ artist: artistFacts("A", { name: "A" }), creditedAs: "A", joinPhrase: "" }],
    media: media.map((names, at) =>
      mediumFacts(
        at + 1,
        names.map((name, place) => trackFacts(place + 1, name, { lengthMs: name === "w" ? null : 1 })),
      ),
    ),
  });
const run = (now: number) => ({
  importer: "album" as const,
  itemType: "album" as const,
  itemId: 1,
  provider: "musicbrainz",
  outcome: "found" as const,
  dataPopulated: ["title"],
  errors: [],
  evidence: { score: 1 },
  startedAt: now,
  finishedAt: now,
});

test("the change log hears of every row that is written, and what it held takes the library back", async () => {
  const { db } = await temporaryLibrary();
  const before = [contentOf(db)];
  const heard: Change[][] = [];
  for (const [at, act] of Object.values(acts).entries()) {
    const changes: Change[] = [];
    logChanges(db, (change) => changes.push(change));
    const since = totalChanges(db);
    act(db, at + 1);
    expect(changes.length, Object.keys(acts)[at]).toBe(totalChanges(db) - since);
    heard.push(changes);
    before.push(contentOf(db));
  }
  expect(heard[1]).toEqual([]);
  for (const at of [...heard.keys()].reverse()) {
    for (const change of heard[at]!.reverse()) undo(db, change);
    expect(contentOf(db), `before ${Object.keys(acts)[at]}`).toEqual(before[at]);
  }
});

test("nobody is told once nobody listens", async () => {
  const { db } = await temporaryLibrary();
  let heard = 0;
  logChanges(db, () => heard++);
  logChanges(db, undefined);
  saveAlbum(db, albumFacts("a"), 1);
  expect(heard).toBe(0);
});

/** SQLite's own count of rows written, cascades included. */
function totalChanges({ $client }: Db): number {
  return $client.prepare("SELECT total_changes()").pluck().get() as number;
}

function contentOf({ $client }: Db): Record<string, unknown[]> {
  const named = `SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT IN ('sqlite_sequence', '__drizzle_migrations')`;
  const tables = $client.prepare<[], string>(named).pluck().all();
  return Object.fromEntries(
    tables.map((table) => [table, $client.prepare(`SELECT rowid, * FROM ${table} ORDER BY rowid`).all()]),
  );
}

/** As a ledger would: a new row goes, a changed one gets its old values, one that went comes back. */
function undo({ $client }: Db, change: Change): void {
  const { table } = change;
  const list = (values: StoredValues, between: string): string =>
    Object.keys(values)
      .map((name) => `${name} = ?`)
      .join(between);
  if (change.kind === "created") $client.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(change.rowid);
  else if (change.kind === "updated") {
    const { key, old } = change;
    const update = `UPDATE ${table} SET ${list(old, ", ")} WHERE ${list(key, " AND ")}`;
    $client.prepare(update).run(...Object.values(old), ...Object.values(key));
  } else {
    const names = Object.keys(change.old);
    const insert = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
    $client.prepare(insert).run(...Object.values(change.old));
  }
}
