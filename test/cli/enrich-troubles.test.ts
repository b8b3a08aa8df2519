import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Fault, ReceivedRequest } from "../../src/demo/stand-in.ts";
import { drawCover } from "../../src/demo/draw-cover.ts";
import { createEnrichStage, expectComplete, mostOfOne } from "../enrichment/stage.ts";
import { documentOf, expectNoStack } from "../helpers/cli.ts";
import { archiveBusy } from "../helpers/cover-art-archive.ts";
import { always, firstTimes, inTurn } from "../helpers/faults.ts";
import { lrclibTooFast } from "../helpers/lrclib.ts";

const quickly = ["enrich", "--max-retries", "0", "--retry-delay", "1"];

/** How many requests the servers held at once, at the least: each for `heldMs` after it came. */
function mostAtOnce(requests: ReceivedRequest[], heldMs: number): number {
  const arrivals = requests.map(({ at }) => at);
  return Math.max(
    ...arrivals.map((at) => arrivals.filter((other) => other <= at && at < other + heldMs).length),
  );
}

it("never has more than so many requests on their way, covers and lyrics together", async () => {
  const stage = await createEnrichStage(5, 6);
  stage.setFault({ kind: "delay", ms: 40 });
  const result = await stage.importer(["enrich", "--concurrency", "3", "--batch-size", "4"]);
  expect(result.exitCode).toBe(0);
  const all = [...stage.covers.requests, ...stage.lyrics.requests];
  expect(all).toHaveLength(5 * 3 + 30); // a cover comes through three hosts
  expect(mostAtOnce(all, 38)).toBe(3); // a timer may fire a little early
  expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBe(1);
  expectComplete(stage);
});

it("lets an LRCLIB that refuses us rest, says what to do, and goes on with the covers", async () => {
  const stage = await createEnrichStage(4, 3);
  stage.lyrics.setFault(always({ kind: "status", status: 403, body: "" }));
  const result = await stage.importer(["enrich", "--concurrency", "1"]);
  expect(result.exitCode).toBe(6);
  expect(stage.lyrics.requests.length).toBeLessThanOrEqual(2); // one more may have been on its way
  expect(result.stderr).toMatch(/lrclib rests for this run: LRCLIB answered 403; set IMPORTER_CONTACT to /);
  expect(result.stdout).toContain("12 of 12 tracks, 4 covers, 0 lyrics, 12 failed");
  expect(result.stdout + result.stderr).not.toContain("<");
  expectNoStack(result);
  expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["not_fetched"]);

  stage.setFault(undefined);
  expect((await stage.importer(["enrich"])).exitCode).toBe(0);
  expectComplete(stage);
});

it("asks nobody's LRCLIB before the pause is over that it asked for", async () => {
  const stage = await createEnrichStage(1, 3);
  stage.lyrics.setFault(inTurn(undefined, lrclibTooFast));
  const result = await stage.importer(["enrich", "--no-artwork", "--concurrency", "1"]);
  expect(result.exitCode).toBe(0);
  const { requests } = stage.lyrics;
  expect(requests.map(({ status }) => status)).toEqual([200, 429, 200, 200]);
  expect(requests[2]!.at - requests[1]!.at).toBeGreaterThanOrEqual(990);
});

it("keeps that pause in the next run, too", async () => {
  const stage = await createEnrichStage(1, 1);
  stage.lyrics.setFault(firstTimes(1, lrclibTooFast));
  expect((await stage.importer([...quickly, "--no-artwork"])).exitCode).toBe(5);
  expect((await stage.importer([...quickly, "--no-artwork"])).exitCode).toBe(0);
  const [refused, taken] = stage.lyrics.requests;
  expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(990);
});

it("takes an empty 404 for a wrong address, and not for lyrics that are absent", async () => {
  const stage = await createEnrichStage(1, 4);
  stage.lyrics.setFault(always({ kind: "status", status: 404, contentType: "", body: "" }));
  const result = await stage.importer(["enrich", "--concurrency", "1"]);
  expect(result.exitCode).toBe(6);
  expect(result.stderr).toContain("check IMPORTER_LRCLIB_URL");
  expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["not_fetched"]);
  expect(stage.column("SELECT count(*) FROM tracks WHERE lyrics_retry_at IS NOT NULL")).toEqual([0]);
});

it("takes a busy archive for a failure, and asks it again next time", async () => {
  const stage = await createEnrichStage(2, 2);
  stage.covers.setFault(always(archiveBusy));
  const result = await stage.importer(quickly);
  expect(result.exitCode).toBe(5);
  expect(result.stdout).toContain("4 of 4 tracks, 0 covers, 4 lyrics, 4 failed");
  expect(result.stdout).toContain("Cover Art Archive answered 503\n");
  expect(result.stderr).toContain("what failed is asked again next time");
  expect(stage.column("SELECT DISTINCT artwork_status FROM tracks")).toEqual(["unknown"]);
  expect(stage.column("SELECT DISTINCT artwork_status FROM albums")).toEqual(["unknown"]);

  expect((await stage.importer(quickly)).exitCode).toBe(5); // the same again, with no lyrics beside it
  stage.setFault(undefined);
  const again = await stage.importer(["enrich", "--json"]);
  expect(documentOf(again)).toMatchObject({ total: 4, artworkFetched: 2, lyricsFetched: 0, failed: 0 });
  expectComplete(stage);
});

const jpeg = await drawCover("cut", 300, "jpeg");
const cover = (body: Buffer | string): Fault => ({
  kind: "status",
  status: 200,
  contentType: "image/jpeg", // whatever it is
  body,
});

