import { Readable } from "node:stream";
import { run, type Io } from "../../src/cli/main.ts";

export interface CliResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  env?: Record<string, string | undefined>;
  /** What the person types; given, there is a terminal. */
  types?: string;
  columns?: number;
  /** Called with a function that is Ctrl-C, before the run starts. */
  onStart?: (interrupt: () => void) => void;
}

/** The program through its real entry, with streams of the test's own. */
export async function importer(argv: string[], options: CliOptions = {}): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const stops = new Set<() => void>();
  const sink = (name: keyof typeof written) => ({
    write: (text: string): void => void (written[name] += text),
  });
  const io: Io = {
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    stdin: Readable.from([options.types ?? ""]),
    env: options.env ?? {},
    interactive: options.types !== undefined,
    live: options.types !== undefined,
    colour: false,
    columns: options.columns ?? 160,
    onStop: (stop) => {
      stops.add(stop);
      return () => stops.delete(stop);
    },
  };
  options.onStart?.(() => stops.forEach((stop) => stop()));
  const exitCode = await run(argv, io);
  return { exitCode, ...written };
}
