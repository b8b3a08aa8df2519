import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, expectNoStack } from "../helpers/cli.ts";
import { always, onPath } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";
import { expectAnotherFinishes, jobsOf, midJob, nevermind, waiting } from "./mid-job.ts";

const binary = buildPackage();
const signals = ["SIGINT", "SIGTERM"] as const;
const workerSignals = [...signals, "SIGHUP", "SIGQUIT"] as const;
const hang = always({ kind: "hang" });

/** Far less than the time-outs, and than a person's patience; far more than a busy machine needs. */
const atOnceMs = 8_000;

describe("an import that is stopped", () => {
  it.each([
    ["the search", /\?query=/],
    ["the look-up", /release-group\//],
    ["the artist", /artist\//],
  ])("in the middle of %s ends with 130 at once, and completes next time", async (_, path) => {
    const stages = await Promise.all(signals.map(() => createStage()));
    await Promise.all(
      signals.map(async (signal, at) => {
        const stage = stages[at]!;
        stage.server.setFault(onPath(path, hang));
        const running = start(binary, nevermind, stage.env);
        await until(() => stage.server.requests.some((request) => path.test(request.path)));
        const stoppedAt = performance.now();
        running.kill(signal);
        const result = await running.ended;
        expect(performance.now() - stoppedAt).toBeLessThan(atOnceMs);
        expect(result).toMatchObject({ exitCode: 130, signal: null, stdout: "" });
        expect(result.stderr).toBe(
          "importer: stopped\n  what was saved is safe; type the same command again to go on\n",
        );
        expect(await stage.rows("SELECT id FROM albums")).toEqual([]);

        stage.server.setFault(undefined);
        const again = await stage.importer(nevermind);
        expect(again.exitCode).toBe(0);
        expect(again.stdout).toMatch(/^created: Nevermind — Nirvana/);
      }),
    );
  });

  it("says so under --json in one document", async () => {
    const stage = await createStage();
    stage.server.setFault(hang);
    const running = start(binary, [...nevermind, "--json"], stage.env);
    await until(() => stage.server.requests.length > 0);
    running.kill("SIGINT");
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: "stopped" } });
  });
});

describe("a worker that is stopped", () => {
  it("hands back, uncounted, what does not end within its grace, and exits with 0", async () => {
    await Promise.all(
      workerSignals.map(async (signal) => {
        const { stage, worker } = await midJob(binary, ["--grace", "2"]);
        worker.kill(signal);
        await until(() => worker.written.stderr.includes("stopping: what runs has 2 s to end"));
        const result = await worker.ended;
        expect(result).toMatchObject({ exitCode: 0, signal: null });
        expect(result.stdout).toMatch(/^job 1 import-album-releases returned .*the worker is stopping$/m);
        expect(result.stdout).toMatch(/^stopped: 1 returned in \d+\.\d s; left: 1 ready$/m);
        expectNoStack(result);
        expect(await jobsOf(stage)).toEqual([waiting]);
        await expectAnotherFinishes(stage);
      }),
    );
  });

  it("finishes what ends in time", async () => {
    const { stage, worker } = await midJob(binary, ["--json"], { kind: "delay", ms: 4_000 });
    worker.kill("SIGINT");
    const { exitCode, stdout } = await worker.ended;
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual([
      "worker-started",
      "job-started",
      "worker-stopping",
      "job-finished",
      "worker-ended",
    ]);
    expect(events[2]).toMatchObject({ running: 1 });
    expect(events[4]).toMatchObject({ stopped: true, done: 1, returned: 0 });
    expect(await jobsOf(stage)).toMatchObject([{ state: "done" }]);
  });

  it("ends at once at the second signal, and hands its job back: that is no crash", async () => {
    const { stage, worker } = await midJob(binary);
    worker.kill("SIGINT");
    await until(() => worker.written.stderr.includes("stopping"));
    const stoppedAt = performance.now();
    worker.kill("SIGINT");
    expect((await worker.ended).exitCode).toBe(130);
    expect(performance.now() - stoppedAt).toBeLessThan(atOnceMs);
    expect(await jobsOf(stage)).toMatchObject([waiting]);
    expect(await stage.rows("SELECT * FROM workers")).toEqual([]);
    await expectAnotherFinishes(stage);
  });

  it("ends at once when it has nothing to do", async () => {
    const stage = await createStage();
    const worker = start(binary, ["worker", "--queue", "default"], stage.env);
    await until(() => worker.written.stderr.includes("working on default; Ctrl-C stops"));
    worker.kill("SIGINT");
    const result = await worker.ended;
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/^stopped: nothing to do$/m);
    expect(result.stderr).not.toContain("stopping");
  });
});

describe("a demo that is stopped", () => {
  it("leaves no folder behind", async () => {
    const folder = join(temporaryFolder(), "tmp");
    mkdirSync(folder);
    const demo = start(binary, ["demo"], { TMPDIR: folder });
    await until(() => demo.written.stdout.includes("$ importer"));
    demo.kill("SIGINT");
    expect((await demo.ended).exitCode).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});
