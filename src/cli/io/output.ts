import { Chalk, type ChalkInstance } from "chalk";
import type { Io } from "./io.ts";
import { writeAbove } from "./live-line.ts";
import { sameCommand, type NamedBy } from "./typed-again.ts";
import { toJson } from "../layout/json.ts";
import { wrapLines } from "../layout/wrap.ts";

/** Where a command's words go: results on stdout, all else on stderr. */
export interface Output {
  colour: ChalkInstance;
  columns: number;
  /** A result for people. Silent under --json. */
  line(text?: string): void;
  /** A result for people that is laid out for the screen: its lines stay as they are. */
  page(text: string): void;
  /** The one document of --json. */
  document(value: unknown): void;
  /** The same of a list, row by row: it may be longer than memory. */
  list(rows: Iterable<unknown>): Promise<void>;
  /** A remark beside the result. */
  remark(text: string): void;
  /** What was typed, with another item in the place of the one that was named. */
  again(named: NamedBy, instead: string): string;
}

export function createOutput(io: Io, options: { json?: boolean | undefined }): Output {
  return {
    colour: new Chalk({ level: io.colour && !options.json ? 1 : 0 }),
    columns: io.columns,
    line: (text = "") => {
      if (!options.json) print(io, text.replace(/\n$/, ""));
    },
    page: (text) => {
      if (!options.json) io.stdout.write(`${text}\n`);
    },
    document: (value) => {
      if (options.json) io.stdout.write(`${toJson(value, 2, isoTimes)}\n`);
    },
    list: async (rows) => {
      if (options.json) await writePieces(io, piecesOf(rows));
    },
    remark: (text) => tell(io, text),
    again: (named, instead) => sameCommand(io.typed, named, instead),
  };
}

/** Back-pressure: writes as fast as stdout takes it, so that little of it waits in memory. */
export async function writePieces({ stdout }: Pick<Io, "stdout">, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (stdout.write(piece) === false && stdout.once)
      await new Promise<void>((go) => stdout.once!("drain", go));
  }
}

/** A line for people on stdout; what is longer than the screen is wrapped. */
export function print(io: Pick<Io, "stdout" | "wrapAt">, text: string): void {
  io.stdout.write(`${wrapLines(text, io.wrapAt?.stdout)}\n`);
}

/** The same on stderr; above the bar, while there is one. */
export function tell(io: Pick<Io, "stderr" | "wrapAt">, text: string): void {
  writeAbove(io.stderr, `${wrapLines(text, io.wrapAt?.stderr)}\n`);
}

/** What `toJson` makes of a list with an indent of 2, in pieces. */
function* piecesOf(rows: Iterable<unknown>): Generator<string> {
  let piece = "[";
  let between = "\n";
  for (const row of rows) {
    piece += between + toJson(row, 2, isoTimes).replace(/^/gm, "  ");
    between = ",\n";
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}${between === "\n" ? "" : "\n"}]\n`;
}

/** Replacer: times are ms UTC in the library, and ISO 8601 in every document. */
const isoTimes = (key: string, value: unknown): unknown =>
  typeof value === "number" && /At$|^until$/.test(key) ? new Date(value).toISOString() : value;

const pieceLength = 65_536;
