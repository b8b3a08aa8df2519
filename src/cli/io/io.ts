import { writeSync } from "node:fs";
import type { Readable } from "node:stream";
import { exitCodes, reasonOf } from "../../errors.ts";
import type { BarSource } from "./bars.ts";
import { screenOf, type Screen } from "./screen.ts";
import {
  ignoreHangUp,
  isHangUpIgnored,
  leaveAll,
  listenForQuiet,
  listenForStop,
  stopForSilence,
} from "./signals.ts";

/** The ending of a run, set by the command that ran. */
export interface CommandEnding {
  exitCode: number;
  /** What a run of many came to that did not go well as a whole: for the history, where the exit code alone would tell of none. */
  came?: string;
}

/** What was typed, and how the run ends. */
export interface Typed {
  /** As it may be kept. */
  words: string;
  /** Word by word, without secrets. */
  argv: readonly string[];
  ending: CommandEnding;
}

/** Everything a run touches outside its arguments, so that a test can be the terminal. */
export interface Io extends Screen {
  /** `write` answers false when what was written waits in memory; `drain` says when it no longer does. */
  stdout: { write(text: string): unknown; once?(event: "drain", listener: () => void): unknown };
  stderr: { write(text: string): unknown };
  stdin: Readable;
  env: Record<string, string | undefined>;
  /** Set by the run itself. */
  typed?: Typed;
  /** Bars are pieces of one, of a run of several parts. */
  bars?: BarSource;
  /** A person can read questions on stderr and answer on stdin. */
  interactive: boolean;
  /**
   * Calls `stop` at the first Ctrl-C, SIGTERM, SIGHUP or SIGQUIT. The second one ends the process at once, and so does
   * an output that can't be written: `leave` may tidy up before that, as far as it need not wait.
   */
  onStop(stop: () => void, leave?: () => void): () => void;
  /** SIGHUP is no stop from now on (`--ignore-hup`). */
  ignoreHangUp(): void;
  /** Called with true at SIGTSTP (Ctrl-Z), with false at SIGCONT. */
  onQuiet(listener: (isQuiet: boolean) => void): () => void;
}

/** The same, but that nothing reaches stdout: what a part would say there is in the document of the whole. */
export const quiet = (io: Io): Io => ({ ...io, stdout: { write: () => true } });

export function systemIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on("error", whenUnwritable);
  return {
    stdin,
    stdout,
    stderr,
    env,
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    ...screenOf(env, { stdout, stderr }),
    onStop: listenForStop,
    ignoreHangUp,
    onQuiet: listenForQuiet,
  };
}

/** `importer list albums | head` closes the pipe early: that is no fault. A full disk under a log is one. */
function whenUnwritable(error: NodeJS.ErrnoException): void {
  const { code = "" } = error;
  if (code === "EIO" && isHangUpIgnored()) return; // the terminal is gone, and that was foreseen
  if (code === "EPIPE" || code === "EIO") {
    if (!stopForSilence()) process.exit(exitCodes.done);
    return;
  }
  leaveAll();
  try {
    writeSync(2, `importer: what it says can't be written: ${reasonOf(error)}\n`);
  } catch {
    // nor can this
  }
  process.exit(exitCodes.failed);
}
