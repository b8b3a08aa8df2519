import { extractAll, withoutThoughts } from "./extract-json.ts";
import { fitToSchema } from "./fit.ts";
import type { Message } from "./form.ts";
import type { CompletionReading } from "./read-completion.ts";
import type { AiQuestion } from "../../matching/ai/question.ts";
import type { AiAnswer } from "./answer.ts";

/** One question on its way. What was tried once for it is not tried again. */
export interface Talk {
  question: AiQuestion;
  messages: Message[];
  /** Most tokens of the answer. */
  limit: number | undefined;
  tried: Set<Remedy>;
}
/** What the model itself had to say. */
export type ModelSaid = Exclude<CompletionReading, { kind: "failed" }>;
type Remedy = "repair" | "longer" | "again";

/** When an answer is cut off though nobody asked for it. */
const leastDoubled = 2048;
const longestQuoted = 4000;

export function startTalk(question: AiQuestion, limit: number | undefined): Talk {
  const messages: Message[] = [
    { role: "system", content: question.system },
    { role: "user", content: question.user },
  ];
  return { question, messages, limit, tried: new Set() };
}

/** The answer that a reading is; undefined if the talk goes on, with what it needs for that added. */
export function settleTalk(talk: Talk, reading: ModelSaid): AiAnswer | undefined {
  if (reading.kind === "declined") return noAnswer(reading.why);
  if (reading.kind === "thought") return noAnswer("it thought about it, and answered nothing");
  const { json, problem } = readAnswer(talk.question, reading.text);
  if (problem === undefined) return { outcome: "answered", json };
  if (reading.kind === "truncated") {
    if (!tryOnce(talk, "longer")) return noAnswer("its answer was cut off twice");
    talk.limit = talk.limit ? talk.limit * 2 : Math.max((reading.tokens ?? 0) * 2, leastDoubled);
    return undefined;
  }
  if (!tryOnce(talk, "repair")) return noAnswer(`its answer can't be used: ${problem}`);
  talk.messages.push(...repairOf(reading.text, problem));
  return undefined;
}

/** Of several pieces of JSON (a draft, an example) the first that passes the check; else what is wrong with the first. */
function readAnswer({ schema, check }: AiQuestion, text: string): { json?: unknown; problem?: string } {
  const found = extractAll(text).map((json) => {
    const fitted = fitToSchema(json, schema);
    const problem = check(fitted);
    return { json: fitted, ...(problem !== undefined && { problem }) };
  });
  const right = found.find(({ problem }) => problem === undefined);
  return right ?? found[0] ?? { problem: "it holds no JSON that can be read" };
}

export const noAnswer = (why: string): AiAnswer => ({ outcome: "no_answer", why });

/** True the first time. */
export function tryOnce({ tried }: Talk, remedy: Remedy): boolean {
  if (tried.has(remedy)) return false;
  tried.add(remedy);
  return true;
}

function repairOf(text: string, problem: string): Message[] {
  const content = `Your answer can't be used: ${problem}. Answer again, with nothing but the JSON described above.`;
  const said = withoutThoughts(text).slice(0, longestQuoted) || "(no answer)"; // some refuse an empty message
  return [
    { role: "assistant", content: said },
    { role: "user", content },
  ];
}
