import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import type { LyricsSource } from "../../src/enrichment/lyrics/lyrics.ts";
import { NetworkError, UnavailableError } from "../../src/errors.ts";
import { createEvents, type ImporterEvents } from "../../src/events.ts";
import type { NetworkLink } from "../../src/network/link.ts";
import type { NetworkMonitor } from "../../src/network/monitor.ts";
import { createGate } from "../../src/sources/gate.ts";
import {
  enriching,
  fillLibrary,
  lyricsSource,
  never,
  type Enriching,
  type EnrichingOptions,
} from "../helpers/enriching.ts";
import { column } from "../helpers/importing.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const wifi: NetworkLink = { kind: "wifi", iface: "wlan0", metered: false, how: "test" };
const mobile: NetworkLink = { kind: "cellular", iface: "wwan0", metered: true, how: "test" };
const none: NetworkLink = { kind: "none", metered: null, how: "test" };
const tracksInAll = 20;

/** A link that changes when a test says so. */
function changingMonitor(link: NetworkLink): NetworkMonitor & { link: NetworkLink; looks: number } {
  const monitor = {
    link,
    looks: 0,
    check: () => {
      monitor.looks++;
      return Promise.resolve(monitor.link);
    },
  };
  return monitor;
}

type Library = Awaited<ReturnType<typeof temporaryLibrary>>;
type Held = ImporterEvents["network-held"];

/** A run, as the program wires it but for its monitor; and what it said of the network. */
function guarded(
  library: Library,
  lyrics: LyricsSource,
  options: EnrichingOptions,
): Enriching & { held: Held[]; back: string[] } {
  const config = { batchSize: 4, maxConcurrent: 1, requireWifi: true, maxRetries: 0, ...options.config };
  const run = enriching(library, { ...options, lyrics: [lyrics], config });
  const said: { held: Held[]; back: string[] } = { held: [], back: [] };
  run.events.on("network-held", (event) => said.held.push(event));
  run.events.on("network-back", ({ says }) => said.back.push(says));
  return { ...run, ...said };
}

/** Lyrics for everything, a little later; at the sixth track the link is lost, once. */
function losingAtTheSixth(monitor: { link: NetworkLink }): ReturnType<typeof lyricsSource> {
  let losses = 1;
  return lyricsSource(async (trackId, signal) => {
    const loses = trackId === 6 && losses-- > 0;
    if (loses) monitor.link = mobile;
    await sleep(loses ? 60_000 : 1, undefined, { signal });
    return "la";
  });
}

async function filledLibrary(): Promise<Library> {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 2, tracksInAll / 2);
  return library;
}

const complete = (library: Library): unknown =>
  column(
    library.db,
    "SELECT count(*) FROM tracks WHERE artwork_status = 'available' AND lyrics_status = 'available'",
  )[0];

