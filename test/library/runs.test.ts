import { describe, expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import {
  findAbsentRun,
  findDecided,
  hasFound,
  listProviderRuns,
  type ProviderRun,
} from "../../src/library/memory/runs.ts";
import { saveRun } from "../../src/library/write/memory/runs.ts";
import { column } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const run = (changes: Partial<ProviderRun> = {}): ProviderRun => ({
  importer: "album",
  itemType: "album",
  itemId: 1,
  query: "",
  provider: "musicbrainz",
  outcome: "found",
  dataPopulated: ["title"],
  errors: [],
  evidence: null,
  startedAt: 1,
  finishedAt: 2,
  ...changes,
});

async function libraryWith(...runs: Partial<ProviderRun>[]): Promise<Db> {
  const { db } = await temporaryLibrary();
  for (const changes of runs) saveRun(db, run(changes));
  return db;
}

test("of each outcome the newest run stays; a failure stands beside the success it follows", async () => {
  const db = await libraryWith(
    { finishedAt: 10 },
    { outcome: "unavailable", errors: ["busy"], finishedAt: 20 },
    { dataPopulated: ["title", "genres"], finishedAt: 30 },
  );
  expect(listProviderRuns(db, "album", 1)).toMatchObject([
    { outcome: "found", dataPopulated: ["title", "genres"], finishedAt: 30 },
    { outcome: "unavailable", errors: ["busy"], finishedAt: 20 },
  ]);
});

test("a run without evidence leaves the evidence that is there; one with other evidence replaces it", async () => {
  const db = await libraryWith({ evidence: { by: "search" } }, { evidence: null });
  expect(listProviderRuns(db, "album", 1)).toMatchObject([{ evidence: { by: "search" } }]);
  saveRun(db, run({ evidence: { by: "barcode" } }));
  expect(listProviderRuns(db, "album", 1)).toMatchObject([{ evidence: { by: "barcode" } }]);
});

test("runs of other importers, providers and items are other runs", async () => {
  const db = await libraryWith({}, { importer: "release" }, { provider: "amazon" }, { itemId: 2 });
  expect(column(db, "SELECT count(*) FROM provider_runs")).toEqual([4]);
  expect(listProviderRuns(db, "album", 1)).toHaveLength(3);
  expect(hasFound(db, { importer: "release", itemType: "album", itemId: 1 })).toBe(true);
  expect(hasFound(db, { importer: "release", itemType: "album", itemId: 2 })).toBe(false);
});

test("only a find is a find", async () => {
  const outcomes = ["absent", "ambiguous", "unavailable", "rejected", "failed"] as const;
  const db = await libraryWith(...outcomes.map((outcome) => ({ outcome })));
  expect(hasFound(db, { importer: "album", itemType: "album", itemId: 1 })).toBe(false);
});

describe("what is absent", () => {
  const words = { importer: "album", itemType: "album", itemId: 0, query: "desire||" } as const;
  const key = { ...words, provider: "musicbrainz" };

  test("is remembered after a moment, and not from then on back", async () => {
    const db = await libraryWith({ ...words, outcome: "absent", finishedAt: 100 });
    expect(findAbsentRun(db, { ...key, since: 99 })).toMatchObject({ finishedAt: 100 });
    expect(findAbsentRun(db, { ...key, since: 100 })).toBeUndefined();
  });

  test("is absent for these words, this provider, this importer and this item only", async () => {
    const db = await libraryWith({ ...words, outcome: "absent" }, { itemId: 7, outcome: "absent" });
    expect(findAbsentRun(db, { ...key, since: 0 })).toBeDefined();
    expect(findAbsentRun(db, { ...key, query: "desire|u2|", since: 0 })).toBeUndefined();
    expect(findAbsentRun(db, { ...key, provider: "amazon", since: 0 })).toBeUndefined();
    expect(findAbsentRun(db, { ...key, importer: "artist", since: 0 })).toBeUndefined();
    expect(findAbsentRun(db, { ...key, itemId: 7, query: "", since: 0 })).toBeDefined();
    expect(findAbsentRun(db, { ...key, itemId: 8, query: "", since: 0 })).toBeUndefined();
  });

  test.each(["unavailable", "rejected", "failed", "ambiguous"] as const)(
    "%s is not absent",
    async (outcome) => {
      const db = await libraryWith({ ...words, outcome });
      expect(findAbsentRun(db, { ...key, since: 0 })).toBeUndefined();
    },
  );
});

describe("the item that words were decided to mean", () => {
  const evidence = { by: "search", decision: "resolved" };
  const decided = (db: Db, words: string, folded = words): number | undefined =>
    findDecided(db, { importer: "album", itemType: "album", words, folded });

  test("is found by them, the newest if they led to several", async () => {
    const db = await libraryWith(
      { query: "desire", itemId: 1, finishedAt: 1, evidence },
      { query: "desire", itemId: 2, finishedAt: 3, evidence },
      { query: "desire", itemId: 3, finishedAt: 9, evidence, outcome: "failed" },
      { query: "desire", itemId: 4, finishedAt: 2, evidence },
    );
    expect(decided(db, "desire", "desire||")).toBe(2);
    expect(decided(db, "other")).toBeUndefined();
    const ofArtist = { importer: "artist", itemType: "artist", words: "desire", folded: "desire" } as const;
    expect(findDecided(db, ofArtist)).toBeUndefined();
    expect(listProviderRuns(db, "album", 2)).toEqual([]);
  });

  test.each([
    ["the resolver's with the item, as version 0.1 kept it", evidence, 1],
    ["an earlier choice", { by: "an earlier choice" }, 1],
    ["none", null, undefined],
    ["an MBID, which says nothing of words", { by: "mbid" }, undefined],
  ])("needs evidence: %s", async (_, ofItem, found) => {
    const db = await libraryWith({ query: "desire||", evidence: null }, { query: "", evidence: ofItem });
    expect(decided(db, "words", "desire||")).toBe(found);
  });
});
