import { describe, expect, it } from "vitest";
import { createEnrichStage, expectComplete, mostOfOne } from "../enrichment/stage.ts";
import { until } from "../helpers/jobs.ts";
import { buildPackage, start } from "./built.ts";

const binary = buildPackage();

describe("who reads along and leaves", () => {
  it("stops an enrichment as Ctrl-C does: what is in flight is saved", async () => {
    const stage = await createEnrichStage(4, 5);
    stage.setFault({ kind: "delay", ms: 100 });
    const running = start(binary, ["enrich", "--events", "--concurrency", "2"], stage.env);
    await until(() => running.written.stdout.includes("track-updated"));
    running.closeStdout();
    expect(await running.ended).toMatchObject({ exitCode: 130, signal: null });
    expect(stage.column("SELECT count(*) FROM tracks WHERE lyrics_status = 'fetching'")).toEqual([0]);
    expect(stage.column("SELECT count(*) FROM locks")).toEqual([0]);

    stage.setFault(undefined);
    expect(await start(binary, ["enrich"], stage.env).ended).toMatchObject({ exitCode: 0 });
    expectComplete(stage);
    expect(mostOfOne([...stage.asked().covers, ...stage.asked().lyrics])).toBe(1);
  });

  it("stops a worker, which hands its job back", async () => {
    const stage = await createEnrichStage(4, 5);
    await start(binary, ["enrich", "--background"], stage.env).ended;
    stage.setFault({ kind: "delay", ms: 300 });
    const running = start(binary, ["worker", "--json"], stage.env);
    await until(() => running.written.stdout.includes("worker-started"));
    running.closeStdout();
    await running.ended;
    const [state] = stage.column("SELECT state FROM jobs");
    expect(["ready", "done"]).toContain(state);
    expect(stage.column("SELECT count(*) FROM workers")).toEqual([0]);
  });
});
