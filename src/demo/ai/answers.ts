import type { Flavour } from "./flavours.ts";
import { judge, obey, readData, type ModelDecision } from "./model.ts";
import type { AnswerMode } from "./modes.ts";
import type { ChatRequest } from "./requests.ts";

export interface AskedModel {
  request: ChatRequest;
  flavour: Flavour;
  /** The key that came with the request. */
  key: string;
  /** Seconds since the epoch. */
  created: number;
}

/** The document for a question, answered well or badly. Always with status 200. */
export function completionFor(asked: AskedModel, mode: AnswerMode): unknown {
  const { flavour } = asked;
  const said = say(asked, mode);
  switch (mode) {
    case "refusal":
      return completion(asked, { content: null, refusal: "I'm sorry, I can't help with that." });
    case "length":
      return completion(asked, { content: said.slice(0, Math.floor(said.length / 2)) }, "length");
    case "content_filter":
      return completion(asked, { content: "" }, "content_filter");
    case "tool_call":
      return completion(asked, { content: null, tool_calls: [toolCall] }, "tool_calls");
    case "thought_only":
      return completion(asked, { content: "", [flavour.thoughts ?? "reasoning"]: "Let me see. The first …" });
    case "thought_json":
      return completion(asked, { content: "", [flavour.thoughts ?? "reasoning"]: said });
    case "parts":
      return completion(asked, { content: [{ type: "text", text: said }] });
    case "missing_usage":
      return { ...completion(asked, { content: said }), usage: undefined };
    case "empty_choices":
      return { ...completion(asked, { content: said }), choices: [] };
    case "error_in_200":
      return { error: { message: "Upstream provider failed", code: 502 } };
    case "quota_in_200":
      return { error: { message: "You exceeded your current quota", code: "insufficient_quota" } };
    default:
      return completion(asked, { content: said });
  }
}

const toolCall = {
  id: "call_1",
  type: "function",
  function: { name: "search_products", arguments: "{}" },
};

/** What the model writes. */
function say({ request, key }: AskedModel, mode: AnswerMode): string {
  const question = request.messages.find(({ role }) => role === "user")?.content ?? "";
  const data = readData(question);
  if (!data) return "I see no album in this.";
  const entries = mode === "obedient" ? obey(data) : judge(data);
  const json = JSON.stringify({ verdicts: spoil(entries, mode, key) });
  switch (mode) {
    case "bad_json":
      return json.slice(0, -5);
    case "prose":
      return `Here is {what} I found: ${json}\n\nLet me know if you need more!`;
    case "fenced":
      return `\`\`\`json\n${json}\n\`\`\``;
    case "think_prefixed":
      return `<think>The user wants {"verdicts": []}? No.</think>\n\n${json}`;
    case "empty":
      return "";
    default:
      return json;
  }
}

/** Answers in the right shape, or nearly, that say what they must not. */
function spoil(entries: ModelDecision[], mode: AnswerMode, key: string): ModelDecision[] {
  switch (mode) {
    case "out_of_range":
      return entries.map((entry) => ({ ...entry, candidate: entry.candidate + 100 }));
    case "wrong_enum":
      return entries.map((entry) => ({ ...entry, decision: "probably" }));
    case "missing_candidate":
      return entries.slice(0, -1);
    case "answered_twice":
      return [...entries, ...entries.slice(0, 1)];
    case "claims_nothing":
      return entries.map((entry) => ({ ...entry, decision: "match", agrees: [] }));
    case "key_in_answer":
      return entries.map((entry) => ({ ...entry, reason: `Your key is ${key}.` }));
    default:
      return entries;
  }
}

function completion({ request, flavour, created }: AskedModel, message: object, finish = "stop"): object {
  const prompt = request.messages.reduce((sum, { content }) => sum + Math.ceil(content.length / 4), 0);
  const content = (message as { content?: unknown }).content;
  const answer = typeof content === "string" ? Math.ceil(content.length / 4) : 0;
  const thoughts = flavour.thoughts && !isQuiet(request) ? { [flavour.thoughts]: "Let me see …" } : {};
  return {
    id: "chatcmpl-stand-in",
    object: "chat.completion",
    created,
    model: request.model,
    choices: [{ index: 0, message: { role: "assistant", ...thoughts, ...message }, finish_reason: finish }],
    usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer },
  };
}

const isQuiet = ({ reasoning_effort, chat_template_kwargs }: ChatRequest): boolean =>
  reasoning_effort === "none" || chat_template_kwargs?.["enable_thinking"] === false;
