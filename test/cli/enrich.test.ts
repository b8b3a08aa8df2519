import { expect, it } from "vitest";
import { createStage, documentOf, expectPlain } from "../helpers/cli.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { always } from "../helpers/faults.ts";
import { lrclibStandIn } from "../helpers/lrclib.ts";
import { until } from "../helpers/jobs.ts";
import { createEnrichStage, expectComplete, mostOfOne } from "../enrichment/stage.ts";

const someLyrics = "SELECT count(*) FROM lyrics";
const someCovers = "SELECT count(*) FROM artworks";

it("fills albums that were imported by their titles, and asks for nothing twice", async () => {
  const stage = await createStage();
  const covers = await coverArtStandIn();
  const lyrics = await lrclibStandIn();
  const env = {
    IMPORTER_COVER_SOURCES: "cover_art_archive",
    IMPORTER_COVER_ART_ARCHIVE_URL: covers.url,
    IMPORTER_LRCLIB_URL: lyrics.url,
    IMPORTER_LRCLIB_INTERVAL_MS: "0",
  };
  await stage.importer(["album", "Nevermind", "--artist", "Nirvana"]);
  await stage.importer(["album", "Bob Dylan - Desire"]);
  await stage.importer(["worker", "--drain"]);
  const first = await stage.importer(["enrich", "--json"], { env });
  expect(first.exitCode).toBe(0);
  const tracks = await stage.rows("SELECT artwork_status, lyrics_status FROM tracks");
  const sung = tracks.filter(({ lyrics_status: status }) => status !== "unavailable");
  expect(documentOf(first)).toMatchObject({
    total: tracks.length,
    processed: tracks.length,
    failed: 0,
    failures: [],
    rested: [],
    artworkFetched: 2,
    lyricsFetched: sung.length,
  });
  expect(sung.length).toBeGreaterThan(15);
  expect(sung.length).toBeLessThan(tracks.length); // the demo's LRCLIB lacks some on purpose
  expect(covers.hosts.coverArtArchive.requests).toHaveLength(2);

  const asked = covers.requests.length + lyrics.requests.length;
  const second = await stage.importer(["enrich"], { env });
  expect(second).toEqual({ exitCode: 0, stdout: "nothing to do\n", stderr: "" });
  expect(covers.requests.length + lyrics.requests.length).toBe(asked);
});

it("says off a terminal, in plain lines, how far it is and what came of it", async () => {
  const stage = await createEnrichStage(2, 5);
  const result = await stage.importer(["enrich"]);
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toMatch(/^10 of 10 tracks, 2 covers, 10 lyrics, 0 failed in \d+\.\d s\n$/);
  const lines = result.stderr.trimEnd().split("\n");
  expect(lines[0]).toBe("10 tracks lack something: 2 covers and the lyrics of 10 songs to ask for");
  expect(lines.at(-1)).toBe("100 %: 10 of 10 tracks, 2 covers, 10 lyrics, 0 failed");
  for (const line of lines.slice(1)) expect(line).toMatch(/^\d+ %: \d+ of 10 tracks, /);
  expectPlain(result);
  expectComplete(stage);
});

it("writes a line of JSON for each track under --events, and one for the end", async () => {
  const stage = await createEnrichStage(2, 2);
  const { exitCode, stdout } = await stage.importer(["enrich", "--events"]);
  expect(exitCode).toBe(0);
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map(({ event }) => event)).toEqual([
    ...Array.from({ length: 4 }, () => "track-updated"),
    "enrichment-ended",
  ]);
  expect(events.slice(0, 4).map(({ trackId }) => trackId)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
  expect(events[0]).toMatchObject({ artist: "The Testers", lyrics: "fetched", errors: [] });
  expect(events[4]).toMatchObject({ total: 4, processed: 4, artworkFetched: 2, lyricsFetched: 4 });
});

