import { expect } from "vitest";
import type { Fault } from "../../src/demo/stand-in.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";
import { until } from "../helpers/jobs.ts";
import { start, type HowToStart, type Running } from "./built.ts";

export const nevermind = ["album", "-p", "musicbrainz", "Nevermind", "--artist", "Nirvana"];

export const jobsOf = (stage: Stage) => stage.rows("SELECT state, attempts, crashes, worker FROM jobs");
export const waiting = { state: "ready", attempts: 0, crashes: 0, worker: null };

export interface MidJob {
  stage: Stage;
  worker: Running;
}

/** A library with one job, and a worker of the built program in the middle of it: the service is slow, or silent. */
export async function midJob(
  binary: string,
  flags: string[] = [],
  fault: Fault = { kind: "hang" },
): Promise<MidJob> {
  const stage = await createStage();
  await stage.importer(nevermind);
  stage.server.setFault(always(fault));
  const before = stage.server.requests.length;
  const worker = start(binary, ["worker", ...flags], stage.env);
  await until(() => stage.server.requests.length > before);
  return { stage, worker };
}

export interface MidTwo extends MidJob {
  /** Lets the service answer for the first job. */
  release(): void;
}

/** The same with a job more: the service answers for the first (Nevermind) when it is released, for the other (Surrender) never. */
export async function midTwoJobs(
  binary: string,
  flags: string[] = [],
  how: HowToStart = {},
): Promise<MidTwo> {
  const stage = await createStage();
  await stage.importer(nevermind);
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const [first] = await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
  const mbid = String(first!["value"]);
  stage.server.setFault(({ path }) =>
    path.includes(mbid) ? { kind: "hold", until: released } : { kind: "hang" },
  );
  const before = stage.server.requests.length;
  const worker = start(binary, ["worker", ...flags], stage.env, how);
  await until(() => stage.server.requests.slice(before).some(({ path }) => path.includes(mbid)));
  return { stage, worker, release };
}

/** Whatever ended the worker, the next one (here in this process) goes on: nothing has failed, and nothing is lost. */
export async function expectAnotherFinishes(stage: Stage, count = 1): Promise<void> {
  stage.server.setFault(undefined);
  const other = await stage.importer(["worker", "--drain"]);
  expect(other).toMatchObject({ exitCode: 0 });
  expect(other.stdout).toContain(`${count} done`);
  const states = await stage.rows("SELECT DISTINCT state, worker, crashes FROM jobs");
  expect(states).toEqual([{ state: "done", worker: null, crashes: 0 }]);
  expect((await stage.rows("SELECT id FROM releases")).length).toBeGreaterThan(0);
}
