/**
 * Writes `types/`: the declarations that the package's public face (`src/index.ts`) leads to, and no others.
 * Called when the package is packed; needs no build.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const all = mkdtempSync(join(tmpdir(), "importer-types-"));
try {
  const tsc = resolve("node_modules", "typescript", "bin", "tsc");
  execFileSync(
    process.execPath,
    [tsc, "--project", join("test", "package", "tsconfig.types.json"), "--outDir", all],
    {
      stdio: "inherit",
    },
  );
  rmSync("types", { recursive: true, force: true });
  copy("index.d.ts", new Set());
} finally {
  rmSync(all, { recursive: true, force: true });
}

/** A declaration file, and those that it imports. */
function copy(path, seen) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = readFileSync(join(all, path), "utf8");
  mkdirSync(dirname(join("types", path)), { recursive: true });
  writeFileSync(join("types", path), text.replace(/(["'])(\.[^"']*)\.ts\1/g, "$1$2.js$1"));
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]*)\.ts"/g)) {
    copy(join(dirname(path), `${specifier}.d.ts`), seen);
  }
}
