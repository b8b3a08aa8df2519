import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import type { CliResult, Environment } from "../helpers/cli.ts";

/**
 * The package, built into a folder of its own by its own build script (a quarter of a second): what is tested is
 * what the source says now, whatever `dist` holds, and nobody's `dist` is touched.
 */
export function buildPackage(): string {
  const root = packageRoot();
  const folder = mkdtempSync(join(tmpdir(), "importer-built-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { build: string };
  };
  const esbuild = manifest.scripts.build.split(" && ").find((part) => part.startsWith("esbuild "));
  if (!esbuild?.includes("--outdir=dist ")) throw new Error("the build script is no longer what it was");
  const [, ...args] = esbuild.replace("--outdir=dist ", `--outdir=${join(folder, "dist")} `).split(" ");
  args.push(`--metafile=${join(folder, "meta.json")}`); // says which chunk holds what
  execFileSync(join(root, "node_modules", ".bin", "esbuild"), args, { cwd: root, stdio: "pipe" });
  mkdirSync(join(folder, "bin"));
  for (const part of ["bin", "drizzle", "package.json"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, "bin", "importer.js");
}

export type Ended = CliResult & { signal: NodeJS.Signals | null; tookMs: number };

export interface Running {
  pid: number;
  written: { stdout: string; stderr: string };
  kill(signal: NodeJS.Signals): void;
  /** As `| head` does. */
  closeStdout(): void;
  ended: Promise<Ended>;
}

export interface HowToStart {
  /** Words before the program's own, for instance `unshare` and its flags. */
  through?: string[];
  /** An open file instead of a pipe. */
  stdout?: number;
}

/** The built program as a process of its own, without a terminal. It does not outlive the test. */
export function start(
  binary: string,
  argv: string[],
  env: Environment,
  { through = [], stdout = undefined }: HowToStart = {},
): Running {
  const path = process.env["PATH"];
  const [command, ...words] = [...through, process.execPath, binary, ...argv];
  const child = spawn(command!, words, {
    env: { ...(path && { PATH: path }), ...env },
    stdio: ["ignore", stdout ?? "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const written = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (written.stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (written.stderr += text));
  return {
    pid: child.pid!,
    written,
    kill: (signal) => void child.kill(signal),
    closeStdout: () => void child.stdout?.destroy(),
    ended: endOf(child, written),
  };
}

async function endOf(child: ChildProcess, written: Running["written"]): Promise<Ended> {
  const startedAt = performance.now();
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (...how) => resolve(how));
  });
  return { exitCode: code ?? -1, signal, tookMs: performance.now() - startedAt, ...written };
}
