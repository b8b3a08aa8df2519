import { createServer } from "node:net";
import { expect, it } from "vitest";
import { dumb, indiscreet, modelRefusals, type AiMode } from "../../../src/demo/ai/modes.ts";
import {
  HttpError,
  PayloadError,
  RejectedError,
  TimeoutError,
  UnavailableError,
} from "../../../src/errors.ts";
import { productQuestion } from "../../../src/matching/ai/verdict.ts";
import { aiModelAt, aiStandIn, album, candidate } from "../../helpers/ai.ts";
import { always, inTurn } from "../../helpers/faults.ts";
import { faultOf, listen, messagesOf } from "../../helpers/http.ts";

const question = productQuestion(album(), [candidate()]);
const key = "sk-proj-Zx81kQ7rT5vW-secret";

it.each<[AiMode, string, string]>([
  ["bad_key", "does not let us in: it answered 401 (invalid_api_key)", "IMPORTER_AI_API_KEY"],
  ["forbidden", "403 (unsupported_country_region_territory)", "IMPORTER_AI_API_KEY"],
  ["no_model", 'no model "test-model"', "IMPORTER_AI_MODEL"],
  ["insufficient_quota", "exceeded your current quota", "nothing left to pay with"],
  ["quota_in_200", "exceeded your current quota", "nothing left to pay with"],
  ["no_credit", "402: Insufficient Balance", "nothing left to pay with"],
])("is rejected after %s, and asks no second time", async (mode, words, hint) => {
  for (const flavour of ["openai", "ollama"] as const) {
    const standIn = await aiStandIn({ flavour });
    standIn.setMode(mode);
    const fault = await faultOf(aiModelAt(standIn.url, { apiKey: key }).model.ask(question));
    expect(fault).toBeInstanceOf(RejectedError);
    expect(fault.message).toContain(words);
    expect((fault as RejectedError).hint).toContain(hint);
    expect(standIn.requests).toHaveLength(1);
  }
});

it.each(["openai", "ollama", "llamacpp", "lmstudio", "vllm"] as const)(
  "is told of a model that %s does not have",
  async (flavour) => {
    const standIn = await aiStandIn({ flavour });
    const fault = await faultOf(aiModelAt(standIn.url, { model: "other" }).model.ask(question));
    expect(fault).toBeInstanceOf(RejectedError);
    expect(fault.message).toContain('no model "other" at 127.0.0.1');
    expect((fault as RejectedError).hint).toContain("IMPORTER_AI_MODEL");
  },
);

it.each(["openai", "ollama", "llamacpp", "vllm"] as const)(
  "takes a wrong address of %s for no answer",
  async (flavour) => {
    const standIn = await aiStandIn({ flavour });
    const { model } = aiModelAt(standIn.url.replace("/v1", "/v2"));
    const fault = await faultOf(model.ask(question));
    expect(fault).toBeInstanceOf(RejectedError);
    expect((fault as RejectedError).hint).toMatch(/IMPORTER_AI_BASE_URL.*IMPORTER_AI_MODEL/);
  },
);

it("hears LM Studio's error with status 200 for a wrong address", async () => {
  const standIn = await aiStandIn({ flavour: "lmstudio" });
  const fault = await faultOf(aiModelAt(standIn.url.replace("/v1", "/v2")).model.ask(question));
  expect(fault).toBeInstanceOf(HttpError);
  expect(fault.message).toContain("Unexpected endpoint or method");
  expect(standIn.requests).toHaveLength(2);
});

it.each<AiMode>(["server_error", "loading", "html_error"])("tries three times after %s", async (mode) => {
  const standIn = await aiStandIn({ flavour: "llamacpp" });
  standIn.setMode([mode, mode]);
  const { model } = aiModelAt(standIn.url);
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  standIn.setMode(mode);
  const fault = await faultOf(model.ask(question));
  expect(fault).toBeInstanceOf(HttpError);
  expect(fault.message).not.toContain("<");
  expect(standIn.requests).toHaveLength(6);
});

