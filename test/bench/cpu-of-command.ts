import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** What a whole process cost, its threads and those it started with it, in ms: of processors, and by the clock. */
export interface CommandCost {
  cpuMs: number;
  wallMs: number;
}

/** Runs a command to its end, without its words. A stand-in in this process can answer it meanwhile. @throws when it fails */
export async function costOfCommand(env: Record<string, string>, ...command: string[]): Promise<CommandCost> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const times = join(folder, "times");
  const script = 'TIMEFORMAT="%U %S %R"; { time "$@" >/dev/null 2>&1; } 2>"$0"';
  try {
    await promisify(execFile)("bash", ["-c", script, times, ...command], { env: { ...process.env, ...env } });
    const [user, system, real] = readFileSync(times, "utf8").trim().split(" ").map(Number);
    return { cpuMs: (user! + system!) * 1000, wallMs: real! * 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
