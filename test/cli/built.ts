import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import type { CliResult, Environment } from "../helpers/cli.ts";

/** The program of the package that was built for this run (`test/built-once.ts`). */
export function buildPackage(): string {
  return join(inject("builtPackage"), "bin", "importer.js");
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
