import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import type { Stage } from "../helpers/cli.ts";
import { until } from "../helpers/jobs.ts";
import { buildPackage, start } from "./built.ts";
import { expectAnotherFinishes, jobsOf, midJob, midTwoJobs, waiting } from "./mid-job.ts";

const binary = buildPackage();
const done = { state: "done", attempts: 1, crashes: 0, worker: null };

/** Waits until this SELECT of one value gives that. */
async function untilRow(stage: Stage, sql: string, value: unknown): Promise<void> {
  let found: unknown;
  const look = async (): Promise<void> => void (found = Object.values((await stage.rows(sql))[0] ?? {})[0]);
  const looking = setInterval(() => void look(), 50);
  await until(() => found === value).finally(() => clearInterval(looking));
}

describe.skipIf(process.platform === "win32")("an output that can't be written", () => {
  it("on a full disk ends the worker, which hands its other job back first", async () => {
    const full = openSync("/dev/full", "w");
    onTestFinished(() => closeSync(full));
    const { stage, worker, release } = await midTwoJobs(binary, [], { stdout: full });
    release();
    const result = await worker.ended;
    expect(result).toMatchObject({ exitCode: 1, signal: null });
    expect(result.stderr).toContain("importer: what it says can't be written: the disk is full");
    expect(await jobsOf(stage)).toEqual([done, waiting]);
    expect(await stage.rows("SELECT * FROM workers")).toEqual([]);
    await expectAnotherFinishes(stage);
  });

  it("nobody reading any more is a stop", async () => {
    const { stage, worker, release } = await midTwoJobs(binary, ["--grace", "1"]);
    worker.closeStdout();
    release();
    expect(await worker.ended).toMatchObject({ signal: null });
    expect(await jobsOf(stage)).toEqual([done, waiting]);
    await expectAnotherFinishes(stage);
  });
});

describe.skipIf(process.platform === "win32")("a closed terminal", () => {
  it("is one stop, however often it is told", async () => {
    const { stage, worker } = await midJob(binary, ["--grace", "1"]);
    // Systemd sends one right after the other; the kernel delivers them in any order.
    for (const signal of ["SIGTERM", "SIGHUP", "SIGHUP"] as const) worker.kill(signal);
    expect(await worker.ended).toMatchObject({ exitCode: 0, signal: null });
    expect(await jobsOf(stage)).toEqual([waiting]);
    await expectAnotherFinishes(stage);
  });

  it("is nothing to a worker that is to ignore it, as under nohup", async () => {
    const { stage, worker, release } = await midTwoJobs(binary, ["--ignore-hup", "--grace", "1"]);
    worker.kill("SIGHUP");
    release();
    await until(() => worker.written.stdout.includes("done"));
    worker.kill("SIGHUP");
    expect(await jobsOf(stage)).toMatchObject([done, { state: "running" }]);
    expect(worker.written.stderr).not.toContain("stopping");
    worker.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ exitCode: 0, signal: null });
    await expectAnotherFinishes(stage);
  });
});

describe("a worker that is killed", () => {
  it("after it was told to stop, as docker does it, blames no job, however often", async () => {
    const { stage, worker } = await midJob(binary);
    for (let death = 0, dying = worker; death < 4; death++) {
      dying.kill("SIGTERM");
      await untilRow(stage, "SELECT count(stopping_at) FROM workers", 1);
      dying.kill("SIGKILL");
      expect(await dying.ended).toMatchObject({ signal: "SIGKILL" });
      dying = start(binary, ["worker"], stage.env);
      await untilRow(stage, "SELECT count(*) FROM job_attempts WHERE times = " + (death + 1), 1);
      await untilRow(stage, "SELECT state FROM jobs", "running");
      if (death === 3) dying.kill("SIGKILL");
    }
    const told = await stage.rows(
      "SELECT outcome, error, times FROM job_attempts WHERE outcome = 'returned'",
    );
    expect(told).toEqual([
      { outcome: "returned", error: "its worker died, but it was told to stop", times: 4 },
    ]);
    expect(await jobsOf(stage)).toMatchObject([{ crashes: 0, attempts: 1 }]);
  });
});

describe.skipIf(process.platform === "win32")("a quiet worker", () => {
  it.each([
    ["SIGTSTP", "SIGCONT", "quiet: nothing new is begun", "going on"],
    [["worker", "pause"], ["worker", "resume"], "", ""],
  ] as const)("by %j ends what runs and begins nothing, until %j", async (quiet, goOn, says, saysThen) => {
    const { stage, worker, release } = await midTwoJobs(binary, ["--concurrency", "1"]);
    const tell = async (how: typeof quiet | typeof goOn): Promise<void> => {
      if (typeof how === "string") worker.kill(how);
      else expect(await stage.importer([...how])).toMatchObject({ exitCode: 0 });
    };
    await tell(quiet);
    const since =
      "SELECT count(*) FROM (SELECT quiet_at FROM workers WHERE quiet_at > 0 UNION SELECT paused_at FROM pauses)";
    await untilRow(stage, since, 1);
    release();
    await until(() => worker.written.stdout.includes("done"));
    expect(await jobsOf(stage)).toEqual([done, waiting]);
    expect(worker.written.stderr).toContain(says);
    const asked = stage.server.requests.length;
    await tell(goOn);
    await until(() => stage.server.requests.length > asked); // it has begun the other
    expect(worker.written.stderr).toContain(saysThen);
    worker.kill("SIGTERM");
    worker.kill("SIGQUIT");
    expect(await worker.ended).toMatchObject({ signal: null });
    await expectAnotherFinishes(stage);
  });
});

const inNamespace = ["unshare", "-Urpf", "--mount-proc", "--kill-child"];
const isPermitted = spawnSync(inNamespace[0]!, [...inNamespace.slice(1), "true"]).status === 0;

describe.skipIf(!isPermitted)("in containers, each with pids of its own", () => {
  it("two workers that are both process 1 share a library, take nothing from one another, and stop within 7 s", async () => {
    const { stage, worker, release } = await midTwoJobs(binary, ["--concurrency", "2"], {
      through: inNamespace,
    });
    await stage.inLibrary((db) =>
      enqueue(db, { kind: "import-album-releases", payload: { albumId: 1 } }, Date.now()),
    );
    const other = start(binary, ["worker", "--queue", "default"], stage.env, { through: inNamespace });
    await untilRow(stage, "SELECT count(*) FROM jobs WHERE state = 'running'", 3);
    expect(await stage.rows("SELECT pid FROM workers")).toEqual([{ pid: 1 }, { pid: 1 }]);

    const pidOf = ({ pid }: typeof worker): number =>
      Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
    process.kill(pidOf(worker), "SIGTERM");
    await until(() => worker.written.stderr.includes("stopping: what runs has 7 s to end"));
    release();
    await worker.ended;
    expect(worker.written.stdout).toMatch(/^stopped: 1 done, 1 returned/m);
    await until(() => other.written.stdout.includes("job 3 import-album-releases done"));
    expect(await jobsOf(stage)).toMatchObject([done, { crashes: 0 }, done]);
    process.kill(pidOf(other), "SIGTERM");
    await other.ended;
    await expectAnotherFinishes(stage);
  });
});
