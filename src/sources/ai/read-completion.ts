import { readError, type AiError, type CompletionDocument } from "./documents.ts";
import { parseJson } from "./extract-json.ts";

/** What a completion comes to. */
export type Reading =
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
): Reading {
  const [choice] = choices ?? [];
  const wrong = error ?? choice?.error;
  if (wrong) return { kind: "failed", error: readError({ error: wrong }) };
  const message = choice?.message;
  if (!message) return { kind: "failed", error: { words: "no answer in it", code: "", parameter: "" } };

  if (typeof message.refusal === "string" && message.refusal.trim()) {
    return { kind: "declined", why: "it refused to answer" };
  }
  if (choice.finish_reason === "content_filter") {
    return { kind: "declined", why: "a content filter stopped the answer" };
  }
  const text = redact(textOf(message.content)).trim();
  if (text) return finish(text, choice.finish_reason, usage?.completion_tokens);
  if (Array.isArray(message.tool_calls) && message.tool_calls.length > 0) {
    return { kind: "declined", why: "it called a tool instead of answering" };
  }
  const thoughts = redact(textOf(message.reasoning) || textOf(message.reasoning_content)).trim();
  // A grammar and thinking together can put the answer into the wrong field.
  if (thoughts && parseJson(thoughts) !== undefined) return { kind: "text", text: thoughts };
  return thoughts ? { kind: "thought" } : finish("", choice.finish_reason, usage?.completion_tokens);
}

const finish = (
  text: string,
  reason: string | null | undefined,
  tokens: number | null | undefined,
): Reading =>
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
