import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packageRoot } from "../src/package-root.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built package; `buildPackage` (`test/cli/built.ts`) hands out its program. */
    builtPackage: string;
  }
}

/**
 * Global set-up. Builds the package by its own build script (a second of two cores) into a folder of its own, once for all tests of
 * a run: what is tested is what the source says now, whatever `dist` holds, and nobody's `dist` is touched.
 */
export default function setup(project: TestProject): () => void {
  const base = project.config.env["TMPDIR"] as string | undefined;
  const folder = mkdtempSync(join(base ?? tmpdir(), "importer-built-"));
  build(folder);
  for (const part of ["bin", "drizzle", "package.json"]) {
    cpSync(join(packageRoot(), part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
  project.provide("builtPackage", folder);
  project.onTestsRerun(() => build(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

function build(folder: string): void {
  const root = packageRoot();
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { build: string };
  };
  const esbuild = manifest.scripts.build.split(" && ").find((part) => part.startsWith("esbuild "));
  if (!esbuild?.includes("--outdir=dist ")) throw new Error("the build script is no longer what it was");
  const [, ...args] = esbuild.replace("--outdir=dist ", `--outdir=${join(folder, "dist")} `).split(" ");
  args.push(`--metafile=${join(folder, "meta.json")}`); // says which chunk holds what
  execFileSync(join(root, "node_modules", ".bin", "esbuild"), args, { cwd: root, stdio: "pipe" });
}
