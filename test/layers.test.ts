import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "./helpers/library.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { rooms } = (await import(pathToFileURL(join(root, ".rooms.js")).href)) as {
  rooms: Record<string, { sees: string[]; why: string }>;
};

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

function cruise(folder: string): Violation[] {
  const program = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
  const args = [program, "--config", ".dependency-cruiser.js", "--output-type", "json", "src"];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!stdout.startsWith("{")) throw new Error(stderr || stdout);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** The house with nothing in its rooms but an empty file each, in which others can be planted: what is in them costs most of the time. */
function emptyHouse(names: string[]): string {
  const copy = temporaryFolder();
  for (const file of names.map(entranceOf)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), "export {};\n");
  }
  for (const part of ["package.json", "tsconfig.json", ".dependency-cruiser.js", ".rooms.js"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** The file of a room that is imported. */
function entranceOf(room: string): string {
  if (room.endsWith(".ts")) return `src/${room}`;
  const files = readdirSync(join(root, "src", room), { recursive: true, encoding: "utf8" });
  return `src/${room}/${files.filter((file) => file.endsWith(".ts")).sort()[0]!}`;
}

/** Plants an import of `to` in `from`. @returns the file that looks where it must not. */
function plant(copy: string, from: string, to: string, kind: "type" | "value"): string {
  const target = entranceOf(to);
  const name = `planted${kind}${to.replace(/\W/g, "")}`;
  const file = from.endsWith(".ts") ? `src/${from}` : `src/${from}/planted-${kind}.ts`;
  const path = relative(dirname(file), target);
  const specifier = path.startsWith(".") ? path : `./${path}`;
  const word = kind === "type" ? "import type" : "import";
  const use = kind === "type" ? `export type T${name} = typeof ${name};` : `export const v${name} = ${name};`;
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  appendFileSync(join(copy, file), `\n${word} * as ${name} from "${specifier}";\n${use}\n`);
  return file;
}

it("keeps every room within its walls", () => {
  expect(cruise(root)).toEqual([]);
});

it("refuses every look that the plan does not name, type imports and new rooms included", () => {
  const names = Object.keys(rooms);
  const copy = emptyHouse(names);
  const planted = names.flatMap((from) =>
    names
      .filter((to) => to !== from && !rooms[from]!.sees.includes(to))
      .flatMap((to) =>
        (["type", "value"] as const).map((kind) => ({
          from: plant(copy, from, to, kind),
          to: entranceOf(to),
        })),
      ),
  );
  mkdirSync(join(copy, "src/attic"));
  writeFileSync(join(copy, "src/attic/box.ts"), `export * as db from "../../${entranceOf("db")}";\n`);
  writeFileSync(join(copy, "src/cli/looks.ts"), 'export * as box from "../attic/box.ts";\n');
  planted.push({ from: "src/attic/box.ts", to: entranceOf("db") });
  planted.push({ from: "src/cli/looks.ts", to: "src/attic/box.ts" });

  const refused = new Set(
    cruise(copy)
      .filter(({ rule }) => rule.name.startsWith("from-") || rule.name === "no-unnamed-room")
      .map(({ from, to }) => `${from} → ${to}`),
  );
  expect(planted.length).toBeGreaterThan(300);
  expect(planted.map(({ from, to }) => `${from} → ${to}`).filter((look) => !refused.has(look))).toEqual([]);
});

it("names in the README the rooms that there are", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const section = /## The rooms\n+```\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const named = [...section.matchAll(/^src\/([\w.-]+)/gm)].map(([, room]) => room!);
  const folders = readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const inTheTree = [...named].filter((room) => !room.endsWith(".ts")).sort();
  expect(inTheTree).toEqual([...folders.filter((folder) => folder !== "tasks")].sort());
  expect(named.filter((room) => !(room in rooms))).toEqual([]);
  for (const { why } of Object.values(rooms)) expect(why).toMatch(/\w.*\.$/);
});
