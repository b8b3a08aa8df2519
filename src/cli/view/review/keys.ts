import { StringDecoder } from "node:string_decoder";
import type { Io } from "../../io/io.ts";

export interface Keys {
  /**
   * One key, in lower case; "" for Enter. What is pasted is one answer, whole: no letter of it is a key. Undefined when the input has ended.
   */
  key(prompt: string): Promise<string | undefined>;
  /** A whole line, trimmed. */
  line(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** A terminal's input can be had key by key; any other's line by line: of a word the first letter counts. */
interface RawInput {
  isTTY?: boolean;
  isRaw?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

export function createKeys(io: Io, signal: AbortSignal): Keys {
  const raw = io.stdin as RawInput;
  const isTerminal = raw.isTTY === true && raw.setRawMode !== undefined;
  const input = createInput(io, signal);
  return {
    async key(prompt) {
      if (!isTerminal) {
        io.stderr.write(`${prompt}: `);
        return (await input.until(readLine))?.replace(/^([a-z])[a-z]*$/i, (_, first: string) =>
          first.toLowerCase(),
        );
      }
      for (;;) {
        raw.setRawMode!(true);
        try {
          await input.forget(); // of a question that nobody has seen yet, no key decides
          io.stderr.write(`${prompt}: `);
          const key = await input.until(readKey);
          io.stderr.write("\n");
          if (key === keyCodes.interrupt) await interrupted(input);
          if (key !== keyCodes.suspend) return key === keyCodes.end ? "q" : key;
        } finally {
          raw.setRawMode!(false);
        }
        suspend();
      }
    },
    line(prompt) {
      io.stderr.write(prompt);
      return input.until(readLine);
    },
    close: input.close,
  };
}

/** What a terminal acts upon itself, unless its input is raw. */
const keyCodes = { interrupt: "\u0003", end: "\u0004", suspend: "\u001a" };

/** Passes it on to whoever listens for the signal, and waits for what comes of it. */
async function interrupted(input: Input): Promise<void> {
  process.kill(process.pid, "SIGINT");
  await input.until(() => undefined);
}

/** Job control: `fg` goes on. */
function suspend(): void {
  if (process.platform !== "win32") process.kill(process.pid, "SIGTSTP");
}

/** Takes its part off the front of what was typed; undefined while that is not there. */
type Reader = (typed: string, isEnded: boolean) => { found: string; rest: string } | undefined;

interface Input {
  until(read: Reader): Promise<string | undefined>;
  /** All that was typed so far. */
  forget(): Promise<void>;
  close(): void;
}

function createInput({ stdin }: Io, signal: AbortSignal): Input {
  const decoder = new StringDecoder("utf8");
  let typed = "";
  let isEnded = false;
  let wake = (): void => {};
  const take = (chunk: Buffer | string): void => {
    const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
    typed += (stdin as RawInput).isRaw && isPasted(text) ? `${pasteBegins}${text}${pasteEnds}` : text;
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
    async forget() {
      await new Promise((resolve) => setTimeout(resolve, 10)); // what waits in the terminal comes first
      typed = "";
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

/** As terminals mark what is pasted, where they are asked to. */
const [pasteBegins, pasteEnds] = ["\u001b[200~", "\u001b[201~"];

/** Nobody presses two keys at once. */
const isPasted = (text: string): boolean =>
  !text.includes("\u001b") && text.replace(/[\u0000-\u001f\u007f]/g, "").length > 1;

/** One key, or what was pasted; an arrow or a function key is none. */
const readKey: Reader = (typed) => {
  const [pasted, inside = ""] = /^\u001b\[200~([^]*?)\u001b\[201~/.exec(typed) ?? [];
  if (pasted !== undefined) return { found: inside.trim(), rest: typed.slice(pasted.length) };
  if (typed.startsWith(pasteBegins)) return undefined;
  const text = typed.replace(/^(?:\u001b[[O]?(?!200~)[0-9;]*[a-z~]?)+/i, "");
  const [first] = text;
  if (first === undefined) return undefined;
  return { found: first.replace(/[\r\n]/, "").toLowerCase(), rest: text.slice(first.length) };
};
