import type { ModelRefusal } from "./flavours.ts";

/** Answers that are none: the status and what is said with it. */
export const modelRefusals = {
  no_model: {
    status: 404,
    code: "model_not_found",
    type: "not_found_error",
    message: 'model "test-model" not found, try pulling it first',
  },
  rate_limited: {
    status: 429,
    code: "rate_limit_exceeded",
    type: "requests",
    headers: { "retry-after": "1" },
    message: "Rate limit reached for requests. Please try again in 1s.",
  },
  insufficient_quota: {
    status: 429,
    code: "insufficient_quota",
    type: "insufficient_quota",
    message: "You exceeded your current quota, please check your plan and billing details.",
  },
  no_credit: { status: 402, type: "unknown_error", message: "Insufficient Balance" },
  forbidden: {
    status: 403,
    code: "unsupported_country_region_territory",
    type: "request_forbidden",
    message: "Country, region, or territory not supported",
  },
  server_error: { status: 500, type: "server_error", message: "The server had an error" },
  loading: { status: 503, type: "unavailable_error", message: "Loading model" },
  too_long: {
    status: 400,
    code: "context_length_exceeded",
    param: "messages",
    message: "This model's maximum context length is 4096 tokens.",
  },
  filtered_question: {
    status: 400,
    code: "content_filter",
    param: "prompt",
    message: "The response was filtered due to the prompt triggering our content management policy.",
  },
  bad_request: { status: 400, message: "The request could not be understood" },
} as const satisfies Record<string, ModelRefusal>;

/** Something of the request that is not taken; without it, the answer is the ordinary one. */
export const picky = [
  "no_json_schema",
  "no_response_format",
  "no_max_tokens",
  "no_limit",
  "no_reasoning_effort",
  "no_chat_template",
] as const;

/** Answers with status 200, good and bad. */
export const answers = [
  "ok",
  "obedient",
  "refusal",
  "length",
  "content_filter",
  "tool_call",
  "bad_json",
  "prose",
  "fenced",
  "think_prefixed",
  "thought_only",
  "thought_json",
  "empty",
  "parts",
  "out_of_range",
  "wrong_enum",
  "missing_candidate",
  "answered_twice",
  "claims_nothing",
  "missing_usage",
  "empty_choices",
  "error_in_200",
  "quota_in_200",
] as const;

/** What repeats the key that came with the request. */
export const indiscreet = ["bad_key", "key_in_error", "key_in_answer"] as const;

/** Not even JSON: the connection stands, and that is all. */
export const dumb = ["html", "html_error", "empty_body", "hang"] as const;

export type AiMode =
  | keyof typeof modelRefusals
  | (typeof picky)[number]
  | (typeof answers)[number]
  | (typeof indiscreet)[number]
  | (typeof dumb)[number];

export type AnswerMode = (typeof answers)[number] | "key_in_answer";

export const isAmong = <T extends string>(list: readonly T[], mode: string): mode is T =>
  list.some((each) => each === mode);