it("leaves the half alone that is not wanted", async () => {
  const stage = await createEnrichStage(1, 3);
  expect((await stage.importer(["enrich", "--no-lyrics"])).exitCode).toBe(0);
  expect([stage.asked().covers.length, stage.asked().lyrics.length]).toEqual([1, 0]);
  expect([...stage.column(someCovers), ...stage.column(someLyrics)]).toEqual([1, 0]);

  expect((await stage.importer(["enrich", "--no-artwork"])).exitCode).toBe(0);
  expect([stage.asked().covers.length, stage.asked().lyrics.length]).toEqual([1, 3]);
  expectComplete(stage);

  const neither = await stage.importer(["enrich", "--no-artwork", "--no-lyrics"]);
  expect(neither).toMatchObject({ exitCode: 2, stdout: "" });
  expect(neither.stderr).toContain("nothing to do");
});

it("asks again for what was absent when told to, and otherwise not", async () => {
  const stage = await createEnrichStage(1, 2);
  const noCover = {
    kind: "status",
    status: 404,
    contentType: "text/html",
    body: "<h1>Not Found</h1><p>No cover art found for release group 00000000-0000-4000-8001-000000000001</p>",
  } as const;
  const noLyrics = { ...noCover, contentType: "application/json", body: '{"name":"TrackNotFound"}' };
  stage.covers.setFault(always(noCover));
  stage.lyrics.setFault(({ path }) =>
    path.includes("/search") ? { ...noLyrics, status: 200, body: "[]" } : noLyrics,
  );
  expect((await stage.importer(["enrich"])).exitCode).toBe(0);
  expect(stage.column("SELECT DISTINCT artwork_status || ' ' || lyrics_status FROM tracks")).toEqual([
    "absent unavailable",
  ]);
  const asked = stage.requestCount();

  stage.setFault(undefined);
  expect((await stage.importer(["enrich"])).stdout).toBe("nothing to do\n");
  expect(stage.requestCount()).toBe(asked);
  const again = await stage.importer(["enrich", "--retry-absent"]);
  expect(again).toMatchObject({ exitCode: 0 });
  expect(again.stdout).toContain("2 of 2 tracks, 1 cover, 2 lyrics");
  expectComplete(stage);
});

it.each([
  ["--batch-size", "0"],
  ["--batch-size", "10001"],
  ["--batch-size", "2.5"],
  ["--concurrency", "0"],
  ["--concurrency", "101"],
  ["--concurrency", "many"],
])("refuses %s %s with 2, naming the value, before anything is asked", async (flag, value) => {
  const stage = await createEnrichStage(1, 1);
  const result = await stage.importer(["enrich", flag, value]);
  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain(value);
  expect(result.stderr).toContain("importer enrich --help");
  expect(stage.requestCount()).toBe(0);
});

it("works one by one at the least values, and all at once at the largest", async () => {
  const stage = await createEnrichStage(2, 2);
  const least = ["--batch-size", "1", "--concurrency", "1", "--no-artwork"];
  expect((await stage.importer(["enrich", ...least])).exitCode).toBe(0);
  const most = ["--batch-size", "10000", "--concurrency", "100"];
  expect((await stage.importer(["enrich", ...most])).exitCode).toBe(0);
  expectComplete(stage);
});

it("queues one job under --background, however often, which the worker does", async () => {
  const stage = await createEnrichStage(2, 3);
  const first = await stage.importer(["enrich", "--background"]);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.stdout).toMatch(/^job 1 is queued; .*importer worker --drain\n$/);
  const second = await stage.importer(["enrich", "--background", "--json"]);
  expect(documentOf(second)).toMatchObject({ jobs: [{ id: 1, kind: "library-enrichment" }] });
  expect(stage.column("SELECT count(*) FROM jobs")).toEqual([1]);
  expect(stage.requestCount()).toBe(0);

  const worker = await stage.importer(["worker", "--drain"]);
  expect(worker).toMatchObject({ exitCode: 0 });
  expect(worker.stdout).toContain("6 tracks, 2 covers, 6 lyrics");
  expect(stage.column("SELECT state FROM jobs")).toEqual(["done"]);
  expectComplete(stage);
});

