import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Candidate } from "../../../importers/provider.ts";
import { firstTrouble, type ImportResult } from "../../../importers/flow/result.ts";
import type { TitleReading } from "../../../matching/typed/recognise.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../run/io.ts";
import { createOutput, tell } from "../../ending/output.ts";
import { renderCandidates } from "./candidates.ts";

/** How many of the candidates a person is shown. */
export const shownCandidates = 12;

/** A numbered list and a question. Undefined when the person wants none of them. */
export async function askWhich(
  result: ImportResult,
  io: Io,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const candidates = result.candidates.slice(0, shownCandidates);
  const why = firstTrouble(result);
  const { colour } = createOutput(io, {});
  tell(io, why ? plainText(why) : "several albums of the library fit");
  io.stderr.write(renderCandidates(candidates, { columns: io.columns, colour }));
  const range = candidates.length === 1 ? "1" : `1-${candidates.length}`;
  let picked: Candidate | undefined;
  await converse(`Which one? ${range}, or Enter for none: `, io, signal, (answer) => {
    picked = /^\d+$/.test(answer) ? candidates[Number(answer) - 1] : undefined;
    if (picked || answer === "" || /^(n|no|none|q)$/i.test(answer)) return "settled";
    tell(io, `  "${plainText(answer)}" is not one of them`);
    return "again";
  });
  return picked;
}

/** Nothing was found: other words? Undefined when the person leaves it. */
export async function askTitle(
  reading: TitleReading,
  io: Io,
  signal: AbortSignal,
): Promise<string | undefined> {
  const by = reading.artist === undefined ? "" : ` by ${reading.artist}`;
  tell(io, `nothing found for "${plainText(reading.title + by)}"`);
  let title: string | undefined;
  await converse("Another title (or: Artist - Title), or Enter to leave it: ", io, signal, (answer) => {
    title = answer === "" ? undefined : answer;
    return "settled";
  });
  return title;
}

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
