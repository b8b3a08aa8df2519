import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { packageRoot } from "../../src/package-root.ts";
import { flac } from "../helpers/audio.ts";
import type { Environment } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { drawPng } from "../helpers/pictures.ts";
import { climbsIn, doors, missedSteps, stepsOf } from "./walk.ts";
import { buildWatched, callsOf, type Call } from "./watched.ts";

/** What each README says of the way of its thing is what the program does, and no room is entered from below but by a door. */
let binary: string;
beforeAll(async () => void (binary = await buildWatched()));

const nevermind = ["album", "Nevermind", "--artist", "Nirvana"];

async function someLibrary(): Promise<Environment> {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  return { ...services.env, IMPORTER_HOME: temporaryFolder() };
}

function listOf(...rows: string[]): string {
  const path = join(temporaryFolder(), "list.csv");
  writeFileSync(path, ["artist,title", ...rows].join("\n"));
  return path;
}

/** One album of one file, with a cover and lyrics in and beside it. */
function musicFolder(): string {
  const folder = join(temporaryFolder(), "The Testers", "First");
  mkdirSync(folder, { recursive: true });
  const tags = {
    TITLE: "One",
    ARTIST: "The Testers",
    ALBUM: "First",
    LYRICS: "[00:01.00]la\n[00:02.00]la la",
  };
  writeFileSync(join(folder, "1.flac"), flac(tags, { picture: { bytes: drawPng("one", 300) } }));
  writeFileSync(join(folder, "1.lrc"), "[00:01.00]la\n[00:02.00]la la");
  return folder;
}

/**
 * Each thing alone: what several save at a time shares a commit, and is then done within the call of whoever came first.
 * A thing, the room whose README tells its walk, and how it is walked.
 */
const walks: [thing: string, room: string, walk: (env: Environment) => Promise<Call[]>][] = [
  ["a typed title", "importers", (env) => callsOf(binary, nevermind, env)],
  ["a row of a list", "lists", (env) => callsOf(binary, ["import", listOf("Nirvana,Nevermind")], env)],
  ["a job", "jobs", (env) => jobsAfter(env, "default")],
  ["a file of a scan", "scan", (env) => callsOf(binary, ["scan", musicFolder()], env)],
];

async function jobsAfter(env: Environment, ...queues: string[]): Promise<Call[]> {
  let calls = await callsOf(binary, nevermind, env);
  for (const queue of queues) calls = await callsOf(binary, ["worker", "--drain", "--queue", queue], env);
  return calls;
}

test.each(walks)("%s walks as src/%s/README.md tells, and climbs nowhere", async (_, room, walk) => {
  const steps = stepsOf(room);
  expect(steps.length).toBeGreaterThan(10);
  const calls = await walk(await someLibrary());
  expect(missedSteps(steps, calls)).toEqual([]);
  expect(climbsIn(calls)).toEqual([]);
});

test("products of a shop climb nowhere either", async () => {
  const calls = await jobsAfter(await someLibrary(), "default", "serial");
  expect(calls.map(({ name }) => name)).toContain("dropLinksElsewhere");
  expect(climbsIn(calls)).toEqual([]);
});

test("a step that comes too early, or in another file, is missed; a room that is entered from below is a climb", () => {
  const call = (caller: number, file: string, name: string): Call => ({ caller, file, name });
  const calls = [
    call(-1, "scan/scan.ts", "scan"),
    call(0, "library/a.ts", "ask"),
    call(1, "scan/b.ts", "answer"),
    call(0, "db/transact.ts", "transact"),
    call(3, "scan/c.ts", "save"),
    call(4, "library/a.ts", "write"),
  ];
  const step = (file: string, name: string) => ({ file, name });
  const wrong = [step("scan/elsewhere.ts", "answer"), step("scan/scan.ts", "scan")];
  expect(missedSteps([step("library/a.ts", "ask"), step("library/a.ts", "write")], calls)).toEqual([]);
  expect(missedSteps([step("library/a.ts", "ask"), ...wrong], calls)).toEqual(wrong);
  expect(climbsIn(calls)).toEqual([{ from: "library/a.ts ask", to: "scan/b.ts answer" }]);
});

test.each(Object.keys(doors))("the door %s is there", (file) => {
  expect(existsSync(join(packageRoot(), "src", file))).toBe(true);
});
