import type { Readable } from "node:stream";

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
  /** Calls `stop` at the first Ctrl-C or SIGTERM; the second one ends the process at once. */
  onStop(stop: () => void): () => void;
}

export function systemIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  // `importer list albums | head` closes the pipe early: that is no fault.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    ...{ stdin, stdout, stderr, env },
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    live: Boolean(stderr.isTTY),
    colour: Boolean(stdout.isTTY) && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    columns: stdout.columns || 100,
    onStop: listenForSignals,
  };
}

function listenForSignals(stop: () => void): () => void {
  let stopping = false;
  const listener = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    stop();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => signals.forEach((signal) => process.off(signal, listener));
}
