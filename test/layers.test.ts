import { spawnSync } from "node:child_process";
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./helpers/library.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function cruise(folder: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.cjs",
      "src",
    ],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
}

it("keeps every room within its layer", () => {
  const { status, output } = cruise(root);
  expect(output).toContain("no dependency violations found");
  expect(status).toBe(0);
});

it("would notice a room that looks upward", () => {
  const copy = temporaryFolder();
  for (const part of ["src", "package.json", "tsconfig.json", ".dependency-cruiser.cjs"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const upward = 'import { openLibrary } from "../db/open.ts";\nexport { openLibrary };\n';
  writeFileSync(join(copy, "src/matching/upward.ts"), upward);
  const { status, output } = cruise(copy);
  expect(output).toContain("matching-is-pure");
  expect(status).not.toBe(0);
});
