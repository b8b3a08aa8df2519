import { expect, it } from "vitest";
import { answers, picky, type AiMode } from "../../../src/demo/ai/modes.ts";
import { productQuestion } from "../../../src/matching/ai/verdict.ts";
import { mostSends } from "../../../src/sources/ai/source.ts";
import type { AiAnswer } from "../../../src/sources/ai/answer.ts";
import { aiModelAt, aiStandIn, album, candidate } from "../../helpers/ai.ts";
import { pause } from "../../helpers/http.ts";

const question = productQuestion(album(), [candidate(), candidate({ title: "Pink Floyd - Animals" })]);

const decisionsOf = (answer: AiAnswer): unknown => {
  if (answer.outcome !== "answered") return answer;
  const { verdicts } = answer.json as { verdicts: { candidate: number; decision: string }[] };
  return verdicts.map(({ candidate: index, decision }) => `${index} ${decision}`);
};
const right = ["0 match", "1 no_match"];

it("asks once, with the schema, neither temperature nor limit, and the key in its header", async () => {
  const standIn = await aiStandIn({ apiKey: "sk-secret-1234567890" });
  const { model, sent } = aiModelAt(standIn.url, { apiKey: " sk-secret-1234567890\n" });
  expect(decisionsOf(await model.ask(question))).toEqual(right);
  expect(model.name).toBe("test-model");
  expect(sent).toEqual([`${standIn.url}/chat/completions`]);
  expect(standIn.requests[0]).toMatchObject({
    method: "POST",
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer sk-secret-1234567890" },
  });
  expect(standIn.asked).toEqual([
    {
      model: "test-model",
      messages: [
        { role: "system", content: question.system },
        { role: "user", content: question.user },
      ],
      response_format: {
        type: "json_schema",
        json_schema: { name: "product_verdicts", strict: true, schema: question.schema },
      },
    },
  ]);
});

it("sends no key where there is none", async () => {
  const standIn = await aiStandIn();
  await aiModelAt(standIn.url, { apiKey: " " }).model.ask(question);
  expect(standIn.requests[0]?.headers).not.toHaveProperty("authorization");
});

it.each(["openai", "ollama", "llamacpp", "lmstudio", "vllm"] as const)(
  "is answered by %s",
  async (flavour) => {
    const standIn = await aiStandIn({ flavour });
    expect(decisionsOf(await aiModelAt(standIn.url).model.ask(question))).toEqual(right);
    expect(standIn.requests).toHaveLength(1);
  },
);

it.each<[AiMode, number]>([
  ["fenced", 1],
  ["prose", 1],
  ["think_prefixed", 1],
  ["thought_json", 1],
  ["parts", 1],
  ["missing_usage", 1],
  ["missing_candidate", 1],
])("reads an answer that is %s", async (mode, requests) => {
  const standIn = await aiStandIn({ flavour: "vllm" });
  standIn.setMode(mode);
  const answer = await aiModelAt(standIn.url).model.ask(question);
  expect(decisionsOf(answer)).toEqual(mode === "missing_candidate" ? right.slice(0, 1) : right);
  expect(standIn.requests).toHaveLength(requests);
});

it.each<[AiMode, string]>([
  ["refusal", "it refused to answer"],
  ["content_filter", "a content filter stopped the answer"],
  ["tool_call", "it called a tool instead of answering"],
  ["filtered_question", "a content filter stopped the question"],
  ["too_long", "the question is too long for test-model"],
])("has no answer, and asks no second time, after %s", async (mode, why) => {
  const standIn = await aiStandIn();
  standIn.setMode(mode);
  expect(await aiModelAt(standIn.url).model.ask(question)).toEqual({ outcome: "no_answer", why });
  expect(standIn.requests).toHaveLength(1);
});

