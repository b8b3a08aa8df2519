import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import { completionFor } from "./answers.ts";
import { flavours, type Flavour, type FlavourName, type ModelRefusal } from "./flavours.ts";
import { answers, isAmong, modelRefusals, type AiMode } from "./modes.ts";
import { refuseRequest, type ChatRequest } from "./requests.ts";

export interface AiStandInOptions {
  port?: number;
  /** Whose error bodies and thinking fields; OpenAI's by default. */
  flavour?: FlavourName;
  /** What it serves; any other is not found. */
  model?: string;
  /** Without it, any key or none will do. */
  apiKey?: string;
}

export interface AiStandIn extends StandIn {
  /** For every request from now on; or one for each of the next, then "ok". */
  setMode(mode: AiMode | AiMode[]): void;
  /** The questions so far, also those that were refused. */
  asked: ChatRequest[];
}

interface Endpoint {
  flavour: Flavour;
  model: string;
  apiKey: string | undefined;
  asked: ChatRequest[];
}

const basePath = "/v1";

/** A loopback stand-in of an OpenAI-compatible endpoint, with a model that compares words. */
export async function startAi(options: AiStandInOptions = {}): Promise<AiStandIn> {
  const { flavour = "openai", model = "test-model", apiKey } = options;
  const endpoint: Endpoint = { flavour: flavours[flavour], model, apiKey, asked: [] };
  let nextMode = (): AiMode => "ok";
  const standIn = await startStandIn({
    basePath,
    ...(options.port === undefined ? {} : { port: options.port }),
    answer: (question) => route(endpoint, question, nextMode),
  });
  return {
    ...standIn,
    asked: endpoint.asked,
    setMode(mode) {
      const left = typeof mode === "string" ? undefined : [...mode];
      nextMode = () => (left ? (left.shift() ?? "ok") : (mode as AiMode));
    },
  };
}

function route(
  endpoint: Endpoint,
  question: StandInQuestion,
  nextMode: () => AiMode,
): Reply | Promise<Reply> {
  const { method, url } = question;
  if (method === "GET" && url.pathname === `${basePath}/models`) return listModels(endpoint, question);
  if (method !== "POST" || url.pathname !== `${basePath}/chat/completions`) {
    return endpoint.flavour.unknownPath(method, url.pathname);
  }
  return complete(endpoint, question, nextMode());
}

function listModels(endpoint: Endpoint, { headers, at }: StandInQuestion): Reply {
  const locked = checkKey(endpoint, keyOf(headers));
  if (locked) return refuse(endpoint, locked);
  const { model } = endpoint;
  const created = Math.floor(at / 1000);
  return json({ object: "list", data: [{ id: model, object: "model", created, owned_by: "stand-in" }] });
}

function complete(endpoint: Endpoint, question: StandInQuestion, mode: AiMode): Reply | Promise<Reply> {
  const request = parse(question.body);
  if (!request) return refuse(endpoint, { status: 400, message: "We could not parse the JSON body." });
  endpoint.asked.push(request);
  const dumb = dumbReply(mode);
  if (dumb) return dumb;
  const key = keyOf(question.headers);
  const refusal =
    checkKey(endpoint, key) ??
    indiscreetRefusal(mode, key) ??
    checkModel(endpoint, request) ??
    (mode in modelRefusals ? modelRefusals[mode as keyof typeof modelRefusals] : undefined) ??
    refuseRequest(request, endpoint.flavour, mode);
  if (refusal) return refuse(endpoint, refusal);
  const said = isAmong(answers, mode) || mode === "key_in_answer" ? mode : "ok";
  const created = Math.floor(question.at / 1000);
  return json(completionFor({ request, flavour: endpoint.flavour, key, created }, said));
}

const json = (body: unknown): Reply => ({ status: 200, body: JSON.stringify(body) });

function refuse({ flavour }: Endpoint, refusal: ModelRefusal): Reply {
  const { status, headers } = refusal;
  return { status, ...(headers && { headers }), body: JSON.stringify(flavour.errorBody(refusal)) };
}

function dumbReply(mode: AiMode): Reply | Promise<Reply> | undefined {
  const body = "<!doctype html><title>Gateway</title><p>Something went wrong.</p>\n";
  if (mode === "html") return { status: 200, contentType: "text/html", body };
  if (mode === "html_error") return { status: 502, contentType: "text/html", body };
  if (mode === "empty_body") return { status: 200, body: "" };
  return mode === "hang" ? new Promise(() => {}) : undefined;
}

const keyOf = (headers: StandInQuestion["headers"]): string =>
  /^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? "";

const keyRefusal = (key: string): ModelRefusal => ({
  status: 401,
  code: "invalid_api_key",
  message: key ? `Incorrect API key provided: ${key}.` : "You didn't provide an API key.",
});

const checkKey = ({ apiKey }: Endpoint, key: string): ModelRefusal | undefined =>
  apiKey === undefined || apiKey === key ? undefined : keyRefusal(key);

function indiscreetRefusal(mode: AiMode, key: string): ModelRefusal | undefined {
  if (mode === "bad_key") return keyRefusal(key);
  const masked = `${key.slice(0, 4)}*****${key.slice(-4)}`;
  const message = `(${masked}) ${"x".repeat(150)} while asking with Bearer ${key}`; // whoever shortens it, cuts the key
  return mode === "key_in_error" ? { status: 400, message } : undefined;
}

function checkModel({ model }: Endpoint, request: ChatRequest): ModelRefusal | undefined {
  if (request.model === model) return undefined;
  const message = `The model '${request.model}' does not exist or you do not have access to it.`;
  return { status: 404, message, code: "model_not_found", param: "model" };
}

function parse(body: string): ChatRequest | undefined {
  try {
    const request = JSON.parse(body) as Partial<ChatRequest>;
    return Array.isArray(request.messages) ? (request as ChatRequest) : undefined;
  } catch {
    return undefined;
  }
}
