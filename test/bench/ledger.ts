import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTree } from "./bundle-tree.ts";
import { median, type Row } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Batches of several commits each, so that where one begins weighs little; on a quiet machine. */
const [albumsABatch, pairs] = [200, Number(process.env["BENCH_PAIRS"] ?? 60)];

interface Cpu {
  user: number;
  all: number;
}
type Pair = Record<"noted" | "unnoted", Cpu>;

interface Size {
  bytes: number;
}

/** What it costs that an import is noted so that it can be undone: of new albums, and of a refresh that changes every row. */
export async function run(): Promise<Row[]> {
  const built = mkdtempSync(join(root, ".bench-"));
  try {
    const paired = await bundleTree(root, join(built, "paired.js"), "ledger-run.ts");
    const words = ["--expose-gc", paired, ...[albumsABatch, pairs, Math.ceil(pairs / 5)].map(String)];
    const cpu = JSON.parse(execFileSync(process.execPath, words).toString()) as Record<string, Pair[]>;
    const script = await bundleTree(root, join(built, "bench.js"));
    const sizeOf = (noting: "noted" | "unnoted"): Size & { refresh: Size } =>
      JSON.parse(execFileSync(process.execPath, [script, "shared", "1000", noting]).toString()) as never;
    const [without, noted] = [sizeOf("unnoted"), sizeOf("noted")];
    const refreshBytes = noted.refresh.bytes - noted.bytes - (without.refresh.bytes - without.bytes);
    return [
      { what: "CPU of new albums, noted over not", goal: "at most 5 %", ...compared(cpu["created"]!) },
      {
        what: "bytes of new albums, noted over not",
        measured: percent(noted.bytes / without.bytes),
        goal: "at most 5 %",
      },
      {
        what: "CPU of a refresh that changes all, noted over not",
        goal: "at most 20 %",
        ...compared(cpu["refreshed"]!),
      },
      {
        what: "bytes of its former values, over the library",
        measured: percent(1 + refreshBytes / without.refresh.bytes),
        goal: "told",
      },
    ];
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;

/** The median of the ratios within pairs, and the interval that has the true one 19 times in 20 (by order, whatever the distribution). */
function compared(measured: Pair[]): Pick<Row, "measured" | "beside"> {
  const ratiosOf = (kind: keyof Cpu): number[] =>
    measured.map(({ noted, unnoted }) => noted[kind] / unnoted[kind]).sort((a, b) => a - b);
  const user = ratiosOf("user");
  const reach = 0.98 * Math.sqrt(user.length);
  const [low, high] = [-1, 1].map((side) => user[Math.round((user.length - 1) / 2 + side * reach)]!);
  const ms = (side: keyof Pair): string =>
    `${(median(measured.map((pair) => pair[side].user)) / albumsABatch).toFixed(2)} ms`;
  const beside = `${percent(low!)} to ${percent(high!)}; ${ms("noted")} and ${ms("unnoted")} an album; with the system's ${percent(median(ratiosOf("all")))}`;
  return { measured: percent(median(user)), beside };
}
