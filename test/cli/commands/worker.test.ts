import { describe, expect, it } from "vitest";
import { createStage, documentOf, type CliResult, type Stage } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";
import { until } from "../../helpers/jobs.ts";

const eventsOf = ({ stdout }: CliResult) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function withAlbums(...titles: string[]): Promise<Stage> {
  const stage = await createStage();
  for (const title of titles) await stage.importer(["album", "-p", "musicbrainz", title]);
  return stage;
}

describe("importer worker --drain", () => {
  it("prints a line for each job and a summary, and leaves the releases in the library", async () => {
    const stage = await withAlbums("Bob Dylan - Desire", "Surrender");
    const { exitCode, stdout, stderr } = await stage.importer(["worker", "--drain"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "working what is due\n" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).sort()).toEqual([
      expect.stringMatching(/^job 1 .* done \(\d+\.\d s\): "Desire": 4 releases, 4 new, 0 changed$/),
      expect.stringMatching(/^job 2 .* done \(\d+\.\d s\): "Surrender": 4 releases, 4 new, 0 changed$/),
    ]);
    expect(lines[2]).toMatch(/^2 done in \d+\.\d s$/);
    expect(await stage.rows("SELECT DISTINCT state FROM jobs")).toEqual([{ state: "done" }]);
    expect(await stage.rows("SELECT id FROM releases")).toHaveLength(8);
  });

  it("has nothing to do in an empty library", async () => {
    const stage = await createStage();
    const result = await stage.importer(["worker", "--drain"]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toBe("nothing to do\n");
  });

  it("has done nothing while workers are paused, and says why and what is left", async () => {
    const stage = await withAlbums("Surrender");
    await stage.importer(["worker", "pause"]);
    const { exitCode, stdout } = await stage.importer(["worker", "--drain"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^nothing done: workers are paused; to go on: importer worker resume; left: 1 ready\n$/,
    );
  });

  it("works only the queue that was named, one at a time if told to", async () => {
    const stage = await withAlbums("Bob Dylan - Desire", "Surrender");
    const serial = await stage.importer(["worker", "--drain", "--queue", "serial"]);
    expect(serial.exitCode).toBe(0);
    expect(serial.stdout).toMatch(/^nothing to do/);
    const one = await stage.importer(["worker", "--drain", "-q", "default", "-c", "1", "--json"]);
    expect(eventsOf(one).map(({ event, id }) => `${String(event)} ${String(id ?? "")}`.trim())).toEqual([
      "worker-started",
      "job-started 1",
      "job-finished 1",
      "job-started 2",
      "job-finished 2",
      "worker-ended",
    ]);
  });

  it("tells why a job is tried again later, and what is left", async () => {
    const stage = await withAlbums("Surrender");
    stage.server.setFault(always({ kind: "html" }));
    const { exitCode, stdout } = await stage.importer(["worker", "--drain"]);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(
      /^job 1 .* snoozed \(.*\), again at [\d: -]{8,19}: MusicBrainz answered with a web page/,
    );
    expect(stdout).toMatch(/^1 snoozed in .*; left: 1 scheduled for later$/m);
    expect((await stage.importer(["doctor"])).stdout).toMatch(/history +1 job with 0 failed tries/);
  });

  it("tells what a person has to do about a job that was refused", async () => {
    const stage = await withAlbums("Surrender");
    stage.server.setFault(always({ kind: "status", status: 403 }));
    const { exitCode, stdout } = await stage.importer(["worker", "--drain"]);
    expect(exitCode).toBe(6);
    expect(stdout).toMatch(/^job 1 .* failed \(.*\): MusicBrainz answered 403; set IMPORTER_CONTACT/);
    expect(stdout).toContain("\n  to try it again: importer jobs retry 1\n");
    expect(stdout).toMatch(/left: 1 failed \(importer jobs list --state failed\)$/m);
  });

  it("cancels the releases of an album that is gone", async () => {
    const stage = await withAlbums("Surrender");
    await stage.inLibrary((db) => db.$client.exec("DELETE FROM album_artists; DELETE FROM albums"));
    const { exitCode, stdout } = await stage.importer(["worker", "--drain"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^job 1 .* cancelled .*: album 1 is no longer in the library$/m);
  });

  it("fails a job of a kind that it does not know, and says what may help", async () => {
    const stage = await createStage();
    await stage.inLibrary((db) =>
      db.$client.exec(
        "INSERT INTO jobs (queue, kind, payload, run_at, created_at) VALUES ('default', 'brew-coffee', '{}', 1, 1)",
      ),
    );
    const { exitCode, stdout } = await stage.importer(["worker", "--drain"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^job 1 brew-coffee failed .*no such kind of job here.*update this one/m);
  });
});

describe("importer worker --json", () => {
  it("prints one JSON line for each event, the last one the summary", async () => {
    const stage = await withAlbums("Surrender");
    const result = await stage.importer(["worker", "--drain", "--json"]);
    expect(result.exitCode).toBe(0);
    const events = eventsOf(result);
    expect(events.map(({ event }) => event)).toEqual([
      "worker-started",
      "job-started",
      "job-finished",
      "worker-ended",
    ]);
    for (const { at } of events) expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(events[1]).toMatchObject({ id: 1, kind: "import-album-releases", queue: "default", attempt: 1 });
    expect(events[2]).toMatchObject({ id: 1, outcome: "done", durationMs: expect.any(Number) as number });
    expect(events[3]).toMatchObject({
      stopped: false,
      done: 1,
      failed: 0,
      remaining: { ready: 0, scheduled: 0, running: 0, failed: 0 },
    });
  });

  it("is one line, too, when it can't begin", async () => {
    const stage = await createStage();
    const result = await stage.importer(["worker", "--queue", "slow", "--json"]);
    expect(result.exitCode).toBe(2);
    expect(result.stdout.trimEnd()).not.toContain("\n");
    expect(documentOf(result)).toHaveProperty("error.message", 'there is no queue "slow"');
  });
});

describe("importer worker", () => {
  it("takes up what comes while it runs, until Ctrl-C", async () => {
    const stage = await createStage();
    let interrupt = (): void => undefined;
    const running = stage.importer(["worker"], { onStart: (stop) => (interrupt = stop) });
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    const isDone = async () => (await stage.rows("SELECT id FROM jobs WHERE state = 'done'")).length === 1;
    let done = false;
    const look = setInterval(() => void isDone().then((now) => (done ||= now)), 100);
    await until(() => done).finally(() => clearInterval(look));
    interrupt();
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^job 1 .* done .*\nstopped: 1 done in/);
  });
});
