import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Io } from "./io.ts";

/** Asks until an answer settles it, or the input ends. */
export async function converse(
  question: string,
  io: Io,
  signal: AbortSignal,
  hear: (answer: string) => "settled" | "again",
  output: NodeJS.WritableStream = io.stderr as NodeJS.WritableStream,
): Promise<void> {
  signal.throwIfAborted();
  const lines = createInterface({
    input: io.stdin,
    output,
    terminal: io.interactive && io.stdin === process.stdin,
  });
  // While it asks, readline takes Ctrl-C for itself: pass it on to whoever listens for the signal.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const close = (): void => lines.close();
  signal.addEventListener("abort", close);
  lines.setPrompt(question);
  lines.prompt();
  for await (const line of lines) {
    if (hear(line.trim()) === "settled") break;
    lines.prompt();
  }
  signal.removeEventListener("abort", close);
  lines.close();
  if (signal.aborted) io.stderr.write("\n"); // the question stands on its line still
  signal.throwIfAborted();
}

/** A question with two answers; the end of the input is a no. */
export async function askYesNo(question: string, io: Io, signal: AbortSignal): Promise<boolean> {
  let isYes = false;
  await converse(question, io, signal, (answer) => {
    if (!/^(y|yes|n|no|)$/i.test(answer)) return "again";
    isYes = /^y/i.test(answer);
    return "settled";
  });
  return isYes;
}

/** One line. What is typed of a secret is not shown. */
export async function askLine(
  question: string,
  io: Io,
  signal: AbortSignal,
  { isSecret }: { isSecret: boolean },
): Promise<string> {
  let line = "";
  const hear = (answer: string): "settled" => {
    line = answer;
    return "settled";
  };
  if (!isSecret) await converse(question, io, signal, hear);
  else {
    io.stderr.write(question);
    await converse("", io, signal, hear, new Writable({ write: (_chunk, _encoding, done) => done() }));
    io.stderr.write("\n");
  }
  return line;
}
