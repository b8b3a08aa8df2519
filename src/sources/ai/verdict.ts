import { HttpError, RejectedError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { readError, type AiError } from "./documents.ts";
import type { Parameter } from "./form.ts";
import { withoutMasked } from "./redact.ts";

/** The endpoint does not take something of the request; without it, it may answer. */
export class ParameterRefused extends Error {
  override name = "ParameterRefused";
  readonly parameter: Parameter;
  /** What is thrown when the request can't do without. */
  readonly rejected: RejectedError;

  constructor(parameter: Parameter, rejected: RejectedError) {
    super(rejected.message);
    this.parameter = parameter;
    this.rejected = rejected;
  }
}

/** This one question is not answered; others may be. */
export class QuestionRefused extends Error {
  override name = "QuestionRefused";
}

export interface Endpoint {
  /** Its name in messages. */
  name: string;
  model: string;
  host: string;
  /** Takes our key out of their words. */
  redact: (text: string) => string;
}

/** What a status other than 200 means. Their words are shown, unless they may hold the key. */
export function judgeAi(endpoint: Endpoint, answer: StatusAnswer): Error {
  const { status, headers } = answer;
  if (status >= 400 && status < 500 && isPage(answer)) return foreignAnswer(endpoint.name, answer);
  const error = readError(parseBody(answer.body));
  const retryAfterMs = retryAfterOf(headers);
  return faultOf(endpoint, { ...error, status, retryAfterMs });
}

/** The same for an error in the place of an answer, with status 200: the server's own, unless its code says more. */
export function faultIn(endpoint: Endpoint, error: AiError): Error {
  return faultOf(endpoint, { ...error, status: Number(/\b[45]\d\d\b/.exec(error.code)?.[0] ?? 502) });
}

interface Trouble extends AiError {
  status: number;
  retryAfterMs?: number | undefined;
}

function faultOf(endpoint: Endpoint, trouble: Trouble): Error {
  const { name } = endpoint;
  const { status, code, retryAfterMs } = trouble;
  const said = `${name} answered ${status}${quote(endpoint, trouble)}`;
  if (status === 402 || /insufficient_quota|insufficient.balance/i.test(`${code} ${trouble.words}`)) {
    const hint = "its account has nothing left to pay with: top it up, or set another IMPORTER_AI_BASE_URL";
    return new RejectedError(name, said, { hint });
  }
  if (status === 401 || status === 403) {
    // Such words may repeat the key, or parts of it.
    const words = `${name} does not let us in: it answered ${status}${identifierIn(code)}`;
    return new RejectedError(name, words, { hint: "check IMPORTER_AI_API_KEY" });
  }
  const isAboutRequest = status === 404 || status === 405 || status === 500 || status === 501;
  if (isAboutRequest && isParameter(trouble)) return badRequest(endpoint, trouble, said);
  if (status === 404 || status === 405) return notFound(endpoint, trouble, said);
  if (status === 413 || (status < 500 && tooLong.test(`${code} ${trouble.words}`))) {
    return new QuestionRefused(`the question is too long for ${endpoint.model}`);
  }
  if (status === 400 || status === 406 || status === 422) return badRequest(endpoint, trouble, said);
  return new HttpError(name, said, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

const tooLong = /context_length|context length|context size|exceed_context|prompt is too long/i;

function notFound(
  { name, model, host }: Endpoint,
  { status, words, code }: Trouble,
  said: string,
): RejectedError {
  if (/model/i.test(`${words} ${code}`)) {
    return new RejectedError(name, `${name} has no model "${shortText(model, 80)}" at ${host}: ${said}`, {
      hint: "check IMPORTER_AI_MODEL; a local server must have loaded it (for instance: ollama pull)",
    });
  }
  return new RejectedError(name, `${name} was not found at ${host}, or has no model "${model}": ${status}`, {
    hint: "check IMPORTER_AI_BASE_URL (for instance http://localhost:11434/v1) and IMPORTER_AI_MODEL",
  });
}

function badRequest(endpoint: Endpoint, { words, code, parameter }: Trouble, said: string): Error {
  if (/content_filter|content management policy/i.test(`${code} ${words}`)) {
    return new QuestionRefused("a content filter stopped the question");
  }
  if (/json_validate_failed/i.test(code)) return new QuestionRefused("it could not write the JSON asked for");
  const hint = "check IMPORTER_AI_BASE_URL and IMPORTER_AI_MODEL: this endpoint does not take our questions";
  const rejected = new RejectedError(endpoint.name, said, { hint });
  const refused = parameterIn(parameter) ?? parameterIn(words) ?? (isNoModel(words) ? undefined : "unknown");
  return refused ? new ParameterRefused(refused, rejected) : rejected;
}

const isNoModel = (words: string): boolean =>
  /model.{0,80}(?:not found|does not exist|not exist|no such)/i.test(words);

/** "No endpoints found that support the requested parameters", "System role not supported": not of the model, nor its own trouble. */
const isParameter = ({ words, parameter }: Trouble): boolean =>
  !isNoModel(words) &&
  (parameterIn(parameter) ??
    parameterIn(words) ??
    (/\b(?:parameters?|argument|field|not supported|unsupported)\b/i.test(words) || undefined)) !== undefined;

const names: [Parameter, RegExp][] = [
  ["limit", /max_tokens|max_completion_tokens/i],
  ["effort", /reasoning[_. ]effort|reasoning_effort/i],
  ["template", /chat_template/i],
  ["system", /system (?:role|message|prompt)|role.{0,20}system|roles must alternate|developer instruction/i],
  ["format", /response_format|json_schema|json_object|structured.?output|guided|grammar/i],
];

const parameterIn = (text: string): Parameter | undefined => names.find(([, name]) => name.test(text))?.[0];

function quote({ redact }: Endpoint, { words }: Trouble): string {
  const said = shortText(withoutMasked(redact(words)), 200);
  return said && `: ${said}`;
}

/** Their code, as far as it looks like one: `invalid_api_key`. */
function identifierIn(code: string): string {
  const [known] = /\b[a-z]+(?:_[a-z]+)+\b/.exec(code) ?? [];
  return known && known.length <= 40 ? ` (${known})` : "";
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return /^\s*</.test(body) ? undefined : body; // a web page is not quoted
  }
}
