import { dirname } from "node:path";
import { expect, it } from "vitest";
import { createArtworkService } from "../../src/enrichment/artwork.ts";
import { enrichmentConfig } from "../../src/enrichment/config.ts";
import { createEnrichmentJob, type EnrichmentJob } from "../../src/enrichment/enrichment-job.ts";
import { createLyricsService, type LyricsSource } from "../../src/enrichment/lyrics.ts";
import { createWifiGuard } from "../../src/enrichment/network-guard.ts";
import { createOperation } from "../../src/enrichment/operation.ts";
import { createEnrichmentRepository } from "../../src/enrichment/repository.ts";
import { withBreakers } from "../../src/enrichment/sources.ts";
import { transact } from "../../src/db/transact.ts";
import { createEvents, type ImporterEvents } from "../../src/events.ts";
import type { Link } from "../../src/network/link.ts";
import type { NetworkMonitor } from "../../src/network/monitor.ts";
import { coverSource, fillLibrary, lyricsSource, never, someDay } from "../helpers/enriching.ts";
import { column } from "../helpers/importing.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const wifi: Link = { kind: "wifi", iface: "wlan0", metered: false, how: "test" };
const mobile: Link = { kind: "cellular", iface: "wwan0", metered: true, how: "test" };
const tracksInAll = 20;
const batchSize = 4;

/** A link that changes when a test says so. */
function changingMonitor(link: Link): NetworkMonitor & { link: Link; looks: number } {
  const monitor = {
    ...{ link, looks: 0 },
    check: () => {
      monitor.looks++;
      return Promise.resolve(monitor.link);
    },
  };
  return monitor;
}

type Library = Awaited<ReturnType<typeof temporaryLibrary>>;

interface Guarded {
  job: EnrichmentJob;
  held: ImporterEvents["network-held"][];
}

/** A run under `--wifi-only`, wired as the program wires it but for its monitor and its patience. */
function guarded(
  { db, path }: Library,
  monitor: NetworkMonitor,
  lyrics: LyricsSource,
  whenLost: "wait" | "halt",
): Guarded {
  const config = enrichmentConfig({ batchSize, maxConcurrent: 1, requireWifi: true });
  const events = createEvents();
  const held: Guarded["held"] = [];
  events.on("network-held", (event) => held.push(event));
  const repository = createEnrichmentRepository({
    ...{
      db,
      home: dirname(path),
      leastSide: 600,
      now: () => someDay,
      transact: (write) => transact(db, write),
    },
  });
  const operation = createOperation(config);
  const ignore = (): void => undefined;
  const job = createEnrichmentJob({
    ...{ config, repository, events },
    artwork: createArtworkService({
      ...{
        operation,
        repository,
        leastSide: 600,
        home: dirname(path),
        sources: withBreakers([coverSource()], ignore),
      },
    }),
    lyrics: createLyricsService({ operation, repository, sources: withBreakers([lyrics], ignore) }),
    networkGuard: createWifiGuard({ monitor, events, whenLost, pollMs: 5 }),
  });
  return { job, held };
}

/** Lyrics for everything; at the sixth track the link is lost. */
function losingAtTheSixth(monitor: { link: Link }): ReturnType<typeof lyricsSource> {
  return lyricsSource((trackId) => {
    if (trackId === 6) monitor.link = mobile;
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

it("halts with what is left when Wi-Fi is lost in the middle, and goes on with the next run", async () => {
  const library = await filledLibrary();
  const monitor = changingMonitor(wifi);
  const lyrics = losingAtTheSixth(monitor);
  const first = await guarded(library, monitor, lyrics, "halt").job.run(never);
  expect(first.halted).toMatchObject({ kind: "network", rule: "metered" });
  expect(first.failed).toBe(0);
  expect(first.processed).toBeGreaterThanOrEqual(6);
  expect(first.processed).toBeLessThanOrEqual(6 + 2 * batchSize); // what had been read is finished
  expect(complete(library)).toBe(first.processed);

  const stillOff = await guarded(library, monitor, lyrics, "halt").job.run(never);
  expect(stillOff).toMatchObject({ processed: 0, halted: { kind: "network" } });
  expect(lyrics.asked).toHaveLength(first.processed);

  monitor.link = wifi;
  const second = await guarded(library, monitor, lyrics, "halt").job.run(never);
  expect(second).toMatchObject({ total: tracksInAll - first.processed, failed: 0 });
  expect(second.halted).toBeUndefined();
  expect(complete(library)).toBe(tracksInAll);
  expect(new Set(lyrics.asked).size).toBe(lyrics.asked.length);
});

it("waits where somebody watches, says so once, and goes on when Wi-Fi is back", async () => {
  const library = await filledLibrary();
  const monitor = changingMonitor(wifi);
  const lyrics = losingAtTheSixth(monitor);
  const { job, held } = guarded(library, monitor, lyrics, "wait");
  const ended = job.run(never);
  await until(() => held.length > 0);
  const looks = monitor.looks;
  await until(() => monitor.looks > looks + 3 && job.progress().processed === lyrics.asked.length);
  const asked = lyrics.asked.length;
  expect(asked).toBeLessThan(tracksInAll);
  await until(() => monitor.looks > looks + 10);
  expect(lyrics.asked).toHaveLength(asked);

  monitor.link = wifi;
  const result = await ended;
  expect(result).toMatchObject({ total: tracksInAll, processed: tracksInAll, failed: 0 });
  expect(result.halted).toBeUndefined();
  expect(held).toHaveLength(1);
  expect(held[0]!.says).toContain("--wifi-only holds this back: the link is metered");
  expect(complete(library)).toBe(tracksInAll);
});

it("can be stopped while it waits", async () => {
  const library = await filledLibrary();
  const monitor = changingMonitor(wifi);
  const stop = new AbortController();
  const { job, held } = guarded(library, monitor, losingAtTheSixth(monitor), "wait");
  const ended = job.run(stop.signal);
  await until(() => held.length > 0);
  stop.abort();
  const result = await ended;
  expect(result.halted).toEqual({ kind: "interrupted" });
  expect(complete(library)).toBe(result.processed);
});

it("never waits before it has begun", async () => {
  const library = await filledLibrary();
  const monitor = changingMonitor(mobile);
  const lyrics = lyricsSource();
  const result = await guarded(library, monitor, lyrics, "wait").job.run(never);
  expect(result).toMatchObject({ processed: 0, halted: { kind: "network", rule: "metered" } });
  expect([monitor.looks, lyrics.asked.length]).toEqual([1, 0]);
});
