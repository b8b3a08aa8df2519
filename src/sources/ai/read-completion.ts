import { readError, type AiError, type CompletionDocument } from "./documents.ts";
import { extractAll, parseJson } from "./extract-json.ts";

/** What a completion comes to. */
export type CompletionReading =
  | { kind: "text"; text: string }
  /** It won't, and won't if asked again. */
  | { kind: "declined"; why: string }
  /** It was cut off after that many tokens, if they say it. */
  | { kind: "truncated"; text: string; tokens: number | undefined }
  /** It thought, and said nothing. */
  | { kind: "thought" }
  /** No answer at all, though the status was 200. */
  | { kind: "failed"; error: AiError };

/** @param redact takes our key out of what was written, whoever put it there: it may be stored. */
export function readCompletion(
  { choices, error, usage }: CompletionDocument,
  redact: (text: string) => string,
): CompletionReading {
  const [choice] = choices ?? [];
  const ended = choice?.finish_reason;
  const wrong = error ?? choice?.error;
  if (wrong) return { kind: "failed", error: readError({ error: wrong }) };
  const message =
    choice?.message ?? (typeof choice?.text === "string" ? { content: choice.text } : undefined);
  if (!message) return { kind: "failed", error: { words: "no answer in it", code: "", parameter: "" } };

  if (typeof message.refusal === "string" && message.refusal.trim()) {
    return { kind: "declined", why: "it refused to answer" };
  }
  if (ended === "content_filter") {
    return { kind: "declined", why: "a content filter stopped the answer" };
  }
  const text = redact(textOf(message.content)).trim();
  if (text) return finish(text, ended, usage?.completion_tokens);
  const called = message.tool_calls ?? message.function_call;
  const inCall = redact(argumentsOf(called)).trim();
  if (inCall) return { kind: "text", text: inCall };
  if (Array.isArray(called) ? called.length > 0 : called) {
    return { kind: "declined", why: "it called a tool instead of answering" };
  }
  const thoughts = redact(textOf(message.reasoning) || textOf(message.reasoning_content)).trim();
  // A grammar and thinking together can put the answer into the wrong field: there it stands at the end.
  const answer = thoughts && answerIn(thoughts);
  if (answer) return { kind: "text", text: answer };
  return thoughts ? { kind: "thought" } : finish("", ended, usage?.completion_tokens);
}

/** What a tool, or a function of the older kind, was called with, if that is more than nothing. */
function argumentsOf(called: unknown): string {
  const first: unknown = Array.isArray(called) ? called[0] : called;
  const { function: inner, arguments: own } = (first ?? {}) as { function?: unknown; arguments?: unknown };
  const given = (inner as { arguments?: unknown } | undefined)?.arguments ?? own;
  const json = typeof given === "string" ? parseJson(given) : given;
  const isEmpty = typeof json !== "object" || json === null || Object.keys(json).length === 0;
  return isEmpty ? "" : JSON.stringify(json);
}

/** The JSON, fenced or bare, that ends the thoughts; undefined if they end otherwise. */
function answerIn(thoughts: string): string | undefined {
  const last = extractAll(thoughts).at(-1);
  const endsThere = /[}\]"]\s*(?:```|<\/\w+>)?\s*$/.test(thoughts);
  return endsThere && typeof last === "object" && last !== null ? JSON.stringify(last) : undefined;
}

const finish = (
  text: string,
  reason: string | null | undefined,
  tokens: number | null | undefined,
): CompletionReading =>
  reason === "length" ? { kind: "truncated", text, tokens: tokens ?? undefined } : { kind: "text", text };

/** Text as it is, the texts of parts, or an object written out again. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) {
    const texts = content.map((part: unknown) => (part as { text?: unknown } | null)?.text);
    return texts.filter((text) => typeof text === "string").join("");
  }
  return content ? JSON.stringify(content) : "";
}
