import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expositionOf } from "../../../src/cli/metrics/exposition.ts";
import { createStage } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { always } from "../../helpers/faults.ts";
import { parseExposition } from "./grammar.ts";

const file = (): string => join(temporaryFolder(), "importer.prom");

function samplesIn(path: string): Record<string, number> {
  const parsed = parseExposition(readFileSync(path, "utf8"));
  const keyOf = (labels: Record<string, string>): string => Object.values(labels).join(" ");
  const entries = parsed.map(
    ({ name, labels, value }) => [`${name} ${keyOf(labels)}`.trim(), value] as const,
  );
  expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length); // each series once
  return Object.fromEntries(entries);
}

it("tells of a worker's jobs, requests and outcomes, in the format that Prometheus reads", async () => {
  const { importer } = await createStage();
  await importer(["album", "Nevermind", "--artist", "Nirvana"]);
  const path = file();
  expect((await importer(["worker", "--drain", "--metrics", path])).exitCode).toBe(0);
  expect(samplesIn(path)).toMatchObject({
    "importer_jobs default ready": 0,
    "importer_jobs serial failed": 0,
    "importer_oldest_waiting_job_seconds default": 0,
    importer_workers: 0,
    importer_workers_paused: 0,
    "importer_jobs_total import-album-releases default done": 1,
    "importer_jobs_total amazon-product-enrichment serial done": 1,
    "importer_run_exit_code worker": 0,
  });
  expect(samplesIn(path)["importer_requests_total MusicBrainz"]).toBeGreaterThan(0);
  expect(readdirSync(join(path, "..")), "nothing is left beside it").toEqual(["importer.prom"]);
  expect(statSync(path).mode & 0o444).toBe(0o444); // the node exporter is another user
});

it("tells how long the oldest job waits, what failed and what rests", async () => {
  const { importer, server, inLibrary } = await createStage();
  await importer(["album", "Nevermind", "-p", "musicbrainz"]);
  await inLibrary((db) =>
    db.$client.exec(
      "UPDATE jobs SET created_at = created_at - 3600000; INSERT INTO pauses VALUES ('workers', 1)",
    ),
  );
  const path = file();
  await importer(["worker", "--drain", "--metrics", path]);
  const waiting = samplesIn(path);
  expect(waiting["importer_jobs default ready"]).toBe(1);
  expect(waiting["importer_oldest_waiting_job_seconds default"]).toBeGreaterThanOrEqual(3600);
  expect(waiting["importer_workers_paused"]).toBe(1);
  await importer(["worker", "resume"]);
  server.setFault(always({ kind: "status", status: 503 }));
  await importer(["worker", "--drain", "--metrics", path]);
  const failing = samplesIn(path);
  expect(failing["importer_jobs default scheduled"]).toBe(1);
  expect(failing["importer_request_retries_total MusicBrainz"]).toBeGreaterThan(0);
  expect(failing["importer_run_exit_code worker"]).toBe(5);
});

it("counts the rows of a list, and which of them needed nobody", async () => {
  const { importer } = await createStage();
  await importer(["album", "Nevermind", "--artist", "Nirvana"]);
  const list = join(temporaryFolder(), "list.csv");
  writeFileSync(list, "artist,title\nNirvana,Nevermind\nCheap Trick,Nothing Like It At All\n");
  const path = file();
  await importer(["import", list, "--metrics", path]);
  expect(samplesIn(path)).toMatchObject({
    "importer_list_rows_total known": 1,
    "importer_list_rows_total not_found": 1,
    "importer_cache_requests_total library hit": 1,
    "importer_cache_requests_total library miss": 1,
    "importer_run_exit_code import": 0,
  });
});

it("refuses a file that can't be written before anything is asked, and replaces one that is there", async () => {
  const { importer, server } = await createStage();
  const folder = temporaryFolder();
  for (const path of [folder, join(folder, "none", "x.prom")]) {
    const refused = await importer(["complete", "--metrics", path]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(`--metrics ${path} can't be written`);
  }
  expect(server.requests).toEqual([]);
  mkdirSync(join(folder, "there"));
  const path = join(folder, "there", "x.prom");
  writeFileSync(path, "of another day");
  expect((await importer(["complete", "--metrics", path])).exitCode).toBe(0);
  expect(samplesIn(path)["importer_run_exit_code complete"]).toBe(0);
  expect(existsSync(path)).toBe(true);
});

it("escapes whatever stands in a label or a help", () => {
  const odd = 'a "quoted"\nline \\ and {x="y"} é';
  const metric = {
    name: "importer_x_total",
    help: "one\\two\nthree",
    type: "counter",
    samples: [{ labels: { odd }, value: 1 / 3 }],
  } as const;
  const text = [...expositionOf([metric, { ...metric, name: "importer_empty_total", samples: [] }])].join("");
  expect(parseExposition(text)).toEqual([{ name: "importer_x_total", labels: { odd }, value: 1 / 3 }]);
  expect(text).toContain("# HELP importer_x_total one\\\\two\\nthree\n");
});
