import type { Reply } from "../stand-in.ts";

/** An error as the servers' code knows it, before each writes it in its own way. */
export interface ModelRefusal {
  status: number;
  message: string;
  type?: string;
  param?: string;
  code?: string;
  headers?: Record<string, string>;
}

/** How one kind of server differs from the others. */
export interface Flavour {
  /** Where it shows what a model thought; undefined: it doesn't. */
  thoughts: "reasoning" | "reasoning_content" | undefined;
  /** Values of `response_format.type` that it takes. */
  formats: string[];
  /** Keys that it refuses, where others pass over what they don't know. */
  unknownKeys: string[];
  errorBody(refusal: ModelRefusal): unknown;
  unknownPath(method: string, path: string): Reply;
}

const allFormats = ["json_schema", "json_object", "text"];

const openAiBody = ({ message, type = "invalid_request_error", param, code }: ModelRefusal): unknown => ({
  error: { message, type, param: param ?? null, code: code ?? null },
});

const reply = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });

export const flavours = {
  openai: {
    thoughts: undefined,
    formats: allFormats,
    unknownKeys: ["chat_template_kwargs"],
    errorBody: openAiBody,
    unknownPath: (method, path) =>
      reply(404, openAiBody({ status: 404, message: `Invalid URL (${method} ${path})` })),
  },
  ollama: {
    thoughts: "reasoning",
    formats: allFormats,
    unknownKeys: [],
    errorBody: openAiBody,
    unknownPath: () => ({ status: 404, contentType: "text/plain", body: "404 page not found" }),
  },
  llamacpp: {
    thoughts: "reasoning_content",
    formats: allFormats,
    unknownKeys: [],
    errorBody: ({ status, message, type = "invalid_request_error" }) => ({
      error: { code: status, message, type },
    }),
    unknownPath: () =>
      reply(404, { error: { code: 404, message: "File Not Found", type: "not_found_error" } }),
  },
  lmstudio: {
    thoughts: "reasoning_content",
    formats: ["json_schema", "text"],
    unknownKeys: [],
    errorBody: ({ message }) => ({ error: message }),
    unknownPath: (method, path) =>
      reply(200, { error: `Unexpected endpoint or method. (${method} ${path})` }),
  },
  vllm: {
    thoughts: "reasoning_content",
    formats: allFormats,
    unknownKeys: [],
    errorBody: ({ status, message, type = "BadRequestError", param }) => ({
      object: "error",
      message,
      type,
      param: param ?? null,
      code: status,
    }),
    unknownPath: () => reply(404, { detail: "Not Found" }),
  },
} as const satisfies Record<string, Flavour>;

export type FlavourName = keyof typeof flavours;