it("gives a job that waits the settings asked for last, and leaves one alone that runs", async () => {
  const stage = await createEnrichStage(1, 2);
  await stage.importer(["enrich", "--background"]);
  const same = await stage.importer(["enrich", "--background"]);
  expect(same.stdout).toContain("job 1 does the same already");
  const other = await stage.importer(["enrich", "--background", "--no-lyrics"]);
  expect(other).toMatchObject({ exitCode: 0 });
  expect(other.stdout).toContain("job 1 was waiting already, and has these settings now");
  await stage.importer(["worker", "--drain"]);
  expect([stage.asked().covers.length, stage.asked().lyrics.length]).toEqual([1, 0]);

  await stage.importer(["enrich", "--background"]);
  stage.db.$client.exec("UPDATE jobs SET state = 'running' WHERE state = 'ready'");
  const refused = await stage.importer(["enrich", "--background", "--no-artwork"]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(
    /job (\d+) is enriching .* with other settings\n.*importer jobs cancel \1\n/,
  );
});

it("tries a job again whose services were down, and parks one that was refused", async () => {
  const stage = await createEnrichStage(3, 3);
  await stage.importer(["enrich", "--background", "--max-retries", "0", "--concurrency", "1"]);
  stage.lyrics.setFault(always({ kind: "status", status: 503, body: "" }));
  const down = await stage.importer(["worker", "--drain"]);
  expect(down.stdout).toMatch(
    /job 1 library-enrichment snoozed .*9 tracks, 3 covers, 0 lyrics, 9 failed; lrclib: /,
  );
  expect(stage.column("SELECT state FROM jobs")).toEqual(["scheduled"]);

  stage.lyrics.setFault(always({ kind: "status", status: 403, body: "" }));
  stage.db.$client.exec("UPDATE jobs SET run_at = 0; DELETE FROM circuit_breakers"); // some minutes later
  const refused = await stage.importer(["worker", "--drain"]);
  expect(refused.stdout).toMatch(
    /job 1 library-enrichment failed .*LRCLIB answered 403; set IMPORTER_CONTACT/,
  );
  expect(stage.column("SELECT state FROM jobs")).toEqual(["failed"]);

  stage.setFault(undefined);
  await stage.importer(["jobs", "retry", "1"]);
  expect((await stage.importer(["worker", "--drain"])).stdout).toContain("job 1 library-enrichment done");
  expectComplete(stage);
});

const noCoverPage = "<p>No cover art found for release group 00000000-0000-4000-8001-000000000001</p>";

it("asks about older absence only, however often the job is tried", async () => {
  const stage = await createEnrichStage(2, 1);
  const none = { kind: "status", status: 404, contentType: "text/html", body: noCoverPage } as const;
  stage.covers.setFault(always(none));
  await stage.importer(["enrich", "--no-lyrics"]);
  await stage.importer(["enrich", "--background", "--retry-absent", "--no-lyrics"]);
  const asked = stage.requestCount();
  await stage.importer(["worker", "--drain"]);
  expect(stage.requestCount()).toBe(asked + 2 * 2); // two albums, in two sizes
  stage.db.$client.exec("UPDATE jobs SET state = 'ready', finished_at = NULL");
  await stage.importer(["worker", "--drain"]);
  expect(stage.requestCount()).toBe(asked + 2 * 2);
});

it("lets two runs of one library not ask everything twice", async () => {
  const stage = await createEnrichStage(1, 2);
  stage.setFault({ kind: "delay", ms: 1_500 });
  const first = stage.importer(["enrich"]);
  await until(() => stage.requestCount() > 0);
  const second = await stage.importer(["enrich"]);
  expect(second).toMatchObject({ exitCode: 1, stdout: "" });
  expect(second.stderr).toMatch(/process \d+ on .* is enriching this library already, since 20\d\d-/);
  await stage.importer(["enrich", "--background"]);
  const job = await stage.importer(["worker", "--drain"]);
  expect(job.stdout).toMatch(/job 1 library-enrichment snoozed .* is enriching this library already/);
  expect(await first).toMatchObject({ exitCode: 0 });
  expect(stage.column("SELECT count(*) FROM locks")).toEqual([0]);
  expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBe(1);
});
