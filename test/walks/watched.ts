import { build, type Plugin } from "esbuild";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import type { Environment } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { start } from "../cli/built.ts";

/** A call of a function of `src`: its file below there, and the place in the list of the call within which it was made. */
export interface Call {
  caller: number;
  file: string;
  name: string;
}

/** Functions at the top of a file. Generators are left out: what they do is done within whoever asks them for the next. */
const named = /^(?:export )?(?:async )?function (\w+)|^(?:export )?const (\w+) = (?:async )?\([^\n]*=>/gm;

/** The program's source with each of its functions announced; what they do stays as it is. */
function announced(source: string, file: string): string {
  let text = source;
  for (const [, declared, arrow] of source.matchAll(named)) {
    if (arrow) text = text.replace(new RegExp(`^((?:export )?)const ${arrow} = `, "m"), `$1let ${arrow} = `);
    const name = declared ?? arrow;
    text += `\nif (typeof ${name} === "function") ${name} = noteCalls("${file}", "${name}", ${name});`;
  }
  return text;
}

/** The program with its calls announced, in a folder of its own. @returns the path of what starts it. */
export const buildWatched = (): Promise<string> => buildFrom(join(packageRoot(), "src"), announced);

/** A program of this source, each file as `change` hands it on. @returns the path of what starts it. */
export async function buildFrom(
  source: string,
  change: (text: string, file: string) => string,
): Promise<string> {
  const root = packageRoot();
  const folder = mkdtempSync(join(tmpdir(), "importer-walks-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const changing: Plugin = {
    name: "change",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const file = relative(source, path).replaceAll("\\", "/");
        return { contents: change(readFileSync(path, "utf8"), file), loader: "ts" };
      }),
  };
  await build({
    entryPoints: { main: join(source, "cli", "main.ts") },
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    plugins: [changing],
    logLevel: "error",
  });
  for (const part of ["bin", "drizzle", "package.json"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, "bin", "importer.js");
}

/** Runs the watched program once. @throws for any exit code but 0, with what it said. */
export async function callsOf(binary: string, argv: string[], env: Environment): Promise<Call[]> {
  const notes = join(temporaryFolder(), "calls.json");
  writeFileSync(notes, "");
  const watching = pathToFileURL(join(packageRoot(), "test", "walks", "note-calls.js")).href;
  const ended = await start(binary, argv, {
    ...env,
    WALK_NOTES: notes,
    NODE_OPTIONS: `--import ${watching}`,
  }).ended;
  if (ended.exitCode !== 0) throw new Error(`${argv.join(" ")}: ${ended.stdout}${ended.stderr}`);
  const calls = JSON.parse(readFileSync(notes, "utf8")) as [number, string, string][];
  return calls.map(([caller, file, name]) => ({ caller, file, name }));
}
