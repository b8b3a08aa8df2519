import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleTree } from "./bundle-tree.ts";
import type { Cost } from "./enrichment-bare-run.ts";
import { startService } from "./enrichment-stage.ts";
import { median, type Row } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tracks = 2000;
const concurrency = 20;
const rounds = 5;

/** An enrichment over a loop that only sends the same requests and reads the answers, with as many at once; in turn. */
export async function measureAgainstBare(): Promise<Row[]> {
  const rows: Row[] = [];
  const built = mkdtempSync(join(root, ".bench-"));
  try {
    const script = await bundleTree(root, join(built, "bench.js"), "enrichment-bare-run.ts");
    for (const [latencyMs, most] of [
      [5, 2],
      [50, 1.1],
    ] as const) {
      const measured = await measure(script, latencyMs);
      const ratio = (wallOf: (cost: Cost) => number): string =>
        `${median(measured.map(({ bare, ours }) => wallOf(ours) / wallOf(bare))).toFixed(2)}×`;
      const cpu = (which: "bare" | "ours"): string =>
        `${median(measured.map((round) => round[which].cpuMs)).toFixed(2)} ms`;
      rows.push({
        what: `${tracks.toLocaleString("en")} tracks, ${latencyMs} ms latency, concurrency ${concurrency}: wall time over a bare loop`,
        measured: ratio(({ wallMs }) => wallMs),
        goal: `at most ${most}×`,
        beside: `${ratio(({ wallMs, queuedMs }) => wallMs - queuedMs)} less the waits for a processor; ${cpu("ours")} and ${cpu("bare")} CPU a track`,
      });
    }
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
  return rows;
}

async function measure(script: string, latencyMs: number): Promise<{ bare: Cost; ours: Cost }[]> {
  const service = await startService(latencyMs);
  try {
    const args = [script, service.url, String(tracks), String(concurrency), String(rounds)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    return JSON.parse(stdout) as { bare: Cost; ours: Cost }[];
  } finally {
    service.close();
  }
}
