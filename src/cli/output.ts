import { Chalk, type ChalkInstance } from "chalk";
import type { Io } from "./io.ts";

/** Where a command's words go: results on stdout, all else on stderr. */
export interface Output {
  colour: ChalkInstance;
  columns: number;
  /** A result for people. Silent under --json. */
  line(text?: string): void;
  /** The one document of --json. */
  document(value: unknown): void;
  /** A remark beside the result. */
  remark(text: string): void;
}

export function createOutput(io: Io, options: { json?: boolean | undefined }): Output {
  return {
    colour: new Chalk({ level: io.colour && !options.json ? 1 : 0 }),
    columns: io.columns,
    line: (text = "") => {
      if (!options.json) io.stdout.write(`${text.replace(/\n$/, "")}\n`);
    },
    document: (value) => {
      if (options.json) io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    remark: (text) => io.stderr.write(`${text}\n`),
  };
}
