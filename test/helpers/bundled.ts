import { build } from "esbuild";
import { basename, join } from "node:path";
import { inject } from "vitest";
import { packageRoot } from "../../src/package-root.ts";

const bundles = new Map<string, Promise<string>>();

/**
 * A script of the tests as one file, for a process of its own: started from its sources it takes several times as long. It lies in the
 * folder of the built package, where its packages and our migrations are found.
 * @param path from the root of this package.
 */
export function bundled(path: string): Promise<string> {
  const known = bundles.get(path) ?? bundle(path);
  bundles.set(path, known);
  return known;
}

async function bundle(path: string): Promise<string> {
  const name = `${process.pid}-${basename(path, ".ts")}.mjs`;
  const outfile = join(inject("builtPackage"), "scripts", name);
  await build({
    entryPoints: [join(packageRoot(), path)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  return outfile;
}
