import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { QuestionError, RejectedError, UnavailableError } from "../../src/errors.ts";
import {
  cover,
  coverSource,
  enriching,
  fillLibrary,
  lyricsSource,
  never,
  someDay,
} from "../helpers/enriching.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { column, rows } from "../helpers/importing.ts";

it("asks for a cover once an album and for lyrics once a track, and for nothing on a second run", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 3, 12);
  const [covers, lyrics] = [coverSource((id) => cover(`album ${id}`)), lyricsSource()];
  const first = await enriching(library, { covers: [covers], lyrics: [lyrics] }).job.run(never);
  expect(first).toMatchObject({ total: 36, processed: 36, artworkFetched: 3, lyricsFetched: 36, failed: 0 });
  expect(first.halted).toBeUndefined();
  expect([covers.asked.length, lyrics.asked.length]).toEqual([3, 36]);

  const second = await enriching(library, { covers: [covers], lyrics: [lyrics] }).job.run(never);
  expect(second).toMatchObject({ total: 0, processed: 0 });
  expect([covers.asked.length, lyrics.asked.length]).toEqual([3, 36]);
  expect(column(library.db, "SELECT DISTINCT artwork_status || lyrics_status FROM tracks")).toEqual([
    "availableavailable",
  ]);
  expect(column(library.db, "SELECT count(*) FROM artworks")).toEqual([3]);
});

it("asks no more at once than it may, covers and lyrics together, and keeps that many busy", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 10, 4);
  let [running, most] = [0, 0];
  const slowly = async <T>(answer: T): Promise<T> => {
    most = Math.max(most, ++running);
    await sleep(5);
    running--;
    return answer;
  };
  const lyrics = lyricsSource(() => slowly("la"));
  const covers = coverSource(() => slowly(cover("slow")));
  const config = { maxConcurrent: 4, batchSize: 7 };
  await enriching(library, { config, covers: [covers], lyrics: [lyrics] }).job.run(never);
  expect(most).toBe(4);
  expect(lyrics.asked).toEqual([...lyrics.asked].sort((a, b) => a - b));
});

it("lets one track's failure stand alone, and asks for it again next time", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 5);
  let isDown = true;
  const lyrics = lyricsSource((id) => {
    if (id === 3 && isDown) throw new UnavailableError("test_lyrics", "not now");
    return "la";
  });
  const first = await enriching(library, { lyrics: [lyrics], config: { maxRetries: 0 } }).job.run(never);
  expect(first).toMatchObject({ processed: 5, lyricsFetched: 4, failed: 1, artworkFetched: 1 });
  expect(first.failures).toMatchObject([
    { trackId: 3, artwork: "kept", lyrics: "failed", errors: ["not now"] },
  ]);
  expect(column(library.db, "SELECT lyrics_status FROM tracks WHERE id = 3")).toEqual(["not_fetched"]);

  isDown = false;
  lyrics.asked.length = 0;
  const second = await enriching(library, { lyrics: [lyrics] }).job.run(never);
  expect(second).toMatchObject({ total: 1, lyricsFetched: 1, failed: 0 });
  expect(lyrics.asked).toEqual([3]);
});

it("tries a passing trouble again, as often as it may", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 1);
  let tries = 0;
  const lyrics = lyricsSource(() => {
    if (++tries < 4) throw new UnavailableError("test_lyrics", "not now");
    return "la";
  });
  const result = await enriching(library, { lyrics: [lyrics], config: { maxRetries: 3 } }).job.run(never);
  expect(result).toMatchObject({ lyricsFetched: 1, failed: 0 });
  expect(tries).toBe(4);
});

it("aborts a try that takes too long", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 1);
  let aborted = 0;
  const lyrics = lyricsSource(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => (aborted++, reject(signal.reason as Error)));
      }),
  );
  const config = { operationTimeoutSecs: 1, maxRetries: 1, artwork: false };
  const result = await enriching(library, { lyrics: [lyrics], config }).job.run(never);
  expect(result.failures[0]?.errors).toEqual(["test_lyrics: no answer within 1 s"]);
  expect(aborted).toBe(2);
});

it("remembers what is absent with a date, and asks again after it, or when told to", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  const none = { covers: [coverSource(() => undefined)], lyrics: [lyricsSource(() => undefined)] };
  const first = await enriching(library, none).job.run(never);
  expect(first).toMatchObject({ processed: 2, artworkFetched: 0, lyricsFetched: 0, failed: 0 });
  expect(rows(library.db, "SELECT artwork_status, lyrics_status FROM tracks WHERE id = 1")).toEqual([
    { artwork_status: "absent", lyrics_status: "unavailable" },
  ]);
  expect(column(library.db, "SELECT lyrics_retry_at > ? FROM tracks", someDay)).toEqual([1, 1]);

  const dayMs = 24 * 3_600_000;
  const run = (now: number, retryAbsent = false) =>
    enriching(library, { ...none, now: () => now, config: { retryAbsent } }).job.run(never);
  expect(await run(someDay + dayMs)).toMatchObject({ total: 0 });
  expect(await run(someDay + dayMs, true)).toMatchObject({ total: 2, processed: 2 });
  expect(await run(someDay + 20 * dayMs)).toMatchObject({ total: 2, processed: 2 });
  expect(none.covers[0]!.asked).toEqual([1, 1, 1]);
});

