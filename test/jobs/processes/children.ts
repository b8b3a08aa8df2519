import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { expect, onTestFinished } from "vitest";
import { bundled } from "../../helpers/bundled.ts";
import { until } from "../../helpers/jobs.ts";

/** A real process that runs one of `test/fixtures/jobs`. */
export interface Child {
  readonly pid: number;
  /** What it has written to stdout after `ready`. */
  output(): string;
  tell(line: string): void;
  /** Nothing more will be told. */
  hangUp(): void;
  signal(name: NodeJS.Signals): void;
  /** kill -9, and no more. */
  kill(): Promise<void>;
  /** Asks it to stop, and expects that it does so in order and never had anything to complain of. */
  stop(): Promise<void>;
  ended: Promise<{ code: number | null; stderr: string }>;
}

const startsWithinMs = 60_000;
const ready = "ready\n";

/** When each killed process was sent its signal, on the clock of `test_runs`. */
export const killedAt = new Map<number, number>();

/** Milliseconds of the clock that all processes of a machine share. */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Starts a fixture, and resolves once it is ready. It is gone when the test ends. */
export async function startChild(fixture: "worker" | "writer", ...args: string[]): Promise<Child> {
  const process_ = spawn(process.execPath, [await bundled(`test/fixtures/jobs/${fixture}.ts`), ...args]);
  const written = collect(process_);
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    process_.once("close", (code) => resolve({ code, stderr: written.stderr }));
  });
  onTestFinished(async () => {
    process_.kill("SIGKILL"); // reaches a stopped process too
    await ended;
  });
  const isGone = (): boolean => process_.exitCode !== null || process_.signalCode !== null;
  await until(() => written.stdout.includes(ready) || isGone(), startsWithinMs);
  if (!written.stdout.includes(ready)) throw new Error(`the ${fixture} did not start: ${written.stderr}`);
  return childOf(process_, written, ended);
}

interface Written {
  stdout: string;
  stderr: string;
}

function collect(process_: ChildProcessWithoutNullStreams): Written {
  const written = { stdout: "", stderr: "" };
  process_.stdout.on("data", (chunk) => (written.stdout += String(chunk)));
  process_.stderr.on("data", (chunk) => (written.stderr += String(chunk)));
  process_.stdin.on("error", () => {}); // it may be gone before it was told
  return written;
}

function childOf(process_: ChildProcessWithoutNullStreams, written: Written, ended: Child["ended"]): Child {
  const pid = process_.pid!;
  const output = (): string => written.stdout.slice(written.stdout.indexOf(ready) + ready.length);
  return {
    pid,
    output,
    tell: (line) => void process_.stdin.write(`${line}\n`),
    hangUp: () => void process_.stdin.end(),
    signal: (name) => void process_.kill(name),
    async kill() {
      killedAt.set(pid, clockMs());
      process_.kill("SIGKILL");
      await ended;
    },
    async stop() {
      process_.kill("SIGTERM");
      expect({ ...(await ended), output: output() }).toEqual({ code: 0, stderr: "", output: "" });
    },
    ended,
  };
}
