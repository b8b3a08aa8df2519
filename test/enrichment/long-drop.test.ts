import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { NetworkLink } from "../../src/network/link.ts";
import { enriching, fillLibrary, lyricsSource, never } from "../helpers/enriching.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const wifi: NetworkLink = { kind: "wifi", iface: "wlan0", metered: false, how: "test" };
const none: NetworkLink = { kind: "none", metered: null, how: "test" };

it.each([true, false])(
  "a link that is lost for longer than every limit of a question leaves nothing failed (Wi-Fi only: %s)",
  async (requireWifi) => {
    const library = await temporaryLibrary();
    fillLibrary(library.db, 2, 10);
    const monitor = { link: wifi, check: () => Promise.resolve(monitor.link) };
    let drops = 1;
    // What is asked while the link is gone hangs, as packets that nobody answers do.
    const lyrics = lyricsSource(async (trackId, signal) => {
      if (trackId === 4 && drops-- > 0) monitor.link = none;
      while (monitor.link === none && !signal.aborted) await sleep(20);
      signal.throwIfAborted();
      return "la";
    });
    const config = { artwork: false, requireWifi, operationTimeoutSecs: 1, maxRetries: 1, maxConcurrent: 5 };
    const { job, events } = enriching(library, {
      lyrics: [lyrics],
      monitor,
      config,
      longestWaitMs: Infinity,
    });
    let held = 0;
    events.on("network-held", () => held++);
    const ended = job.run(never);
    await until(() => held > 0);
    await sleep(2_500); // 75 s, beside limits of 30
    monitor.link = wifi;
    expect(await ended).toMatchObject({ processed: 20, lyricsFetched: 20, failed: 0, rested: [] });
  },
);
