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
      if (options.json) io.stdout.write(`${toJson(value, 2)}\n`);
    },
    remark: (text) => io.stderr.write(`${text}\n`),
  };
}

/** JSON that a terminal shows as it is: what JSON itself leaves bare, and a terminal may obey, is escaped. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
