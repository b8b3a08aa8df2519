import { writeSync } from "node:fs";
import type { Readable } from "node:stream";
import { exitCodes } from "../errors.ts";

/** Everything a run touches outside its arguments, so that a test can be the terminal. */
export interface Io {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  stdin: Readable;
  env: Record<string, string | undefined>;
  /** A person can read questions on stderr and answer on stdin. */
  interactive: boolean;
  /** stderr is a terminal: what is under way may be shown. */
  live: boolean;
  /** Colours on stdout. */
  colour: boolean;
  columns: number;
  /**
   * Calls `stop` at the first Ctrl-C or SIGTERM. The second one ends the process at once: `leave` may tidy up before
   * that, as far as it need not wait.
   */
  onStop(stop: () => void, leave?: () => void): () => void;
}

export function systemIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return hangUp();
      writeSync(2, `importer: what it says can't be written (${error.code ?? error.message})\n`);
      process.exit(exitCodes.failed);
    });
  }
  return {
    ...{ stdin, stdout, stderr, env },
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    live: Boolean(stderr.isTTY),
    colour: Boolean(stdout.isTTY) && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    columns: stdout.columns || 100,
    onStop: listenForSignals,
  };
}

/** Whoever works, and can stop in an orderly way. */
const working = new Set<() => void>();

let isHungUp = false;

/** `importer list albums | head` closes the pipe early: that is no fault. What works is stopped as by Ctrl-C. */
function hangUp(): void {
  if (isHungUp) return;
  isHungUp = true;
  if (working.size === 0) process.exit(exitCodes.done);
  for (const stop of working) stop();
}

const leaving = new Set<() => void>();

function listenForSignals(stop: () => void, leave?: () => void): () => void {
  let stopping = false;
  const listener = (): void => {
    if (stopping) {
      for (const each of leaving) each();
      process.exit(exitCodes.interrupted);
    }
    stopping = true;
    stop();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listener);
  working.add(stop);
  if (leave) leaving.add(leave);
  return () => {
    working.delete(stop);
    if (leave) leaving.delete(leave);
    signals.forEach((signal) => process.off(signal, listener));
  };
}
