import { StringDecoder } from "node:string_decoder";
import type { Io } from "../../io/io.ts";

export interface Keys {
  /** One key, in lower case; "" for Enter. Undefined when the input has ended. */
  key(prompt: string): Promise<string | undefined>;
  /** A whole line, trimmed. */
  line(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** A terminal's input can be had key by key; any other's line by line, of which the first letter counts. */
interface RawInput {
  isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

export function createKeys(io: Io, signal: AbortSignal): Keys {
  const raw = io.stdin as RawInput;
  const isRaw = raw.isTTY === true && raw.setRawMode !== undefined;
  const input = createInput(io, signal);
  return {
    async key(prompt) {
      io.stderr.write(`${prompt}: `);
      if (!isRaw) return (await input.until(readLine))?.slice(0, 1).toLowerCase();
      raw.setRawMode!(true);
      try {
        const key = await input.until(readKey);
        io.stderr.write("\n");
        return key;
      } finally {
        raw.setRawMode!(false);
      }
    },
    line(prompt) {
      io.stderr.write(prompt);
      return input.until(readLine);
    },
    close: input.close,
  };
}

/** Takes its part off the front of what was typed; undefined while that is not there. */
type Reader = (typed: string, isEnded: boolean) => { found: string; rest: string } | undefined;

interface Input {
  until(read: Reader): Promise<string | undefined>;
  close(): void;
}

function createInput({ stdin }: Io, signal: AbortSignal): Input {
  const decoder = new StringDecoder("utf8");
  let typed = "";
  let isEnded = false;
  let wake = (): void => {};
  const take = (chunk: Buffer | string): void => {
    typed += typeof chunk === "string" ? chunk : decoder.write(chunk);
    wake();
  };
  const end = (): void => {
    isEnded = true;
    wake();
  };
  stdin.on("data", take).on("end", end);
  signal.addEventListener("abort", end);
  return {
    async until(read) {
      for (;;) {
        signal.throwIfAborted();
        const part = read(typed, isEnded);
        if (part) typed = part.rest;
        if (part || isEnded) return part?.found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close() {
      stdin.off("data", take).off("end", end);
      signal.removeEventListener("abort", end);
      stdin.pause();
    },
  };
}

/** Up to the end of a line. */
const readLine: Reader = (typed, isEnded) => {
  const [line, text = ""] = /^([^\r\n]*)(?:\r\n|\r|\n)/.exec(typed) ?? [];
  if (line !== undefined) return { found: text.trim(), rest: typed.slice(line.length) };
  return isEnded && typed !== "" ? { found: typed.trim(), rest: "" } : undefined;
};

/** One key; an arrow or a function key is none. */
const readKey: Reader = (typed) => {
  const text = typed.replace(/^(?:\u001b\[?[0-9;]*[a-z~]?)+/i, "");
  const [first] = text;
  if (first === undefined) return undefined;
  if (first === "\u0003") process.kill(process.pid, "SIGINT"); // raw input takes Ctrl-C for a letter
  const found = first === "\u0004" || first === "\u0003" ? "q" : first.replace(/[\r\n]/, "").toLowerCase();
  return { found, rest: text.slice(first.length) };
};
