import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { createStage, type Stage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

/** Services are connected when something is asked: loading undici and zod takes longer than most commands. */

const binary = buildPackage();
interface Chunks {
  outputs: Record<string, { inputs: object }>;
}
/** A chunk's name → the files that are in it. */
let chunks: Map<string, string[]>;
beforeAll(() => {
  const meta = join(dirname(dirname(binary)), "meta.json");
  const { outputs } = JSON.parse(readFileSync(meta, "utf8")) as Chunks;
  chunks = new Map(
    Object.entries(outputs).map(([path, { inputs }]) => [basename(path), Object.keys(inputs)]),
  );
});

const heavy = ["undici", "zod"];
const packageIn = /node_modules\/((?:@[^/]+\/)?[^/]+)/;

/** Runs the built program, and names those packages of `heavy` of which it loaded a module: V8's coverage lists them all. */
async function loadedBy(argv: string[], env: Stage["env"]): Promise<{ exitCode: number; heavy: string[] }> {
  const folder = temporaryFolder();
  const { exitCode } = await start(binary, argv, { ...env, NODE_V8_COVERAGE: folder }).ended;
  const urls = readdirSync(folder).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  const inputs = urls.flatMap((url) => chunks.get(basename(url)) ?? []);
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
