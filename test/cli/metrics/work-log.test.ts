import { expect, it } from "vitest";
import { createStage } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";

const plainLine = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO |WARN |ERROR) \S.*$/;

it("writes a line an event, with time and level", async () => {
  const { importer } = await createStage();
  await importer(["album", "Nevermind", "--artist", "Nirvana"]);
  const { exitCode, stdout, stderr } = await importer(["worker", "--drain", "--log", "plain"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(plainLine);
  expect(lines[0]).toMatch(/INFO {2}working what is due$/);
  expect(stdout).toMatch(/INFO {2}job 1 import-album-releases started\n/);
  expect(stdout).toMatch(/INFO {2}job 1 import-album-releases done \(/);
  expect(lines.at(-1)).toMatch(/INFO {2}2 done in /);
});

it("writes the same as JSON, and what goes wrong with its level", async () => {
  const { importer, server } = await createStage();
  await importer(["album", "Nevermind", "-p", "musicbrainz"]);
  server.setFault(always({ kind: "status", status: 403 }));
  const { exitCode, stdout } = await importer(["worker", "--drain", "--log", "json"]);
  expect(exitCode).toBe(6);
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const line of lines)
    expect(line).toMatchObject({ time: expect.any(String), message: expect.any(String) });
  expect(lines.find(({ event }) => event === "job-finished")).toMatchObject({
    level: "error",
    outcome: "failed",
    id: 1,
  });
  expect(lines.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["worker-started", "job-started", "worker-ended"]),
  );
});

it("is another thing than --json", async () => {
  const { importer } = await createStage();
  const both = await importer(["worker", "--drain", "--log", "plain", "--json"]);
  expect(both.exitCode).toBe(2);
  expect(both.stderr).toContain("--log and --json can't be given together");
  expect((await importer(["worker", "--drain", "--log", "xml"])).exitCode).toBe(2);
});
