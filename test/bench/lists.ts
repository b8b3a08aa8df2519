import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTree } from "./bundle-tree.ts";
import type { Row } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const albums = 2_000;
const knownRows = 30_000;
const memorySizes = [1_000, 100_000];

interface Cost {
  seconds: number;
  cpuMs: number;
}

/** A list whose albums a source in the process tells at once; then a long one whose albums are all known; then what that one keeps in memory. */
export async function run(): Promise<Row[]> {
  const built = mkdtempSync(join(root, ".bench-"));
  try {
    const script = await bundleTree(root, join(built, "bench.js"), "lists-run.ts");
    const told = execFileSync(process.execPath, [script, String(albums), String(knownRows)], { cwd: root });
    const { fresh, known } = JSON.parse(told.toString()) as Record<"fresh" | "known", Cost>;
    const cpu = ({ cpuMs }: Cost): string =>
      `${cpuMs.toFixed(2)} ms CPU a row: ${Math.round(1000 / cpuMs)} a CPU-second`;
    return [
      {
        what: "rows a second of a list whose albums are new, the source in the process",
        measured: Math.round(1 / fresh.seconds).toString(),
        goal: "at least 1,000",
        beside: `${cpu(fresh)}; 1.5 releases each, reading, artists and commits included`,
      },
      {
        what: "rows a second of a list whose albums are all known",
        measured: Math.round(1 / known.seconds).toString(),
        goal: "at least 5,000",
        beside: `${cpu(known)}; reading included`,
      },
      measureMemory(),
    ];
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

function measureMemory(): Row {
  const script = fileURLToPath(new URL("lists-memory.ts", import.meta.url));
  const [few, many] = memorySizes.map((rows) => {
    const told = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", script, String(rows)]);
    return JSON.parse(told.toString()) as { live: number; rss: number };
  });
  return {
    what: "a list of 100,000 known rows: peak of live memory over that of 1,000",
    measured: `${(many!.live / few!.live).toFixed(2)}×`,
    goal: "flat",
    beside: `${Math.round(many!.live / 1024 ** 2)} MB; with garbage ${Math.round(many!.rss / 1024 ** 2)} MB`,
  };
}
