import { execFileSync, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { closeLibrary } from "../../src/db/opening/open.ts";
import { patientSettings } from "../helpers/cli.ts";
import { fillLibrary } from "../helpers/enriching.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { buildPackage } from "./built.ts";

const binary = buildPackage();
const intoNamespace = ["-rnm", process.execPath, join(import.meta.dirname, "namespace.mjs"), binary];
const isPermitted = spawnSync("unshare", ["-rnm", "true"]).status === 0;

interface Ended {
  exitCode: number;
  said: string;
  requests: number;
  /** When each request came while Wi-Fi was lost, in ms since. */
  whileOff: number[];
}

/** The built program on a Wi-Fi of its own, which is lost with the 20th request. */
async function enrichLosing(
  context: TestContext,
  backAfter: string,
  flags: string[],
  tracks: number,
): Promise<Ended> {
  const { db, path } = await temporaryLibrary();
  fillLibrary(db, 1, tracks);
  closeLibrary(db);
  const { IMPORTER_NETWORK: _, ...settings } = patientSettings; // here the system is asked
  const env = {
    PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`,
    ...settings,
    IMPORTER_HOME: dirname(path),
    IMPORTER_LRCLIB_INTERVAL_MS: "20",
  };
  const argv = [...intoNamespace, "20", backAfter, "enrich", "--wifi-only", "--no-artwork", ...flags];
  const output = execFileSync("unshare", argv, { env, encoding: "utf8", timeout: 120_000 });
  const ended = JSON.parse(output) as Ended | { skipped: string };
  if ("skipped" in ended) context.skip(`no network namespace to be had: ${ended.skipped}`);
  return ended as Ended;
}

it.skipIf(!isPermitted)(
  "stops asking at once when the default route leaves Wi-Fi, and ends with 7",
  async (context) => {
    const { exitCode, said, requests, whileOff } = await enrichLosing(
      context,
      "never",
      ["--wait", "1s"],
      150,
    );
    expect(said).toContain(
      "--wifi-only holds this back: the link is mobile data (wwan0), not Wi-Fi; waiting at most 1 s",
    );
    expect(said).toMatch(/, 0 failed in /);
    expect(exitCode).toBe(7);
    expect(Math.max(0, ...whileOff)).toBeLessThan(3_000);
    expect(requests).toBeLessThan(100);
  },
);

it.skipIf(!isPermitted)("goes on when it is back", async (context) => {
  const { exitCode, said } = await enrichLosing(context, "1500", [], 60);
  expect(said).toContain("waiting at most 10 min");
  expect(said).toContain("on Wi-Fi (wlan0); whether it is metered is not known again: going on");
  expect(said).toContain("60 of 60 tracks, 0 covers, 60 lyrics, 0 failed");
  expect(exitCode).toBe(0);
});