it.each<[string, Fault, RegExp]>([
  ["an image that was stored cut", cover(jpeg.subarray(0, jpeg.length >> 1)), /can't be decoded/],
  ["an image that is cut on the way", { kind: "cut-body" }, /Cover Art Archive/],
  ["a web page", cover("<!DOCTYPE html><title>Internet Archive</title>"), /no image \(a web page\)/],
  ["nothing", cover(""), /no image \(nothing at all\)/],
])("refuses %s as a cover, whatever it is called, and has the lyrics all the same", async (_, fault, why) => {
  const stage = await createEnrichStage(1, 2);
  stage.covers.hosts.dataNode.setFault(always(fault));
  const result = await stage.importer(quickly);
  expect(result.exitCode).toBe(5);
  expect(result.stdout).toContain("0 covers, 2 lyrics, 2 failed");
  expect(result.stdout).toMatch(why);
  expect(stage.column("SELECT count(*) FROM artworks")).toEqual([0]);
  expect(existsSync(join(stage.env["IMPORTER_HOME"]!, "artwork"))).toBe(false);
  expect((await stage.importer(quickly)).exitCode).toBe(5); // the lyrics are there by now
  expect(stage.column("SELECT DISTINCT artwork_status FROM tracks")).toEqual(["unknown"]);

  stage.covers.hosts.dataNode.setFault(undefined);
  expect((await stage.importer(["enrich"])).exitCode).toBe(0);
  expectComplete(stage);
});

it.each<[string, Buffer | string, string]>([
  ["a PDF", "%PDF-1.7\n%âãÏÓ\n", "what came is no image (a PDF)"],
  ["a stamp", await drawCover("small", 40, "jpeg"), "the image is only 40×40 pixels"],
])("takes %s for an answer that is no cover: said once, and not asked for again", async (_, body, why) => {
  const stage = await createEnrichStage(1, 2);
  stage.covers.hosts.dataNode.setFault(always(cover(body)));
  const result = await stage.importer(quickly);
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toContain("0 covers, 2 lyrics, 0 failed");
  expect(result.stdout.match(/no cover for/g)).toHaveLength(1);
  expect(result.stdout).toContain(`no cover for Album 1: cover_art_archive: ${why}\n`);
  expect(stage.column("SELECT DISTINCT artwork_status FROM tracks")).toEqual(["absent"]);
  const asked = stage.requestCount();
  expect((await stage.importer(["enrich"])).stdout).toBe("nothing to do\n");
  expect(stage.requestCount()).toBe(asked);

  stage.covers.hosts.dataNode.setFault(undefined);
  expect((await stage.importer(["enrich", "--retry-absent"])).exitCode).toBe(0);
  expectComplete(stage);
});

it("does not count the wait for a turn against an answer", async () => {
  const stage = await createEnrichStage(1, 6);
  const env = { IMPORTER_LRCLIB_INTERVAL_MS: "500" };
  const result = await stage.importer(["enrich", "--timeout", "1", "--max-retries", "0"], { env });
  expect(result).toMatchObject({ exitCode: 0 });
  expect(result.stdout).toContain("6 lyrics, 0 failed");
  expectComplete(stage);
});

it("waits for as long as they ask for, also beyond what one try may take", async () => {
  const stage = await createEnrichStage(1, 2);
  stage.lyrics.setFault(
    firstTimes(1, { kind: "status", status: 429, headers: { "retry-after": "3" }, body: "slow down" }),
  );
  const result = await stage.importer(["enrich", "--no-artwork", "--timeout", "1", "--max-retries", "1"]);
  expect(result).toMatchObject({ exitCode: 0 });
  const [refused, ...others] = stage.lyrics.requests;
  const since = others.filter(({ at }) => at > refused!.at + 500);
  expect(Math.min(...since.map(({ at }) => at)) - refused!.at).toBeGreaterThanOrEqual(2_990);
  expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["available"]);
});

it("goes on with the covers while LRCLIB wants to be left alone", async () => {
  const stage = await createEnrichStage(6, 2);
  stage.lyrics.setFault(
    firstTimes(1, { kind: "status", status: 429, headers: { "retry-after": "5" }, body: "slow down" }),
  );
  const result = await stage.importer(["enrich", "--concurrency", "2"]);
  expect(result).toMatchObject({ exitCode: 0 });
  expectComplete(stage);
  const refusedAt = stage.lyrics.requests[0]!.at;
  const covered = stage.covers.hosts.coverArtArchive.requests.map(({ at }) => at);
  expect(covered).toHaveLength(6);
  expect(Math.min(...stage.lyrics.requests.slice(2).map(({ at }) => at)) - refusedAt).toBeGreaterThanOrEqual(
    4_990,
  );
  expect(covered.filter((at) => at - refusedAt < 4_500).length).toBeGreaterThanOrEqual(3);
});

it("fetches covers anew whose files are gone, when told to ask again", async () => {
  const stage = await createEnrichStage(2, 1);
  await stage.importer(["enrich"]);
  const folder = join(stage.env["IMPORTER_HOME"]!, "artwork");
  renameSync(folder, `${folder}.away`); // a disk that is not mounted loses nothing
  expect((await stage.importer(["doctor"])).stdout).toMatch(
    /covers +the folder .*artwork with 2 files is not there/,
  );
  expect((await stage.importer(["enrich", "--retry-absent"])).stdout).toBe("nothing to do\n");
  mkdirSync(folder);
  expect((await stage.importer(["enrich"])).stdout).toBe("nothing to do\n");
  const doctor = await stage.importer(["doctor"]);
  expect(doctor.stdout).toMatch(/covers +2 of 2 files are gone\n +importer enrich --retry-absent/);
  const again = await stage.importer(["enrich", "--retry-absent"]);
  expect(again.stdout).toContain("2 of 2 tracks, 2 covers");
  expectComplete(stage);
});
