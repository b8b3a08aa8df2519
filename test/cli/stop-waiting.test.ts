import { expect, it } from "vitest";
import type { Fault } from "../../src/demo/stand-in.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { always, serverBusy } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { buildPackage, start, type Running } from "./built.ts";
import { nevermind, waiting } from "./mid-job.ts";

/** A stop does not wait for what only waits itself: no pause here is shorter than the worker's grace, so its words tell which of the two ended it. */

const binary = buildPackage();
const pausing: Fault = { ...serverBusy, headers: { "retry-after": "110" } } as Fault;

interface Row {
  waitsFor: string;
  env?: Record<string, string>;
  prepare?(stage: Stage): Promise<unknown>;
  fault: Fault;
  isWaiting(worker: Running, asked: number): boolean;
  says: RegExp;
}

const rows: Row[] = [
  {
    waitsFor: "another try",
    env: { IMPORTER_RETRY_DELAY_MS: "30000" },
    fault: serverBusy,
    isWaiting: (worker) => worker.written.stderr.includes("trying again"),
    says: /^job \d import-album-releases returned .*: stopped instead of trying again: MusicBrainz answered 503/m,
  },
  {
    waitsFor: "a service that asked to be left alone",
    fault: pausing,
    isWaiting: (worker) => worker.written.stderr.includes("waiting"),
    says: /^job \d import-album-releases returned .*: stopped instead of waiting for MusicBrainz/m,
  },
  {
    waitsFor: "another try for lyrics",
    async prepare(stage) {
      await stage.importer(["worker", "--drain"]);
      await stage.importer(["enrich", "--background", "--no-artwork", "--retry-delay", "9000"]);
    },
    fault: serverBusy,
    isWaiting: (_, asked) => asked > 0,
    says: /^job \d library-enrichment returned .*: stopped; the next run goes on from here$/m,
  },
];

it.skipIf(process.platform === "win32").each(rows)("a worker that waits for $waitsFor", async (row) => {
  const stage = await createStage();
  await stage.importer(nevermind);
  await row.prepare?.(stage);
  stage.server.setFault(always(row.fault));
  const before = stage.server.requests.length;
  const env = { ...stage.env, IMPORTER_LRCLIB_URL: stage.server.url, ...row.env };
  const worker = start(binary, ["worker"], env);
  await until(() => row.isWaiting(worker, stage.server.requests.length - before));
  worker.kill("SIGINT");
  expect(await worker.ended).toMatchObject({ exitCode: 0, signal: null });
  expect(worker.written.stdout).toMatch(row.says);
  const left = await stage.rows(
    "SELECT state, attempts, crashes, worker FROM jobs WHERE state NOT IN ('done')",
  );
  expect(left).toEqual([waiting]);
  expect(await stage.rows("SELECT id FROM tracks WHERE lyrics_status = 'fetching'")).toEqual([]);
});
