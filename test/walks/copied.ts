import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { buildFrom } from "./watched.ts";

/** A copy of the program's source, to which a how-to is done. */
export interface Copied {
  /** Below the copied `src`. */
  put(file: string, text: string): void;
  /** What stands there, which must be there once, by what takes its place. */
  change(file: string, from: string, to: string): void;
  /** A line before the one that stands there. */
  addLine(file: string, before: string, line: string): void;
  /** The program's own folder, of which nothing is left after the tests of the file. */
  home: string;
  /** @returns the path of what starts the copy. */
  build(): Promise<string>;
}

export function copySource(): Copied {
  const root = packageRoot();
  const folder = mkdtempSync(join(tmpdir(), "importer-how-to-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, "copy");
  cpSync(join(root, "src"), join(copy, "src"), { recursive: true });
  for (const part of ["package.json", "node_modules"]) symlinkSync(join(root, part), join(copy, part));
  const put = (file: string, text: string): void => {
    const path = join(copy, "src", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const change = (file: string, from: string, to: string): void => {
    const parts = readFileSync(join(copy, "src", file), "utf8").split(from);
    expect(parts, `${from} in ${file}`).toHaveLength(2);
    put(file, parts.join(to));
  };
  return {
    home: join(folder, "home"),
    put,
    change,
    addLine: (file, before, line) => change(file, before, `${line}\n${before}`),
    async build() {
      const binary = await buildFrom(join(copy, "src"), (text) => text);
      const help = join("src", "cli", "help");
      cpSync(join(copy, help), join(dirname(dirname(binary)), help), { recursive: true });
      return binary;
    },
  };
}