it.each<AiMode>(["empty_choices", "error_in_200"])("takes %s for a server error", async (mode) => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url);
  standIn.setMode([mode]);
  expect(await model.ask(question)).toMatchObject({ outcome: "answered" });
  standIn.setMode(mode);
  expect(await faultOf(model.ask(question))).toMatchObject({ name: "HttpError", status: 502 });
  expect(standIn.requests).toHaveLength(4);
});

it.each<AiMode>(["html", "empty_body"])("is not answered by %s", async (mode) => {
  const standIn = await aiStandIn();
  standIn.setMode(mode);
  expect(await faultOf(aiModelAt(standIn.url).model.ask(question))).toBeInstanceOf(PayloadError);
  expect(standIn.requests).toHaveLength(1);
});

it("is not answered by JSON of another shape", async () => {
  const standIn = await aiStandIn();
  standIn.setFault(always({ kind: "wrong-shape" }));
  expect(await faultOf(aiModelAt(standIn.url).model.ask(question))).toBeInstanceOf(PayloadError);
});

it("waits as long as it is asked to", async () => {
  const standIn = await aiStandIn();
  standIn.setMode(["rate_limited"]);
  expect(await aiModelAt(standIn.url).model.ask(question)).toMatchObject({ outcome: "answered" });
  const [first, second] = standIn.requests;
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
  expect(standIn.requests).toHaveLength(2);
});

it("says that a server is not running", async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const fault = await faultOf(aiModelAt(`http://127.0.0.1:${port}`).model.ask(question));
  expect(fault).toBeInstanceOf(UnavailableError);
  expect(fault.message).toBe(`the AI: its server is not running at 127.0.0.1:${port}`);
});

it("waits as long as this API may take, and no longer", async () => {
  const standIn = await aiStandIn();
  const { model } = aiModelAt(standIn.url, { timeoutMs: 1000 });
  standIn.setMode("hang");
  expect(await faultOf(model.ask(question))).toBeInstanceOf(TimeoutError);
  expect(standIn.requests).toHaveLength(3);
});

it("tries again after a cut connection", async () => {
  const standIn = await aiStandIn();
  standIn.setFault(inTurn({ kind: "reset" }, { kind: "cut-body" }));
  expect(await aiModelAt(standIn.url).model.ask(question)).toMatchObject({ outcome: "answered" });
});

it("refuses a key that no header can hold, without showing it", async () => {
  const standIn = await aiStandIn();
  const fault = await faultOf(aiModelAt(standIn.url, { apiKey: "sk-one\nsk-two" }).model.ask(question));
  expect(fault).toBeInstanceOf(RejectedError);
  expect(JSON.stringify([fault, messagesOf(fault)])).not.toContain("sk-");
  expect(standIn.requests).toHaveLength(0);
});

it("shows the key nowhere, whatever goes wrong", async () => {
  const modes: AiMode[] = [
    ...(Object.keys(modelRefusals) as (keyof typeof modelRefusals)[]).filter(
      (mode) => mode !== "rate_limited",
    ),
    ...indiscreet,
    ...dumb.filter((mode) => mode !== "hang"),
  ];
  const shown: unknown[] = [];
  for (const mode of modes) {
    const standIn = await aiStandIn();
    standIn.setMode(mode);
    const { model, events, sent, retried } = aiModelAt(standIn.url, { apiKey: key });
    events.on("gate-waiting", (event) => shown.push(event));
    const outcome = await model.ask(question).catch((error: unknown) => error);
    expect(standIn.requests[0]?.headers["authorization"]).toBe(`Bearer ${key}`);
    const stack = outcome instanceof Error ? [outcome.stack, ...messagesOf(outcome)] : [];
    shown.push(mode, outcome, { ...(outcome as object) }, stack, sent, retried);
  }
  const all = JSON.stringify(shown);
  expect(all).toContain("key_in_answer");
  expect(all).toContain("Your key is ….");
  for (const part of [key, key.slice(0, 12), key.slice(-8), key.slice(-4) + ")"])
    expect(all).not.toContain(part);
});
