import { expect, it } from "vitest";
import { RejectedError } from "../../../src/errors.ts";
import { productQuestion } from "../../../src/matching/ai/verdict.ts";
import { aiModelAt, aiStandIn, album, candidate } from "../../helpers/ai.ts";
import { faultOf } from "../../helpers/http.ts";
import type { AiStandIn } from "../../../src/demo/ai/server.ts";

const question = productQuestion(album(), [candidate()]);
const formatsOf = ({ asked }: AiStandIn): unknown[] => asked.map((one) => one.response_format?.type);

it.each(["openai", "ollama", "llamacpp", "vllm"] as const)(
  "steps down to json_object where %s takes no schema, and remembers",
  async (flavour) => {
    const standIn = await aiStandIn({ flavour });
    standIn.setMode("no_json_schema");
    const { model } = aiModelAt(standIn.url);
    expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
    expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
    expect(formatsOf(standIn)).toEqual(["json_schema", "json_object", "json_object"]);
  },
);

it("steps down to plain text where nothing else is taken, also when only words say so", async () => {
  const standIn = await aiStandIn({ flavour: "lmstudio" });
  standIn.setMode("no_json_schema");
  const { model } = aiModelAt(standIn.url);
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(formatsOf(standIn)).toEqual(["json_schema", "json_object", undefined, undefined]);
});

it("learns once, even when several questions find out together", async () => {
  const standIn = await aiStandIn();
  standIn.setMode("no_json_schema");
  const { model } = aiModelAt(standIn.url);
  await Promise.all([model.ask(question), model.ask(question), model.ask(question)]);
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(formatsOf(standIn)).not.toContain(undefined);
  expect(formatsOf(standIn).at(-1)).toBe("json_object");
});

it.each([
  ["json_schema", "json_schema"],
  ["json_object", "json_object"],
  ["text", undefined],
] as const)("asks for %s only, if it was told to", async (mode, format) => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url, { mode });
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(formatsOf(standIn)).toEqual([format]);
});

it("is refused when the one format it was told to use is", async () => {
  const standIn = await aiStandIn();
  standIn.setMode("no_json_schema");
  const { model } = aiModelAt(standIn.url, { mode: "json_schema" });
  const fault = await faultOf(model.ask(question));
  expect(fault).toBeInstanceOf(RejectedError);
  expect(fault.message).toContain("'response_format' of type 'json_schema' is not supported");
  expect(standIn.requests).toHaveLength(1);
});

it("gives the limit its other name, and remembers", async () => {
  const standIn = await aiStandIn();
  standIn.setMode("no_max_tokens");
  const { model } = aiModelAt(standIn.url, { maxTokens: 500 });
  await model.ask(question);
  await model.ask(question);
  const limits = standIn.asked.map((one) => [one.max_tokens, one.max_completion_tokens]);
  expect(limits).toEqual([
    [500, undefined],
    [undefined, 500],
    [undefined, 500],
  ]);
});

it("does without a limit where neither name is taken", async () => {
  const standIn = await aiStandIn({ flavour: "lmstudio" });
  standIn.setMode("no_limit");
  const { model } = aiModelAt(standIn.url, { maxTokens: 500 });
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(standIn.asked.at(-1)).not.toHaveProperty("max_completion_tokens");
  expect(standIn.requests).toHaveLength(3);
});

it("leaves the effort out where it is not taken, and remembers", async () => {
  const standIn = await aiStandIn({ flavour: "vllm" });
  standIn.setMode("no_reasoning_effort");
  const { model } = aiModelAt(standIn.url, { reasoningEffort: "low" });
  await model.ask(question);
  await model.ask(question);
  expect(standIn.asked.map((one) => one.reasoning_effort)).toEqual(["low", undefined, undefined]);
});

it("switches thinking off in the way that is taken", async () => {
  const standIn = await aiStandIn({ flavour: "openai" }); // does not know chat_template_kwargs
  const { model } = aiModelAt(standIn.url);
  standIn.setMode(["thought_only"]);
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  expect(standIn.asked.at(-1)).toMatchObject({ reasoning_effort: "none" });
  expect(standIn.asked.at(-1)).not.toHaveProperty("chat_template_kwargs");
  expect(standIn.requests).toHaveLength(3);
});
