import { describe, expect, it } from "vitest";
import { jobKinds } from "../../../src/jobs/queue/kinds.ts";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";

/** One job of each kind of ending: 1 done, 2 scheduled to be tried again, 3 parked as failed, 4 ready. */
async function withJobs(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  await stage.importer(["worker", "--drain"]);
  await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
  stage.server.setFault(always({ kind: "wrong-shape" }));
  await stage.importer(["worker", "--drain"]);
  stage.server.setFault(undefined);
  await stage.importer(["album", "-p", "musicbrainz", "U2 - Desire"]);
  stage.server.setFault(always({ kind: "status", status: 403 }));
  await stage.importer(["worker", "--drain"]);
  stage.server.setFault(undefined);
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  return stage;
}

const states = async (stage: Stage): Promise<unknown[]> =>
  (await stage.rows("SELECT state FROM jobs ORDER BY id")).map((row) => row["state"]);

describe("importer jobs", () => {
  it("lists, newest first, with what went wrong", async () => {
    const stage = await withJobs();
    expect(await states(stage)).toEqual(["done", "scheduled", "failed", "ready"]);
    const { exitCode, stdout, stderr } = await stage.importer(["jobs", "list"], { columns: 200 });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^id +kind +queue +state +tries +about +when +error$/);
    expect(lines[1]).toMatch(/^ 4 +import-album-releases +default +ready +0\/12 +album 4/);
    expect(lines[2]).toMatch(/^ 3 .* failed .*MusicBrainz answered 403; set IMPORTER_CONTACT/);
    expect(lines[3]).toMatch(/^ 2 .* scheduled +1\/12 .* runs \d{4}-.*answered in a shape/);
    expect(lines[4]).toMatch(/^ 1 .* done +1\/12/);
    expect((await stage.importer(["jobs"], { columns: 200 })).stdout).toBe(stdout);
  });

  it("lists only what was asked for", async () => {
    const stage = await withJobs();
    const ids = async (...flags: string[]): Promise<number[]> =>
      documentOf<{ id: number }[]>(await stage.importer(["jobs", "list", "--json", ...flags])).map(
        ({ id }) => id,
      );
    expect(await ids()).toEqual([4, 3, 2, 1]);
    expect(await ids("--state", "failed")).toEqual([3]);
    expect(await ids("--queue", "serial")).toEqual([]);
    expect(await ids("--queue", "default", "--limit", "2")).toEqual([4, 3]);
    expect(await ids("--kind", "import-album-releases")).toHaveLength(4);
    expect((await stage.importer(["jobs", "list", "--queue", "serial"])).stdout).toBe("no jobs\n");
  });

  it("shows one, with each try that failed and what to type", async () => {
    const stage = await withJobs();
    const failed = await stage.importer(["jobs", "show", "3"]);
    expect(failed.exitCode).toBe(0);
    expect(failed.stdout).toMatch(/^job 3 import-album-releases: failed\n/);
    expect(failed.stdout).toMatch(/^ {2}try 1 .* failed: MusicBrainz answered 403/m);
    expect(failed.stdout).toContain("to try it again: importer jobs retry 3");
    const document = documentOf(await stage.importer(["jobs", "show", "2", "--json"]));
    expect(document).toMatchObject({ id: 2, state: "scheduled", payload: { albumId: 2 }, attempts: 1 });
    expect(document["attempted"]).toMatchObject([{ attempt: 1, outcome: "retried" }]);
    expect(document["runAt"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it("retries what failed or waits; the worker then does it", async () => {
    const stage = await withJobs();
    const result = await stage.importer(["jobs", "retry", "3"]);
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toBe("job 3 is ready; to do it now: importer worker --drain\n");
    const json = documentOf(await stage.importer(["jobs", "retry", "2", "--json"]));
    expect(json).toEqual({ id: 2, outcome: "ready" });
    expect((await stage.importer(["worker", "--drain"])).stdout).toContain("3 done in");
    expect(await states(stage)).toEqual(["done", "done", "done", "done"]);
  });

  it("refuses to retry what need not be, and says why", async () => {
    const stage = await withJobs();
    const done = await stage.importer(["jobs", "retry", "1"]);
    expect(done).toMatchObject({ exitCode: 1, stdout: "" });
    expect(done.stderr).toBe("importer: job 1 was not queued again: it is done\n  importer jobs show 1\n");
    const ready = await stage.importer(["jobs", "retry", "4", "--json"]);
    expect(ready.exitCode).toBe(1);
    expect(documentOf(ready)).toMatchObject({
      error: { message: expect.stringContaining("ready") as unknown },
    });
    await stage.importer(["jobs", "cancel", "4"]);
    await stage.inLibrary((db) =>
      db.$client.exec(
        "INSERT INTO jobs (queue, kind, payload, run_at, created_at, unique_key) SELECT queue, kind, payload, 1, 1, unique_key FROM jobs WHERE id = 4",
      ),
    );
    const twin = await stage.importer(["jobs", "retry", "4"]);
    expect(twin.exitCode).toBe(1);
    expect(twin.stderr).toContain("job 5 does the same work already\n  importer jobs show 5");
  });

  it("cancels what waits, and not what has ended", async () => {
    const stage = await withJobs();
    const result = await stage.importer(["jobs", "cancel", "4"]);
    expect(result).toMatchObject({ exitCode: 0, stdout: "job 4 is cancelled\n" });
    expect(documentOf(await stage.importer(["jobs", "cancel", "2", "--json"]))).toEqual({
      id: 2,
      outcome: "cancelled",
    });
    expect(await states(stage)).toEqual(["done", "cancelled", "failed", "cancelled"]);
    const ended = await stage.importer(["jobs", "cancel", "1"]);
    expect(ended).toMatchObject({ exitCode: 1, stdout: "" });
    expect(ended.stderr).toContain("job 1 has ended already: it is done\n  importer jobs show 1");
  });

  it.each(["show", "retry", "cancel"])("knows no job of that id to %s: exit 3", async (verb) => {
    const stage = await createStage();
    const result = await stage.importer(["jobs", verb, "77", "--json"]);
    expect(result.exitCode).toBe(3);
    const error = {
      message: "there is no job 77",
      hint: "importer jobs list",
      code: "not_found",
      exitCode: 3,
    };
    expect(documentOf(result)).toEqual({ error });
  });

  it("counts by queue and state, and lists the workers", async () => {
    const stage = await withJobs();
    const result = await stage.importer(["jobs", "stats"]);
    expect(result.exitCode).toBe(0);
    for (const state of ["scheduled", "ready", "done", "failed"]) {
      expect(result.stdout).toMatch(new RegExp(`^default +${state} +1$`, "m"));
    }
    expect(result.stdout).toMatch(/no worker is running\n$/);
    const { counts, workers } = documentOf<{ counts: object[]; workers: object[] }>(
      await stage.importer(["jobs", "stats", "--json"]),
    );
    expect(counts).toContainEqual({ queue: "default", state: "done", count: 1 });
    expect(workers).toEqual([]);
    const empty = await createStage();
    expect((await empty.importer(["jobs", "stats"])).stdout).toBe("no jobs\nno worker is running\n");
  });

  it("forgets what ended long ago, the failed only when told to", async () => {
    const stage = await withJobs();
    expect((await stage.importer(["jobs", "prune", "--older-than", "1h"])).stdout).toBe("0 jobs forgotten\n");
    await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET finished_at = 1 WHERE id IN (1, 3)"));
    expect(documentOf(await stage.importer(["jobs", "prune", "--older-than", "7d", "--json"]))).toEqual({
      pruned: 1,
    });
    expect(await states(stage)).toEqual(["scheduled", "failed", "ready"]);
    await stage.importer(["jobs", "prune", "--older-than", "7d", "--failed"]);
    expect(await states(stage)).toEqual(["scheduled", "ready"]);
  });

  it("retries every failed job of a kind, and knows which kinds there are", async () => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET state = 'failed'"));
    const retried = await stage.importer(["jobs", "retry", "--kind", "import-album-releases", "--json"]);
    expect(documentOf(retried)).toEqual({
      filter: { kind: "import-album-releases" },
      ready: [1, 2],
    });
    const again = await stage.importer(["jobs", "retry", "--kind", "import-album-releases"]);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toBe('no failed jobs of the kind "import-album-releases"\n');
    const typo = await stage.importer(["jobs", "retry", "--kind", "releases"]);
    expect(typo).toMatchObject({ exitCode: 2, stdout: "" });
    expect(typo.stderr).toContain(`there are: ${jobKinds.join(", ")}`);
    for (const words of [[], ["1", "--kind", "import-album-releases"]]) {
      expect(await stage.importer(["jobs", "retry", ...words])).toMatchObject({ exitCode: 2, stdout: "" });
    }
  });
});

describe("what jobs have in common", () => {
  it("is listed by error, with the command that tries them again, which does", async () => {
    const stage = await withJobs();
    const { stdout } = await stage.importer(["jobs", "list", "--by", "error"], { columns: 200 });
    expect(stdout).toMatch(/^ *1 +failed +import-album-releases +3 +MusicBrainz answered 403/m);
    expect(stdout).toMatch(/^ *1 +scheduled +import-album-releases +2 +.*answered in a shape/m);
    const groups = documentOf<{ error: string }[]>(
      await stage.importer(["jobs", "list", "--by", "error", "--state", "failed", "--json"]),
    );
    expect(groups).toMatchObject([{ state: "failed", count: 1, newestId: 3 }]);
    const flags = ["--state", "failed", "--kind", "import-album-releases", "--error", groups[0]!.error];
    expect(documentOf(await stage.importer(["jobs", "retry", ...flags, "--json"]))).toMatchObject({
      ready: [3],
    });
    expect((await stage.importer(["jobs", "retry", ...flags])).stdout).toMatch(/^no failed jobs of the kind/);
  });

  it("is told of jobs that only a newer importer knows", async () => {
    const stage = await createStage();
    await stage.importer(["jobs"]);
    await stage.inLibrary((db) =>
      db.$client.exec(`INSERT INTO jobs (queue, kind, payload, run_at, created_at)
        VALUES ('video', 'transcode', '{}', 0, 0), ('default', 'transcode', '{}', 0, 0)`),
    );
    const told = /^1 job of the kind "transcode" in the queue "video", unknown to this importer/m;
    const stats = await stage.importer(["jobs", "stats"]);
    expect(stats.stdout).toMatch(told);
    expect(stats.stdout).toMatch(/in the queue "default", unknown/);
    const drained = await stage.importer(["worker", "--drain"]);
    expect(drained).toMatchObject({ exitCode: 1 }); // the one of our queue is given up, and says why
    expect(drained.stderr).toMatch(told);
    expect((await stage.importer(["worker", "--drain"])).exitCode).toBe(0);
    expect(await states(stage)).toEqual(["ready", "failed"]);
  });
});

describe("a drain's exit code", () => {
  it.each([
    ["done", undefined, 0],
    ["a source is down", always({ kind: "status", status: 503 }), 5],
    ["a source refuses", always({ kind: "status", status: 403 }), 6],
  ])("%s", async (_, fault, exitCode) => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    stage.server.setFault(fault);
    expect((await stage.importer(["worker", "--drain"])).exitCode).toBe(exitCode);
  });

  it("is the lowest that fits, and album and releases speak of their own outcome only", async () => {
    const stage = await withJobs();
    await stage.inLibrary((db) =>
      db.$client.exec("UPDATE jobs SET attempts = 11, state = 'ready' WHERE id = 2"),
    );
    stage.server.setFault(always({ kind: "status", status: 503 }));
    expect((await stage.importer(["worker", "--drain"])).exitCode).toBe(1); // 2 failed, 4 waits
    stage.server.setFault(undefined);
    expect((await stage.importer(["album", "-p", "musicbrainz", "Surrender"])).exitCode).toBe(0);
    expect((await stage.importer(["releases", "1"])).exitCode).toBe(0);
  });
});
