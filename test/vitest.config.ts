import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    pool: "forks", // better-sqlite3 is native, and some tests kill processes
    maxWorkers: 2,
    testTimeout: 240_000, // for what hangs: a busy machine is slow, and no test fails for that
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ["default"],
  },
});
