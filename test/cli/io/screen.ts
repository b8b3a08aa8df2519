import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import type { Io } from "../../../src/cli/io/io.ts";

/** A terminal so far as a bar needs one: what a person sees after all that was written to it. */
export interface Screen {
  io: Io;
  /** Its rows, without empty ones at the end. */
  rows(): string[];
  /** Which private modes are off that should be on again at the end: `?7` is wrapping, `?25` the cursor. */
  offModes(): string[];
  /** As windows do that break lines anew: a row that is too long goes on in the next. */
  resize(columns: number): void;
}

const sequence = /\u001b(?:\[(\?)?(\d*)([A-Za-z])|([78]))|\r|\n|[^\u001b\r\n]/gu;

export function createScreen(columns: number): Screen {
  let lines = [""];
  let [row, column] = [0, 0];
  let saved: [number, number] = [0, 0];
  const off = new Set<string>();
  const cut = (from: number): void => void (lines[row] = lines[row]!.slice(0, from));
  const commands: Record<string, (argument: string) => void> = {
    G: (argument) => (column = Number(argument || 1) - 1),
    K: (argument) => cut(argument === "2" ? 0 : column),
    J: () => {
      cut(column);
      lines = lines.slice(0, row + 1);
    },
    "?l": (mode) => off.add(`?${mode}`),
    "?h": (mode) => off.delete(`?${mode}`),
    "\r": () => (column = 0),
    "\n": () => {
      [row, column] = [row + 1, 0];
      lines[row] ??= "";
    },
    "7": () => (saved = [row, column]),
    "8": () => ([row, column] = saved),
  };
  const put = (character: string): void => {
    const line = lines[row]!.padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column = Math.min(column + 1, stream.columns - 1);
  };
  const write = (text: string): boolean => {
    for (const [whole, isPrivate = "", argument = "", letter, bare] of text.matchAll(sequence)) {
      const name = letter === undefined ? (bare ?? whole) : isPrivate + letter;
      const isText = letter === undefined && bare === undefined && !"\r\n".includes(whole);
      if (isText) put(whole);
      else if (commands[name]) commands[name](argument);
      else throw new Error(`this screen does not know ${JSON.stringify(whole)}`);
    }
    return true;
  };
  const stream = Object.assign(new EventEmitter(), { isTTY: true, columns, write });
  return {
    io: {
      stdout: { write: () => true },
      stderr: stream,
      stdin: Readable.from([]),
      env: {},
      interactive: false,
      live: true,
      colour: false,
      columns,
      onStop: () => () => undefined,
      ignoreHangUp: () => undefined,
      onQuiet: () => () => undefined,
    },
    rows: () => lines.join("\n").trimEnd().split("\n"),
    offModes: () => [...off],
    resize(width) {
      const broken = lines.map((line) => line.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""]);
      row = broken.slice(0, row).flat().length + Math.floor(column / width);
      column %= width;
      lines = broken.flat();
      stream.columns = width;
      stream.emit("resize");
    },
  };
}
