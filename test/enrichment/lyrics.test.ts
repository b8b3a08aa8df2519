import { expect, onTestFinished, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { LyricsBaseRecord } from "../../src/demo/lrclib/server.ts";
import { openLrclibDatabase } from "../../src/enrichment/lyrics-sources/lrclib-database.ts";
import { refreshLyrics } from "../../src/enrichment/lyrics/refresh-lyrics.ts";
import { UnavailableError } from "../../src/errors.ts";
import { lrclibLyrics } from "../../src/enrichment/lyrics-sources/lrclib.ts";
import { enriching, fillLibrary, never, someDay } from "../helpers/enriching.ts";
import { always, inTurn, onPath } from "../helpers/faults.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { lrclibOverloaded, lrclibStandIn, lyricsRecord } from "../helpers/lrclib.ts";
import { lrclibClient } from "../sources/lrclib-client.ts";
import { lrclibFile } from "./lrclib-file.ts";
import { plain, synced } from "./tracks.ts";

const dayMs = 24 * 3_600_000;

/** A library of one album with so many tracks, and a stand-in that has lyrics for them. */
async function wanting(tracks: number, records: Partial<LyricsBaseRecord>[]) {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, tracks);
  const catalogue = records.map((facts, at) =>
    lyricsRecord({
      id: 100 + at,
      trackName: `Song 1.${at + 1}`,
      artistName: "The Testers",
      albumName: "Album 1",
      duration: 180,
      ...facts,
    }),
  );
  const server = await lrclibStandIn(catalogue);
  const source = lrclibLyrics((await lrclibClient(server)).lrclib);
  const run = (sources = [source]) =>
    enriching(library, { lyrics: sources, config: { artwork: false, maxConcurrent: 1 } }).job.run(never);
  return { db: library.db, server, source, run };
}

const statuses = (db: Db): unknown[] =>
  rows(db, "SELECT lyrics_status, lyrics_retry_at FROM tracks ORDER BY id").map(Object.values);

test("lyrics are saved with where they come from, and nothing is asked twice", async () => {
  const instrumental = { plainLyrics: null, syncedLyrics: null, instrumental: true };
  const { db, server, run } = await wanting(3, [{}, instrumental]);
  expect(await run()).toMatchObject({ processed: 3, lyricsFetched: 2, failed: 0 });
  expect(rows(db, "SELECT * FROM lyrics ORDER BY track_id")).toMatchObject([
    { track_id: 1, plain, synced, instrumental: 0, source: "lrclib", source_id: "100" },
    { track_id: 2, plain: null, synced: null, instrumental: 1, source: "lrclib", source_id: "101" },
  ]);
  expect(statuses(db)).toEqual([
    ["available", null],
    ["instrumental", null],
    ["unavailable", someDay + 14 * dayMs],
  ]);
  expect(server.requests).toHaveLength(1 + 1 + 3);
  await run();
  expect(server.requests).toHaveLength(5);
});

test("a service that is down is a failure, never an absence; the next run asks again", async () => {
  const { db, server, run } = await wanting(1, [{}]);
  server.setFault(always(lrclibOverloaded));
  expect(await run()).toMatchObject({ lyricsFetched: 0, failed: 1 });
  expect(server.requests).toHaveLength(4); // the first try and three more: enrichment repeats, nobody else
  expect(statuses(db)).toEqual([["not_fetched", null]]);
  server.setFault(undefined);
  expect(await run()).toMatchObject({ lyricsFetched: 1, failed: 0 });
});

test("a passing fault in the middle costs one request more, not all of them again", async () => {
  const { server, run } = await wanting(1, [{ duration: 184 }]);
  server.setFault(inTurn(undefined, undefined, lrclibOverloaded));
  expect(await run()).toMatchObject({ lyricsFetched: 1, failed: 0 });
  expect(server.requests.map(({ status }) => status)).toEqual([404, 404, 503, 200]);
});

test("a wrong address stops the source at once, and nothing is taken for absent", async () => {
  const { db, server, run } = await wanting(8, [{}]);
  server.setFault(always({ kind: "status", status: 404, body: "" }));
  const result = await run();
  expect(result).toMatchObject({ lyricsFetched: 0, failed: result.processed, halted: { kind: "resting" } });
  expect(result.rested).toMatchObject([{ source: "lrclib" }]);
  expect(server.requests.length).toBeLessThanOrEqual(2); // the next one may be on its way already
  expect(new Set(statuses(db).map(String))).toEqual(new Set(["not_fetched,"]));
});

test("one question that is not taken does not stop the others", async () => {
  const { server, run } = await wanting(
    8,
    Array.from({ length: 8 }, () => ({})),
  );
  const refused = { kind: "status", status: 400, contentType: "text/plain", body: "no" } as const;
  server.setFault(onPath(/Song\+1\.3/, always(refused)));
  const result = await run();
  expect(result).toMatchObject({ lyricsFetched: 7, failed: 1, rested: [] });
  expect(result.failures).toMatchObject([{ trackId: 3, errors: [expect.stringContaining("400: no")] }]);
  expect(server.requests).toHaveLength(8); // it would be the same again
});

test("a local database is asked first, and spares the network what it has", async () => {
  const { db, server, source, run } = await wanting(2, [{}, {}]);
  const names = { artist: "The Testers", artistLower: "the testers", duration: 180 };
  const database = openLrclibDatabase(lrclibFile([{ name: "Song 1.1", nameLower: "song 1 1", ...names }]));
  onTestFinished(() => database.close());
  expect(await run([database, source])).toMatchObject({ lyricsFetched: 2, failed: 0 });
  expect(rows(db, "SELECT source, source_id FROM lyrics ORDER BY track_id")).toEqual([
    { source: "lrclib_database", source_id: "1" },
    { source: "lrclib", source_id: "101" },
  ]);
  expect(server.requests).toHaveLength(1);
});

test("a library that can't be written is told as that when lyrics are asked for anew, and nobody else is asked", async () => {
  const { db } = await wanting(1, []);
  const found = { plain, synced: null, instrumental: false, sourceId: null };
  const asked: string[] = [];
  const source = (name: string, answer: () => typeof found) => ({
    name,
    findLyrics: () => {
      asked.push(name);
      return Promise.resolve().then(answer);
    },
  });
  const down = source("down", () => {
    throw new UnavailableError("down", "down: no answer");
  });
  const full = Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
  const about = { db, signal: never, now: () => someDay, transact: () => Promise.reject(full) };
  const sources = [down, source("has", () => found), source("other", () => found)];
  await expect(refreshLyrics(about, sources, 1)).rejects.toBe(full);
  expect(asked).toEqual(["down", "has"]);
});
