import type { Flavour, ModelRefusal } from "./flavours.ts";
import type { AiMode } from "./modes.ts";

/** The body of `POST /chat/completions`, as far as the stand-in reads it. */
export interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: {
    type: string;
    json_schema?: { name: string; strict?: boolean; schema: Record<string, unknown> };
  };
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  reasoning_effort?: string;
  chat_template_kwargs?: Record<string, unknown>;
}

/** What an endpoint of this flavour and mode does not take of the request. */
export function refuseRequest(
  request: ChatRequest,
  flavour: Flavour,
  mode: AiMode,
): ModelRefusal | undefined {
  const unknown = flavour.unknownKeys.find((key) => key in request);
  if (unknown) return refusal(`Unrecognized request argument supplied: ${unknown}`, unknown);
  return refuseFormat(request, flavour, mode) ?? refuseOthers(request, mode);
}

const refusal = (message: string, param: string): ModelRefusal => ({
  status: 400,
  message,
  param,
  code: "unsupported_parameter",
});

function refuseFormat(request: ChatRequest, flavour: Flavour, mode: AiMode): ModelRefusal | undefined {
  const { response_format: format, messages } = request;
  if (!format) return undefined;
  const refuse = (message: string): ModelRefusal => refusal(message, "response_format");
  if (mode === "no_response_format") return refuse("'response_format' is not supported with this model.");
  if (mode === "no_json_schema" && format.type === "json_schema") {
    return refuse("Invalid parameter: 'response_format' of type 'json_schema' is not supported");
  }
  if (!flavour.formats.includes(format.type)) {
    const known = flavour.formats.map((each) => `'${each}'`).join(" or ");
    return refuse(`'response_format.type' must be ${known}`);
  }
  if (format.type === "json_object" && !/json/i.test(messages.map(({ content }) => content).join())) {
    return refuse("'messages' must contain the word 'json' to use 'response_format' of type 'json_object'.");
  }
  const name = format.json_schema?.name ?? "";
  const wrong = format.json_schema?.strict ? wrongInSchema(format.json_schema.schema, "") : undefined;
  return wrong ? refuse(`Invalid schema for response_format '${name}': ${wrong}`) : undefined;
}

function refuseOthers(request: ChatRequest, mode: AiMode): ModelRefusal | undefined {
  const refuse = (key: keyof ChatRequest, more = ""): ModelRefusal | undefined =>
    key in request
      ? refusal(`Unsupported parameter: '${key}' is not supported with this model.${more}`, key)
      : undefined;
  switch (mode) {
    case "no_max_tokens":
      return refuse("max_tokens", " Use 'max_completion_tokens' instead.");
    case "no_limit":
      return refuse("max_tokens") ?? refuse("max_completion_tokens");
    case "no_reasoning_effort":
      return refuse("reasoning_effort");
    case "no_chat_template":
      return refuse("chat_template_kwargs");
    default:
      return undefined;
  }
}

const strictKeys = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "anyOf",
  "$ref",
  "$defs",
  "description",
]);

/** The strict subset: every key required, no others allowed, and no limits. */
function wrongInSchema(schema: Record<string, unknown>, place: string): string | undefined {
  const odd = Object.keys(schema).find((key) => !strictKeys.has(key));
  if (odd) return `In context=(${place}), '${odd}' is not permitted.`;
  const properties = (schema["properties"] ?? {}) as Record<string, Record<string, unknown>>;
  const names = Object.keys(properties);
  if (place === "" && schema["type"] !== "object")
    return "schema must be a JSON Schema of 'type: \"object\"'";
  if (schema["type"] === "object") {
    const required = (schema["required"] ?? []) as string[];
    if (schema["additionalProperties"] !== false) {
      return `In context=(${place}), 'additionalProperties' is required to be supplied and to be false.`;
    }
    const missing = names.find((name) => !required.includes(name));
    if (missing) return `In context=(${place}), 'required' is missing '${missing}'.`;
  }
  const items = schema["items"] as Record<string, unknown> | undefined;
  const inner = names.map((name) => wrongInSchema(properties[name]!, `${place}/${name}`));
  return inner.find(Boolean) ?? (items && wrongInSchema(items, `${place}/items`));
}
