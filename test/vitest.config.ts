import { existsSync, statfsSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Temporary folders lie in memory where there is room for them: a commit takes 10 µs there, and some ms on a disk, and the tests
 * make thousands. Whether what is saved survives a power cut is tried from the writes themselves (test/db/power-cut.test.ts).
 */
function folderForTests(): string {
  const memory = "/dev/shm";
  if (process.env["TMPDIR"] || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= 2 * 1024 ** 3 ? memory : tmpdir();
}

/**
 * Tests that touch what is the whole process's: its signals, its clock, its environment, the list of all statements. Each of
 * these files has a process of its own. All others run one after the other in as many as there are workers, which load the
 * program once: to load it anew for each file costs as much as a quarter of all tests.
 */
const apart = [
  "test/*.test.ts",
  "test/jobs/{busy,identity}.test.ts",
  "test/cli/{signals,commands/demo}.test.ts",
];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: apart,
          isolate: false,
          globalSetup: "test/built-once.ts",
        },
      },
      { extends: true, test: { name: "apart", include: apart } },
    ],
    env: { TMPDIR: folderForTests() },
    pool: "forks", // better-sqlite3 is native, and some tests kill processes
    // Each waits for three fifths of its time, for a process, a time-out or a back-off: of two cores, three workers used 59 %.
    maxWorkers: Math.min(2 * availableParallelism() + 1, 7),
    testTimeout: 240_000, // for what hangs: a busy machine is slow, and no test fails for that
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ["default"],
  },
});
