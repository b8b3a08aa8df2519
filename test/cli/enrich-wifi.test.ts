import { describe, expect, it } from "vitest";
import { createEnrichStage, expectComplete } from "../enrichment/stage.ts";
import { documentOf } from "../helpers/cli.ts";

describe("--wifi-only", () => {
  it.each(["cellular", "metered", "offline", "wired"])(
    "asks nothing when the network is %s",
    async (link) => {
      const stage = await createEnrichStage(1, 2);
      const env = { IMPORTER_NETWORK: link };
      const held = await stage.importer(["enrich", "--wifi-only"], { env });
      expect(held).toMatchObject({ exitCode: 7, stdout: "" });
      const said = held.stderr.split("\n").filter((line) => line.includes("--wifi-only"));
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(`--wifi-only holds this back: IMPORTER_NETWORK=${link} says that `);
      expect(said[0]).toContain("; change or unset IMPORTER_NETWORK, or leave out --wifi-only");
      expect(stage.requestCount()).toBe(0);
      expect(held.stderr).not.toContain("lack something");
      expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["not_fetched"]);

      const json = documentOf(await stage.importer(["enrich", "--wifi-only", "--json"], { env }));
      expect(json).toMatchObject({ processed: 0, halted: { kind: "network" } });

      const free = await stage.importer(["enrich"], { env });
      expect(free.exitCode).toBe(0);
      expectComplete(stage);
    },
  );

  it("asks again about nothing that is known absent while it is held back", async () => {
    const stage = await createEnrichStage(1, 2);
    stage.db.$client.exec("UPDATE tracks SET lyrics_status = 'unavailable', lyrics_retry_at = 1e15");
    const env = { IMPORTER_NETWORK: "cellular" };
    await stage.importer(["enrich", "--wifi-only", "--retry-absent"], { env });
    expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["unavailable"]);
    await stage.importer(["enrich", "--retry-absent", "--no-lyrics"]);
    expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["unavailable"]);
  });

  it.each([
    ["--wait", "soon"],
    ["--wait", "-1"],
    ["--wait", "10"],
    ["--wait", "0", "--background"],
  ])("refuses %s %s %s", async (...flags) => {
    const stage = await createEnrichStage(1, 1);
    const result = await stage.importer(["enrich", "--wifi-only", ...flags]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain("--wait");
    expect(stage.requestCount()).toBe(0);
  });

  it("as a job gives its place back at once, uncounted, and comes again", async () => {
    const stage = await createEnrichStage(1, 2);
    const env = { IMPORTER_NETWORK: "cellular" };
    await stage.importer(["enrich", "--wifi-only", "--background"], { env });
    const held = await stage.importer(["worker", "--drain", "--concurrency", "1"], { env });
    expect(held.stdout).toMatch(/job 1 library-enrichment snoozed .*--wifi-only holds this back/);
    expect(stage.requestCount()).toBe(0);
    expect(stage.rows("SELECT state, attempts FROM jobs")).toEqual([{ state: "scheduled", attempts: 0 }]);
    stage.db.$client.exec("UPDATE jobs SET run_at = 1");
    const free = await stage.importer(["worker", "--drain"], { env: { IMPORTER_NETWORK: "wifi" } });
    expect(free.stdout).toContain("job 1 library-enrichment done");
    expectComplete(stage);
  });

  it("goes on Wi-Fi", async () => {
    const stage = await createEnrichStage(1, 2);
    const result = await stage.importer(["enrich", "--wifi-only"], { env: { IMPORTER_NETWORK: "wifi" } });
    expect(result.exitCode).toBe(0);
    expectComplete(stage);
  });
});
