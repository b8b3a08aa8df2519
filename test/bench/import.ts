import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTree } from "./bundle-tree.ts";
import { median, type Row } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The last commit in which each row's SQL was built anew. */
const before = "48dff96";
const rounds = 3;

interface Cost {
  cpuMs: number;
  commits: number;
  prepared: number;
}

/** What an album with two releases costs when its sources answer at once: before the one door for writing, and now. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const old = join(folder, "old");
  git("worktree", "add", "--quiet", "--detach", old, before);
  const built = mkdtempSync(join(root, ".bench-"));
  try {
    symlinkSync(join(root, "node_modules"), join(old, "node_modules"));
    const [then, now] = [
      await bundleTree(old, join(old, "bench.js")),
      await bundleTree(root, join(built, "bench.js")),
    ];
    const measured = Array.from({ length: rounds }, () => ({
      old: costOf(then, "one"),
      now: costOf(now, "one"),
      oldShared: costOf(then, "shared"),
      shared: costOf(now, "shared"),
    }));
    const of = (which: keyof (typeof measured)[0], what: keyof Cost): number =>
      median(measured.map((round) => round[which][what]));
    const ms = (value: number): string => `${value.toFixed(2)} ms`;
    return [
      {
        what: "CPU an album with two releases, one commit each, before over now",
        measured: `${median(measured.map(({ old: was, now }) => was.cpuMs / now.cpuMs)).toFixed(1)}×`,
        goal: "at least 5×",
        beside: `${ms(of("old", "cpuMs"))} and ${ms(of("now", "cpuMs"))}`,
      },
      {
        what: "CPU an album, 50 imports at a time that share commits",
        measured: ms(of("shared", "cpuMs")),
        goal: "at most 1.0 ms",
        beside: `${ms(of("oldShared", "cpuMs"))} before`,
      },
      {
        what: "statements prepared an album, after the first ones",
        measured: of("now", "prepared").toFixed(3),
        goal: "0",
        beside: `${of("old", "prepared").toFixed(1)} before`,
      },
      {
        what: "commits an album, one each and shared",
        measured: `${of("now", "commits").toFixed(2)} and ${of("shared", "commits").toFixed(2)}`,
        goal: "as before, or fewer",
        beside: `${of("old", "commits").toFixed(2)} and ${of("oldShared", "commits").toFixed(2)} before`,
      },
    ];
  } finally {
    git("worktree", "remove", "--force", old);
    for (const each of [folder, built]) rmSync(each, { recursive: true, force: true });
  }
}

function costOf(script: string, mode: "one" | "shared"): Cost {
  const told = execFileSync(process.execPath, [script, mode, "2000"], { cwd: root });
  return JSON.parse(told.toString()) as Cost;
}

function git(...args: string[]): void {
  execFileSync("git", args, { cwd: root });
}
