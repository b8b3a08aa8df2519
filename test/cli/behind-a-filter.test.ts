import { expect, it } from "vitest";
import { createEnrichStage, expectComplete } from "../enrichment/stage.ts";
import type { Fault } from "../../src/demo/stand-in.ts";
import { always } from "../helpers/faults.ts";

const page = "<!doctype html><title>Blocked</title><h1>Access denied</h1><p>by your administrator</p>";
const blocked = (status: number): Fault => ({ kind: "status", status, contentType: "text/html", body: page });
const hops = ["coverArtArchive", "archiveOrg", "dataNode"] as const;
const nothingKnown = ["unknown not_fetched"];
const states = "SELECT DISTINCT artwork_status || ' ' || lyrics_status FROM tracks";

it("behind a filter at any hop nothing is absent, nor a failure that stays: on the good network all is found", async () => {
  const stage = await createEnrichStage(32, 16);
  for (const status of [403, 404]) {
    for (const hop of hops) {
      stage.covers.hosts[hop].setFault(always(blocked(status)));
      const run = await stage.importer(["enrich", "--no-lyrics", "--max-retries", "0"]);
      expect([hop, status, run.exitCode]).toEqual([hop, status, 5]);
      expect(run.stdout).toContain("some other server, not Cover Art Archive: a proxy or filter?");
      expect(stage.column(states)).toEqual(nothingKnown);
      stage.covers.hosts[hop].setFault(undefined);
    }
    stage.lyrics.setFault(always(blocked(status)));
    const lyrics = await stage.importer(["enrich", "--no-artwork", "--max-retries", "0"]);
    expect(lyrics).toMatchObject({ exitCode: 5 });
    expect(lyrics.stderr).toMatch(/lrclib rests for this run: .*some other server, not LRCLIB/);
    stage.lyrics.setFault(undefined);
  }
  stage.setFault({ kind: "html" }); // a portal
  expect(await stage.importer(["enrich", "--max-retries", "0"])).toMatchObject({ exitCode: 5 });
  expect(stage.column(states)).toEqual(nothingKnown);
  expect(stage.column("SELECT count(*) FROM circuit_breakers WHERE rest_until > 0")).toEqual([0]);

  stage.setFault(undefined);
  const good = await stage.importer(["enrich"]);
  expect(good.stdout).toContain("512 of 512 tracks, 32 covers, 512 lyrics, 0 failed");
  expectComplete(stage);
});

it("a job that waits behind a filter stays waiting, uncounted, however few its tracks, and is done afterwards", async () => {
  const stage = await createEnrichStage(1, 2);
  await stage.importer(["enrich", "--background"]);
  stage.setFault(blocked(403));
  for (let at = 0; at < 14; at++) {
    const work = await stage.importer(["worker", "--drain"]);
    expect(work).toMatchObject({ exitCode: 5 });
    expect(stage.rows("SELECT state, attempts FROM jobs")).toEqual([{ state: "scheduled", attempts: 0 }]);
    stage.db.$client.exec("UPDATE jobs SET run_at = 0");
  }
  expect(stage.rows("SELECT outcome, times, error FROM job_attempts")).toMatchObject([
    { outcome: "snoozed", times: 14, error: expect.stringContaining("a proxy or filter?") },
  ]);
  stage.setFault(undefined);
  expect(await stage.importer(["worker", "--drain"])).toMatchObject({ exitCode: 0 });
  expectComplete(stage);
});

it("a service that is down is left alone by the next run, too, which tries once", async () => {
  const stage = await createEnrichStage(8, 1);
  const env = { IMPORTER_NETWORK: "wired" };
  const run = ["enrich", "--no-artwork", "--max-retries", "0", "--concurrency", "1"];
  stage.lyrics.setFault(always({ kind: "reset" }));
  expect(await stage.importer(run, { env })).toMatchObject({ exitCode: 5 });
  const asked = stage.lyrics.requests.length;
  expect(asked).toBeLessThanOrEqual(6); // one more may have been on its way
  expect(await stage.importer(run, { env })).toMatchObject({ exitCode: 5 });
  expect(stage.lyrics.requests).toHaveLength(asked + 1);
  const stats = await stage.importer(["jobs", "stats"], { env });
  expect(stats.stdout).toMatch(
    /lrclib \(http.*\) is left alone for \d+ s more, it failed too often: LRCLIB: /,
  );

  stage.lyrics.setFault(undefined);
  const good = await stage.importer(["enrich", "--no-artwork"], { env }); // five at once: four wait for the one that tries
  expect(good).toMatchObject({ exitCode: 0 });
  expect(good.stdout).toContain("8 of 8 tracks, 0 covers, 8 lyrics, 0 failed");
});
