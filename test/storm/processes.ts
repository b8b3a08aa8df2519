import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import type { run, systemIo } from "../../src/cli/main.ts";

/** The built program as a process that leads a group of its own. */
export interface Process {
  isGone(): boolean;
  /** Its exit code, or the name of the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** Its last words on stderr. */
  said(): string;
  /** SIGKILL to it and all that it started. */
  kill(): void;
}

export type Launch = (argv: string[], home: string) => Process;

/** How `binary` is started, with nothing of this process's own settings. */
export function launcher(binary: string, env: Record<string, string>): Launch {
  return (argv, home) => {
    const child = spawn(process.execPath, [binary, ...argv], {
      env: { PATH: process.env["PATH"], ...env, IMPORTER_HOME: home },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4_000)));
    const ended = new Promise<number | NodeJS.Signals>((resolve) =>
      child.once("close", (code, signal) => resolve(code ?? signal!)),
    );
    return {
      isGone: () => child.exitCode !== null || child.signalCode !== null,
      ended,
      said: () => said,
      kill: () => void process.kill(-child.pid!, "SIGKILL"),
    };
  };
}

/**
 * Runs commands of the built program one after the other, each to its end, in this process: a start costs more than most of them.
 * @throws Error naming the first that fails.
 */
export type Play = (commands: string[][], home: string) => Promise<void>;

export async function player(binary: string, env: Record<string, string>): Promise<Play> {
  const built = join(dirname(dirname(binary)), "dist", "main.js");
  const program = (await import(built)) as { run: typeof run; systemIo: typeof systemIo };
  const terminal = program.systemIo();
  return async (commands, home) => {
    for (const argv of commands) {
      let said = "";
      const stderr = { write: (text: string) => (said = (said + text).slice(-4_000)) };
      const exitCode = await program.run(argv, {
        ...terminal,
        env: { ...env, IMPORTER_HOME: home },
        stdout: { write: () => true },
        stderr,
        interactive: false,
        live: false,
        colour: false,
      });
      if (exitCode !== 0) throw new Error(`importer ${argv.join(" ")} ended with ${exitCode}: ${said}`);
    }
  };
}
