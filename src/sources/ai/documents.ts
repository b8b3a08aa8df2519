import * as z from "zod";

const anything = z.unknown().optional();

/**
 * What `POST /chat/completions` answers. Servers differ in all that is optional here, and gateways put an error in the
 * place of an answer, with status 200.
 */
export const completionDocument = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z
          .object({
            /** Text; parts of text, or an object already read, of some gateways. */
            content: anything,
            refusal: anything,
            tool_calls: anything,
            /** Of the first such servers. */
            function_call: anything,
            /** What it thought: Ollama and newer vLLM, the others. */
            reasoning: anything,
            reasoning_content: anything,
          })
          .nullish(),
        /** Of servers that answer as completions once were. */
        text: anything,
        error: anything,
      }),
    )
    .nullish(),
  error: anything,
  usage: z.object({ completion_tokens: z.number().nullish() }).nullish().catch(undefined),
});
export type CompletionDocument = z.infer<typeof completionDocument>;

/** What is known of an error: its words, and the parameter or code that it names. */
export interface AiError {
  words: string;
  code: string;
  parameter: string;
}

const errorParts = z.object({
  message: anything,
  code: anything,
  type: anything,
  param: anything,
});

/** Reads the error out of a body: an object, a bare text, in `error`, in a list, or the body itself (vLLM). */
export function readError(body: unknown): AiError {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const outer = first as { error?: unknown; detail?: unknown } | null | undefined;
  const inner: unknown = outer?.error ?? outer?.detail ?? first;
  if (Array.isArray(inner)) return { words: JSON.stringify(inner), code: "", parameter: "" };
  if (typeof inner === "string") return { words: inner, code: "", parameter: "" };
  const parts = errorParts.safeParse(inner).data;
  return {
    words: textOf(parts?.message),
    code: [parts?.code, parts?.type].map(textOf).filter(Boolean).join(" "),
    parameter: textOf(parts?.param),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
