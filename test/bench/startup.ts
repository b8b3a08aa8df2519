import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, type Row } from "./table.ts";

const program = fileURLToPath(new URL("../../bin/importer.js", import.meta.url));

/** Whole processes, in turn, so that a machine that slows down slows all alike. */
export function run(rounds = 21): Row[] {
  const home = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const env = { ...process.env, IMPORTER_HOME: home };
  const commands = {
    "node -e 0": ["-e", "0"],
    "importer --version": [program, "--version"],
    "importer list albums --json": [program, "list", "albums", "--json"],
  };
  const times: Record<string, number[]> = {};
  try {
    for (const args of Object.values(commands)) spawnSync(process.execPath, args, { env });
    for (let round = 0; round < rounds; round++) {
      for (const [name, args] of Object.entries(commands)) {
        const startedAt = performance.now();
        const { status } = spawnSync(process.execPath, args, { env });
        if (status !== 0) throw new Error(`${name} ended with ${status}`);
        (times[name] ??= []).push(performance.now() - startedAt);
      }
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const bare = times["node -e 0"]!;
  return Object.entries(times)
    .slice(1)
    .map(([name, ms]) => ({
      what: `${name}, over node -e 0`,
      measured: `${median(ms.map((each, round) => each / bare[round]!)).toFixed(2)}×`,
      goal: "under 2×",
      beside: `${median(ms).toFixed(0)} ms and ${median(bare).toFixed(0)} ms`,
    }));
}