describe("--wifi-only", () => {
  it("breaks off what is under way when Wi-Fi is lost, and goes on with the next run", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const lyrics = losingAtTheSixth(monitor);
    const first = await guarded(library, lyrics, { monitor }).job.run(never);
    expect(first.halted).toMatchObject({ kind: "network", rule: "metered" });
    expect(first).toMatchObject({ processed: 5, failed: 0, failures: [], rested: [] });
    expect(lyrics.asked).toEqual([1, 2, 3, 4, 5, 6]);
    expect(complete(library)).toBe(5);
    expect(column(library.db, "SELECT count(*) FROM tracks WHERE lyrics_status = 'not_fetched'")).toEqual([
      15,
    ]);

    const stillOff = await guarded(library, lyrics, { monitor }).job.run(never);
    expect(stillOff).toMatchObject({ processed: 0, halted: { kind: "network" } });
    expect(lyrics.asked).toHaveLength(6);

    monitor.link = wifi;
    const second = await guarded(library, lyricsSource(), { monitor }).job.run(never);
    expect(second).toMatchObject({ total: tracksInAll - 5, failed: 0, halted: undefined });
    expect(complete(library)).toBe(tracksInAll);
  });

  it("waits, says so once, and goes on when Wi-Fi is back, with what was broken off", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const lyrics = losingAtTheSixth(monitor);
    const { job, held, back } = guarded(library, lyrics, { monitor, longestWaitMs: Infinity });
    const ended = job.run(never);
    await until(() => held.length > 0);
    const looks = monitor.looks;
    await until(() => monitor.looks > looks + 10);
    expect(lyrics.asked).toEqual([1, 2, 3, 4, 5, 6]);

    monitor.link = wifi;
    const result = await ended;
    expect(result).toMatchObject({
      total: tracksInAll,
      processed: tracksInAll,
      failed: 0,
      halted: undefined,
    });
    expect(held[0]).toMatchObject({
      waitMs: Infinity,
      says: expect.stringContaining("the link is metered") as string,
    });
    expect(back[0]).toBe("on Wi-Fi (wlan0), not metered");
    expect(lyrics.asked.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 6]);
    expect(complete(library)).toBe(tracksInAll);
  });

  it("waits no longer than it may", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const { job, held } = guarded(library, losingAtTheSixth(monitor), { monitor, longestWaitMs: 400 });
    const result = await job.run(never);
    expect(result).toMatchObject({ processed: 5, failed: 0, halted: { kind: "network", rule: "metered" } });
    expect(held).toMatchObject([{ waitMs: 400 }]);
    expect(complete(library)).toBe(5);
  });

  it("can be stopped while it waits", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const stop = new AbortController();
    const options = { monitor, longestWaitMs: Infinity };
    const { job, held } = guarded(library, losingAtTheSixth(monitor), options);
    const ended = job.run(stop.signal);
    await until(() => held.length > 0);
    stop.abort();
    const result = await ended;
    expect(result).toMatchObject({ failed: 0, halted: { kind: "interrupted" } });
    expect(complete(library)).toBe(result.processed);
  });

  it("never waits before it has begun", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(mobile);
    const lyrics = lyricsSource();
    const result = await guarded(library, lyrics, { monitor, longestWaitMs: Infinity }).job.run(never);
    expect(result).toMatchObject({ processed: 0, halted: { kind: "network", rule: "metered" } });
    expect([monitor.looks, lyrics.asked.length]).toEqual([1, 0]);
  });

  it("lets nothing out that waits at a gate", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const rows = createGateRows(library.db);
    const gate = createGate({ api: "slow", intervalMs: 400, rows, events: createEvents() });
    let sent = 0;
    const lyrics = lyricsSource(async (_, signal) => {
      await gate.pass(signal);
      if (++sent === 3) monitor.link = mobile;
      await gate.sent();
      return "la";
    });
    const config = { maxConcurrent: 5, artwork: false };
    const result = await guarded(library, lyrics, { monitor, config }).job.run(never);
    expect(result).toMatchObject({ failed: 0, halted: { kind: "network" } });
    await sleep(900);
    expect(sent).toBe(3);
    expect(lyrics.asked.length).toBeGreaterThan(3); // they did wait
  });
});

describe("a link that is lost", () => {
  const config = { requireWifi: false, artwork: false, maxConcurrent: 5 };
  /** A service as it is seen from here: at the fourth track the link is lost, once. */
  const behind = (monitor: { link: NetworkLink }): ReturnType<typeof lyricsSource> => {
    let drops = 1;
    return lyricsSource((trackId) => {
      if (trackId === 4 && drops-- > 0) monitor.link = none;
      if (monitor.link === none) throw new NetworkError("test_lyrics", "no way there");
      return "la";
    });
  };

  it("is nobody's failure: the run waits, and asks again", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const lyrics = behind(monitor);
    const { job, held, back } = guarded(library, lyrics, { monitor, config, longestWaitMs: Infinity });
    const ended = job.run(never);
    await until(() => held.length > 0);
    const asked = lyrics.asked.length;
    await sleep(50);
    expect(lyrics.asked.length).toBeLessThanOrEqual(asked + 5); // they were under way
    monitor.link = wifi;
    const result = await ended;
    expect(result).toMatchObject({
      processed: tracksInAll,
      lyricsFetched: tracksInAll,
      failed: 0,
      rested: [],
    });
    expect(held).toMatchObject([{ says: "the network is gone" }]);
    expect(back).toHaveLength(1);
  });

  it("ends a run that may not wait, with what is left", async () => {
    const library = await filledLibrary();
    const monitor = changingMonitor(wifi);
    const result = await guarded(library, behind(monitor), { monitor, config }).job.run(never);
    expect(result).toMatchObject({ failed: 0, rested: [], halted: { kind: "offline", rule: "no-link" } });
    expect(result.processed).toBeLessThan(tracksInAll);
  });

  it.each([
    [
      "was none where there was none from the start: what is asked may need none",
      none,
      new NetworkError("test_lyrics", "refused"),
    ],
    [
      "is not what a service fails by while the link stands",
      wifi,
      new UnavailableError("test_lyrics", "down for the day"),
    ],
  ])("%s", async (_, link, fault) => {
    const library = await filledLibrary();
    const lyrics = lyricsSource(() => Promise.reject(fault));
    const result = await guarded(library, lyrics, { monitor: changingMonitor(link), config }).job.run(never);
    expect(result).toMatchObject({
      failed: result.processed,
      halted: { kind: "resting" }, // and not for the link: the source rests, and nobody else could be asked
      rested: [{ source: "test_lyrics" }],
    });
  });
});
