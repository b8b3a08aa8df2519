import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { createStage, type Stage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

/** Services are connected when something is asked: loading undici and zod takes longer than most commands. */

const binary = buildPackage();
/** A chunk's name → the files that are in it. */
const chunks = (): Record<string, string[]> =>
  JSON.parse(readFileSync(join(dirname(dirname(binary)), "chunks.json"), "utf8")) as Record<string, string[]>;

const heavy = ["undici", "zod"];
const packageIn = /node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** Runs the built program. @returns all that it loaded: V8's coverage lists it. */
async function urlsLoadedBy(
  argv: string[],
  env: Stage["env"],
): Promise<{ exitCode: number; urls: string[] }> {
  const folder = temporaryFolder();
  const { exitCode } = await start(binary, argv, { ...env, NODE_V8_COVERAGE: folder }).ended;
  const urls = readdirSync(folder).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  return { exitCode, urls };
}

/** Names those packages of `heavy` of which a command loads a module. */
async function loadedBy(argv: string[], env: Stage["env"]): Promise<{ exitCode: number; heavy: string[] }> {
  const { exitCode, urls } = await urlsLoadedBy(argv, env);
  const ofChunk = chunks();
  const inputs = urls.flatMap((url) => ofChunk[basename(url)] ?? []);
  expect(inputs.length).toBeGreaterThan(1);
  const packages = new Set([...urls, ...inputs].map((path) => packageIn.exec(path)?.[1]));
  return { exitCode, heavy: heavy.filter((name) => packages.has(name)) };
}

const asksNobody: [line: string, exitCode: number][] = [
  ["album Nevermind", 0],
  ["album Nevermind --dry-run", 0],
  ["worker --drain", 0],
  ["releases 9", 3],
  ["enrich --background", 0],
  ["doctor", 0],
];

it("a command that asks nobody loads neither undici nor zod; one that does loads both", async () => {
  const stage = await createStage();
  await stage.importer(["album", "Nevermind"]);
  await stage.importer(["worker", "--drain"]);
  const loaded: Record<string, unknown> = {};
  for (const [line] of asksNobody) loaded[line] = await loadedBy(line.split(" "), stage.env);
  const wanted = asksNobody.map(([line, exitCode]) => [line, { exitCode, heavy: [] }]);
  expect(loaded).toEqual(Object.fromEntries(wanted));
  const empty = { ...stage.env, IMPORTER_HOME: temporaryFolder() };
  expect(await loadedBy(["enrich"], empty)).toEqual({ exitCode: 0, heavy: [] });
  const asking = ["album", "Nevermind", "--force-providers"];
  expect(await loadedBy(asking, stage.env)).toEqual({ exitCode: 0, heavy });
});

it("the first screens are read from a few files", async () => {
  const { env } = await createStage();
  await start(binary, ["list", "albums"], env).ended;
  const files: Record<string, number> = {};
  for (const line of ["--version", "list albums --json", "search dark", "show album 1"]) {
    const { urls } = await urlsLoadedBy(line.split(" "), env);
    files[line] = new Set(urls.filter((url) => url.includes("/dist/"))).size;
    expect(urls.filter((url) => /node_modules\/(commander|drizzle-orm)/.test(url))).toEqual([]);
  }
  for (const [line, count] of Object.entries(files)) expect(count, line).toBeLessThanOrEqual(9);
  expect(files).toMatchObject({ "--version": 3, "list albums --json": 4 });
});

it("jobs are looked up only for a screen that tells of one", async () => {
  const { env, importer: type } = await createStage();
  await type(["album", "Nevermind", "--artist", "Nirvana"]);
  const tellsOfJobs = async (what: string): Promise<boolean> => {
    const { exitCode, urls } = await urlsLoadedBy(["show", what, "1"], env);
    expect(exitCode).toBe(0);
    const ofChunk = chunks();
    return urls
      .flatMap((url) => ofChunk[basename(url)] ?? [])
      .some((file) => /operators\/inspect/.test(file));
  };
  expect([await tellsOfJobs("artist"), await tellsOfJobs("album")]).toEqual([false, true]);
});
