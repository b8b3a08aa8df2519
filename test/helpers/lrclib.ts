import { onTestFinished } from "vitest";
import { demoLyrics } from "../../src/demo/lrclib/demo-lyrics.ts";
import { startLrclib, type LrclibOptions, type LyricsBaseRecord } from "../../src/demo/lrclib/server.ts";
import type { Fault, StandIn } from "../../src/demo/stand-in.ts";

/** A running stand-in of LRCLIB, with the demo's lyrics if no others are given; it ends with the test. */
export async function lrclibStandIn(
  catalogue: LyricsBaseRecord[] = demoLyrics(),
  options: LrclibOptions = {},
): Promise<StandIn> {
  const standIn = await startLrclib(catalogue, options);
  onTestFinished(() => standIn.close());
  return standIn;
}

/** A record with plain and synced lyrics, and what a test wants to be different. */
export function lyricsRecord(facts: Partial<LyricsBaseRecord> = {}): LyricsBaseRecord {
  return {
    id: 1,
    trackName: "Example Song",
    artistName: "Example Band",
    albumName: "Example Album",
    duration: 233,
    instrumental: false,
    plainLyrics: "line one\nline two\n",
    syncedLyrics: "[00:12.34] line one\n[00:15.80] line two",
    ...facts,
  };
}

/** LRCLIB under load. */
export const lrclibOverloaded: Fault = {
  kind: "status",
  status: 503,
  contentType: "application/json",
  body: JSON.stringify({
    message: "The server is busy. Please try again later.",
    name: "ServerOverloaded",
    statusCode: 503,
  }),
};

/** LRCLIB refuses this address for going too fast. */
export const lrclibTooFast: Fault = {
  kind: "status",
  status: 429,
  headers: { "retry-after": "1" },
  contentType: "application/json",
  body: JSON.stringify({ statusCode: 429, name: "TooManyRequests", message: "Rate limit exceeded" }),
};