it("lets a source rest after five failures in a row, while the other half goes on", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 20, 1);
  const covers = coverSource(() => {
    throw new UnavailableError("test_covers", "down for the day");
  });
  const config = { maxRetries: 0, maxConcurrent: 1 };
  const result = await enriching(library, { covers: [covers], config }).job.run(never);
  expect([5, 6]).toContain(covers.asked.length); // one more may have been on its way
  expect(result).toMatchObject({ processed: 20, lyricsFetched: 20, failed: 20 });
  expect(result.rested).toEqual([{ source: "test_covers", reason: "down for the day", kind: "unavailable" }]);
  expect(column(library.db, "SELECT DISTINCT artwork_status FROM tracks")).toEqual(["unknown"]);
});

it("lets a source that refuses us rest at once", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 3, 1);
  const lyrics = lyricsSource(() => {
    throw new RejectedError("test_lyrics", "who are you?", { hint: "say it" });
  });
  const config = { maxConcurrent: 1, artwork: false };
  const result = await enriching(library, { lyrics: [lyrics], config }).job.run(never);
  expect(lyrics.asked.length).toBeLessThanOrEqual(2); // one more may have been on its way
  expect(result.rested).toHaveLength(1);
});

it("stops when told, after what is in flight, and goes on from there", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 10);
  const stop = new AbortController();
  const lyrics = lyricsSource((id) => {
    if (id === 4) stop.abort();
    return "la";
  });
  const config = { maxConcurrent: 1, artwork: false };
  const first = await enriching(library, { lyrics: [lyrics], config }).job.run(stop.signal);
  expect(first.halted).toEqual({ kind: "interrupted" });
  expect([4, 5, 6]).toContain(first.processed); // three are in hand at a time
  const second = await enriching(library, { lyrics: [lyrics], config }).job.run(never);
  expect(second).toMatchObject({ total: 10 - first.processed, halted: undefined });
  expect(lyrics.asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

it("takes a track that a dead run was fetching up again", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  library.db.$client.exec("UPDATE tracks SET lyrics_status = 'fetching' WHERE id = 2");
  const result = await enriching(library, { config: { artwork: false } }).job.run(never);
  expect(result).toMatchObject({ total: 2, lyricsFetched: 2 });
});

it("asks nothing off Wi-Fi, and says which rule held it back", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  const lyrics = lyricsSource();
  const options = { lyrics: [lyrics], config: { requireWifi: true } };
  const held = await enriching(library, { ...options, env: { IMPORTER_NETWORK: "cellular" } }).job.run(never);
  expect(held.halted).toMatchObject({ kind: "network", rule: "metered" });
  expect([held.processed, lyrics.asked.length]).toEqual([0, 0]);
  const free = await enriching(library, options).job.run(never);
  expect(free).toMatchObject({ processed: 2, halted: undefined });
});

it("announces each track with what became of it", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  const { job, updated } = enriching(library, { config: { maxConcurrent: 1 } });
  await job.run(never);
  expect(updated).toEqual([
    {
      trackId: 1,
      title: "Song 1.1",
      artist: "The Testers",
      artwork: "fetched",
      lyrics: "fetched",
      errors: [],
    },
    { trackId: 2, title: "Song 1.2", artist: "The Testers", artwork: "kept", lyrics: "fetched", errors: [] },
  ]);
});

it("ends with the fault when the library itself can't be written", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 50);
  library.db.$client.exec(
    "CREATE TRIGGER full BEFORE INSERT ON lyrics BEGIN SELECT RAISE(ABORT, 'no room'); END",
  );
  const lyrics = lyricsSource();
  const config = { maxConcurrent: 2, artwork: false };
  await expect(enriching(library, { lyrics: [lyrics], config }).job.run(never)).rejects.toThrow("no room");
  expect(lyrics.asked.length).toBeLessThan(10);
});

it("lets no odd question rest a source that answers the others", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 10, 1);
  const lyrics = lyricsSource((trackId) => {
    if (trackId <= 8) throw new QuestionError("test_lyrics", "too long a title");
    return "la";
  });
  const config = { artwork: false, maxConcurrent: 1, maxRetries: 0 };
  const result = await enriching(library, { lyrics: [lyrics], config }).job.run(never);
  expect(result).toMatchObject({ failed: 8, lyricsFetched: 2, rested: [], percent: 100, complete: true });
});

it("counts nothing as failed that was abandoned, and leaves nothing in hand", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 20);
  const [stop, abandon] = [new AbortController(), new AbortController()];
  const lyrics = lyricsSource((trackId, signal) => {
    if (trackId === 1) return "la";
    stop.abort();
    setTimeout(() => abandon.abort(new Error("no longer")), 50);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  });
  const options = { lyrics: [lyrics], config: { artwork: false }, abandon: abandon.signal };
  const result = await enriching(library, options).job.run(stop.signal);
  expect(result).toMatchObject({ processed: 1, failed: 0, halted: { kind: "interrupted" }, failures: [] });
  expect(column(library.db, "SELECT count(*) FROM tracks WHERE lyrics_status = 'not_fetched'")).toEqual([19]);
});

it("says beforehand what there is to ask for", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 3, 10);
  const { job, events } = enriching(library, { config: { maxConcurrent: 3 } });
  const started: unknown[] = [];
  events.on("enrichment-started", (event) => started.push(event));
  await job.run(never);
  expect(started).toEqual([{ tracks: 30, covers: 3, lyrics: 30 }]);
});