it.each<[AiMode, string]>([
  ["bad_json", "holds no JSON"],
  ["empty", "holds no JSON"],
  ["out_of_range", '"candidate" must be a number from 0 to 1'],
  ["wrong_enum", '"decision" must be'],
  ["answered_twice", "candidate 0 is answered twice"],
])("quotes what is wrong once for an answer that is %s, and then gives up", async (mode, problem) => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url);
  standIn.setMode([mode]);
  expect(decisionsOf(await model.ask(question))).toEqual(right);
  const messages = standIn.asked[1]!.messages;
  expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  expect(messages[2]!.content).not.toBe("");
  expect(messages[3]!.content).toContain(problem);

  standIn.setMode(mode);
  const gaveUp = await model.ask(question);
  expect(gaveUp).toEqual({ outcome: "no_answer", why: expect.stringContaining(problem) as string });
  expect(standIn.requests).toHaveLength(4);
});

it.each([
  [undefined, 2048],
  [3000, 6000],
])("asks for twice as much when an answer is cut off (limit %s)", async (maxTokens, doubled) => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url, { ...(maxTokens !== undefined && { maxTokens }) });
  standIn.setMode(["length"]);
  expect(decisionsOf(await model.ask(question))).toEqual(right);
  expect(standIn.asked.map(({ max_tokens }) => max_tokens)).toEqual([maxTokens, doubled]);
  expect(standIn.asked[1]!.messages).toHaveLength(2);

  standIn.setMode("length");
  expect(await model.ask(question)).toEqual({ outcome: "no_answer", why: "its answer was cut off twice" });
  expect(standIn.requests).toHaveLength(4);
});

it.each(["ollama", "vllm"] as const)("tells a model of %s that only thinks not to", async (flavour) => {
  const standIn = await aiStandIn({ flavour });
  const { model } = aiModelAt(standIn.url, { reasoningEffort: "high" });
  standIn.setMode(["thought_only"]);
  expect(decisionsOf(await model.ask(question))).toEqual(right);
  const off = { reasoning_effort: "none", chat_template_kwargs: { enable_thinking: false } };
  expect(standIn.asked[0]).toMatchObject({ reasoning_effort: "high" });
  expect(standIn.asked[1]).toMatchObject(off);

  standIn.setMode("thought_only");
  const why = "it thought about it, and answered nothing";
  expect(await model.ask(question)).toEqual({ outcome: "no_answer", why });
  expect(standIn.asked[2]).toMatchObject(off); // learnt
  expect(standIn.requests).toHaveLength(3);
});

it("stops when it is told to, and asks no second time", async () => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url);
  const stop = new AbortController();
  standIn.setMode("hang");
  const asked = model.ask(question, stop.signal).catch((error: unknown) => error);
  while (standIn.requests.length === 0) await pause(5);
  stop.abort(new Error("stopped"));
  expect(await asked).toMatchObject({ message: "stopped" });
  expect(standIn.requests).toHaveLength(1);
});

it("never sends more than it may, whatever goes wrong, and in whatever order", async () => {
  const modes: AiMode[] = [...answers, ...picky, "key_in_answer", "html", "empty_body"];
  for (const mode of modes) {
    const standIn = await aiStandIn({ flavour: "vllm" });
    standIn.setMode(mode);
    const { model } = aiModelAt(standIn.url, { maxTokens: 50, reasoningEffort: "low" });
    await model.ask(question).catch(() => undefined);
    expect([mode, standIn.requests.length <= 5]).toEqual([mode, true]);
  }
  const standIn = await aiStandIn({ flavour: "lmstudio" });
  const troubles: AiMode[] = ["no_json_schema", "no_response_format", "thought_only", "no_chat_template"];
  const more: AiMode[] = ["no_reasoning_effort", "length", "no_max_tokens", "no_limit", "bad_json"];
  standIn.setMode([...troubles, ...more]);
  const { model } = aiModelAt(standIn.url);
  expect(await model.ask(question)).toEqual({ outcome: "no_answer", why: "it came to no answer in 8 tries" });
  expect(standIn.requests).toHaveLength(mostSends);
});
