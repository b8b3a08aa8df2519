import { describe, expect, it } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { expectNoStack } from "../helpers/cli.ts";
import { until } from "../helpers/jobs.ts";
import { createEnrichStage, expectComplete, mostOfOne } from "./stage.ts";

const binary = buildPackage();
const albumCount = 6;
const tracksEach = 5;
const concurrency = 4;
const enrich = ["enrich", "--concurrency", String(concurrency), "--batch-size", "7"];

describe("an enrichment that is killed", () => {
  it.each([1, 8, 25])(
    "after %i requests is completed by the next, with each question asked at most once more",
    async (requestCount) => {
      const stage = await createEnrichStage(albumCount, tracksEach);
      stage.setFault({ kind: "delay", ms: 60 });
      const running = start(binary, enrich, stage.env);
      await until(() => stage.requestCount() >= requestCount);
      running.kill("SIGKILL");
      expect(await running.ended).toMatchObject({ signal: "SIGKILL" });
      expect(stage.column("SELECT count(*) > 0 FROM tracks WHERE lyrics_status = 'fetching'")).toEqual([1]);

      stage.setFault(undefined);
      const again = await stage.importer(enrich);
      expect(again).toMatchObject({ exitCode: 0 });
      expectComplete(stage);
      const { covers, lyrics } = stage.asked();
      expect([new Set(covers).size, new Set(lyrics).size]).toEqual([albumCount, albumCount * tracksEach]);
      expect(mostOfOne([...covers, ...lyrics])).toBeLessThanOrEqual(2);
      // Only what was on its way, or had just been answered and not yet saved.
      const repeated = covers.length + lyrics.length - albumCount * (tracksEach + 1);
      expect(repeated).toBeLessThanOrEqual(3 * concurrency);
    },
  );

  it("again and again, still comes to its end", async () => {
    const stage = await createEnrichStage(albumCount, tracksEach);
    stage.setFault({ kind: "delay", ms: 60 });
    for (let kills = 1; kills <= 3; kills++) {
      const before = stage.requestCount();
      const running = start(binary, enrich, stage.env);
      await until(() => stage.requestCount() >= before + 6);
      running.kill("SIGKILL");
      await running.ended;
    }
    stage.setFault(undefined);
    expect(await stage.importer(enrich)).toMatchObject({ exitCode: 0 });
    expectComplete(stage);
    expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBeLessThanOrEqual(1 + 3);
  });
});

describe("a background enrichment whose worker is killed", () => {
  it("is taken up by the next worker, and completed", async () => {
    const stage = await createEnrichStage(albumCount, tracksEach);
    const queued = await stage.importer(["enrich", "--background", "--concurrency", "3"]);
    expect(queued).toMatchObject({ exitCode: 0 });
    stage.setFault({ kind: "delay", ms: 60 });
    const running = start(binary, ["worker"], stage.env);
    await until(() => stage.requestCount() >= 10);
    running.kill("SIGKILL");
    await running.ended;
    expect(stage.column("SELECT state FROM jobs")).toEqual(["running"]);
    expect(stage.column("SELECT count(*) FROM locks")).toEqual([1]);

    stage.setFault(undefined);
    const next = await stage.importer(["worker", "--drain"]);
    expect(next).toMatchObject({ exitCode: 0 });
    expect(next.stdout).toContain("job 1 library-enrichment done");
    expect(stage.column("SELECT state FROM jobs")).toEqual(["done"]);
    expect(stage.column("SELECT count(*) FROM locks")).toEqual([0]);
    expectComplete(stage);
    expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBeLessThanOrEqual(2);
  });
});

describe("an enrichment that is stopped", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s saves what is in flight, says what is left, and goes on from there",
    async (signal) => {
      const stage = await createEnrichStage(albumCount, tracksEach);
      stage.setFault({ kind: "delay", ms: 150 });
      const running = start(binary, enrich, stage.env);
      await until(() => stage.requestCount() >= 8);
      running.kill(signal);
      const stopped = await running.ended;
      expect(stopped).toMatchObject({ exitCode: 130, signal: null });
      const [, done, left] =
        /^(\d+) of 30 tracks, [^]*stopped; (\d+) tracks are left; type the same again to go on\n$/m.exec(
          stopped.stdout + stopped.stderr,
        ) ?? [];
      expect(Number(done) + Number(left)).toBe(albumCount * tracksEach);
      expect(Number(left)).toBeGreaterThan(0);
      expect(stopped.stdout).toContain(" 0 failed ");
      expectNoStack(stopped);
      const requests = [...stage.covers.requests, ...stage.lyrics.requests];
      expect(requests.filter(({ status }) => status === undefined)).toEqual([]);

      stage.setFault(undefined);
      const again = await stage.importer(enrich);
      expect(again).toMatchObject({ exitCode: 0 });
      expect(again.stdout).toMatch(`${left} of ${left} tracks`);
      expectComplete(stage);
      expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBe(1); // nothing was asked in vain
    },
  );

  it("ends at the second signal at once, and what was saved stays", async () => {
    const stage = await createEnrichStage(albumCount, tracksEach);
    stage.lyrics.setFault(({ index }) => (index >= 5 ? { kind: "hang" } : undefined));
    const running = start(binary, enrich, stage.env);
    await until(() => stage.lyrics.requests.length >= 5 + concurrency);
    let isOver = false;
    const over = running.ended.finally(() => (isOver = true));
    // Two signals of one kind at once may arrive as one: it is sent until it was heard twice.
    await until(() => (running.kill("SIGINT"), isOver));
    expect(await over).toMatchObject({ exitCode: 130, stdout: "" }); // nobody waited for a result

    stage.setFault(undefined);
    expect(await stage.importer(enrich)).toMatchObject({ exitCode: 0 });
    expectComplete(stage);
    expect(mostOfOne(stage.asked().lyrics)).toBeLessThanOrEqual(2);
  });

  it("waits no more than a few seconds for a service that hangs", async () => {
    const stage = await createEnrichStage(1, 3);
    stage.lyrics.setFault(() => ({ kind: "hang" }));
    const running = start(binary, enrich, stage.env);
    await until(() => stage.lyrics.requests.length === 3);
    const stoppedAt = performance.now();
    running.kill("SIGINT");
    const stopped = await running.ended;
    expect(stopped.exitCode).toBe(130);
    expect(performance.now() - stoppedAt).toBeLessThan(15_000); // the time-outs are 20 s and more
    expectNoStack(stopped);

    stage.setFault(undefined);
    expect(await stage.importer(enrich)).toMatchObject({ exitCode: 0 });
    expectComplete(stage);
  });
});
