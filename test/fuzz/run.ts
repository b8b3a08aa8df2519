import { spawnSync } from "node:child_process";

/** `npm run fuzz -- --cases 100000 [--seed N]`: the standing fuzz test, with as many cases as one likes. */
const value = (name: string, usual: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const env = { ...process.env, FUZZ_CASES: value("--cases", "2000"), FUZZ_SEED: value("--seed", "1") };
const argv = ["vitest", "run", "--config", "test/vitest.config.ts", "test/fuzz"];
process.exitCode = spawnSync("npx", argv, { env, stdio: "inherit" }).status ?? 1;
