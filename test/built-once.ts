import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packageRoot } from "../src/package-root.ts";
import { bundleInto } from "./package/build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built package; `buildPackage` (`test/cli/built.ts`) hands out its program. */
    builtPackage: string;
  }
}

/**
 * Global set-up. Builds the package as its own build script does (a second of two cores) into a folder of its own, once for all tests of
 * a run: what is tested is what the source says now, whatever `dist` holds, and nobody's `dist` is touched.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const base = project.config.env["TMPDIR"] as string | undefined;
  const folder = mkdtempSync(join(base ?? tmpdir(), "importer-built-"));
  await build(folder);
  for (const part of ["bin", "drizzle", "package.json"]) {
    cpSync(join(packageRoot(), part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(packageRoot(), "node_modules"), join(folder, "node_modules"));
  project.provide("builtPackage", folder);
  project.onTestsRerun(() => build(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

async function build(folder: string): Promise<void> {
  const chunks = await bundleInto(join(folder, "dist"));
  writeFileSync(join(folder, "chunks.json"), JSON.stringify(chunks)); // which holds what
}
