import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTree } from "./bundle-tree.ts";
import type { Row } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rounds = 5;

interface Cost {
  cpuMs: number;
  bytes: number;
}

/** What it costs that an import is noted so that it can be undone: of new albums, and of a refresh that changes every row. */
export async function run(): Promise<Row[]> {
  const built = mkdtempSync(join(root, ".bench-"));
  try {
    const script = await bundleTree(root, join(built, "bench.js"));
    const costOf = (noting: "noted" | "unnoted"): Cost & { refresh: Cost } =>
      JSON.parse(execFileSync(process.execPath, [script, "shared", "1000", noting]).toString()) as never;
    const measured = Array.from({ length: rounds }, () => ({
      without: costOf("unnoted"),
      noted: costOf("noted"),
    }));
    const [{ without, noted }] = measured as [(typeof measured)[0]];
    const more = (one: number, other: number): string => `${((one / other - 1) * 100).toFixed(1)} %`;
    /** The cheapest round of each: what others on the machine take away only ever adds. */
    const least = (of: (round: (typeof measured)[0]) => number): number => Math.min(...measured.map(of));
    const refreshBytes = noted.refresh.bytes - noted.bytes - (without.refresh.bytes - without.bytes);
    return [
      {
        what: "CPU of new albums, noted over not",
        measured: more(
          least((each) => each.noted.cpuMs),
          least((each) => each.without.cpuMs),
        ),
        goal: "at most 5 %",
      },
      {
        what: "bytes of new albums, noted over not",
        measured: more(noted.bytes, without.bytes),
        goal: "at most 5 %",
      },
      {
        what: "CPU of a refresh that changes all, noted over not",
        measured: more(
          least((each) => each.noted.refresh.cpuMs),
          least((each) => each.without.refresh.cpuMs),
        ),
        goal: "at most 20 %",
        beside: `its former values are ${more(without.refresh.bytes + refreshBytes, without.refresh.bytes)} of the library`,
      },
    ];
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}
