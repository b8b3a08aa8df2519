import type { AiQuestion } from "../../matching/ai/question.ts";
import type { AiAnswer } from "./answer.ts";
import { NetworkError, PayloadError, RejectedError, UnavailableError } from "../../errors.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { normaliseBaseUrl } from "./base-url.ts";
import { completionDocument } from "./documents.ts";
import { buildBody, createRequestForm, withoutParameter, type Format } from "./form.ts";
import { readCompletion, type CompletionReading } from "./read-completion.ts";
import { createRedact } from "./redact.ts";
import { noAnswer, settleTalk, startTalk, tryOnce, type ModelSaid, type Talk } from "./talk.ts";
import { faultIn, judgeAi, ParameterRefused, QuestionRefused, type Endpoint } from "./verdict.ts";

/** A language model behind any endpoint that speaks OpenAI's `chat/completions`. */
export interface AiModel {
  /** Stored with each verdict. */
  name: string;
  /**
   * Asks until there is JSON that passes the question's own check: at most `mostSends` times, passing troubles aside.
   * @throws UnavailableError (down, busy, too slow) or RejectedError (key, credit, model, a request it does not take).
   */
  ask(question: AiQuestion, signal?: AbortSignal): Promise<AiAnswer>;
}

export interface AiSourceOptions {
  /** `baseUrl` as a person writes it. */
  api: Api;
  apiKey: string | undefined;
  model: string;
  reasoningEffort?: string;
  /** Of an answer, thoughts included; without it, none is sent. */
  maxTokens?: number;
  /** Whether one more request may be made of a question that came to no answer yet: each may cost something. */
  mayRepeat?: () => boolean;
  /** `auto` begins with json_schema, and remembers for the process what the endpoint takes. */
  mode?: Format | "auto";
}

/** Enough to find out what an endpoint takes, and for one question to go wrong in every way there is. */
export const mostSends = 8;
/** After the first try, for troubles that pass. */
const retries = 2;

export function createAiModel(http: HttpClient, options: AiSourceOptions): AiModel {
  const { model, reasoningEffort, maxTokens, mode = "auto" } = options;
  const apiKey = options.apiKey?.trim() || undefined;
  const baseUrl = normaliseBaseUrl(options.api.baseUrl);
  const { name } = options.api;
  const endpoint: Endpoint = { name, model, host: new URL(baseUrl).host, redact: createRedact(apiKey) };
  const api: Api = { ...options.api, baseUrl, judge: (answer) => judgeAi(endpoint, answer) };
  let form = createRequestForm(mode); // what is learnt serves every question to come

  /** Undefined: nothing came of it, but the next try is another. */
  async function send(talk: Talk, signal?: AbortSignal): Promise<ModelSaid | undefined> {
    const { question, messages, limit } = talk;
    const sentForm = form;
    const body = buildBody(sentForm, { ...question, model, messages, reasoningEffort, limit });
    try {
      const reading = await post(body, signal);
      if (reading.kind === "failed") {
        const fault = faultIn(endpoint, reading.error);
        if (fault instanceof UnavailableError && tryOnce(talk, "again")) return undefined;
        throw fault;
      }
      if (reading.kind !== "thought" || !sentForm.thinks) return reading;
      form = { ...form, thinks: false };
    } catch (error) {
      if (!(error instanceof ParameterRefused)) throw explain(endpoint, error);
      const simpler = withoutParameter(sentForm, error.parameter, body);
      if (!simpler) form = createRequestForm(mode); // nothing helped: it was something else
      if (!simpler) throw error.rejected;
      if (form === sentForm) form = simpler; // else another question has learnt something in between
    }
    return undefined;
  }

  async function post(json: object, signal?: AbortSignal): Promise<CompletionReading> {
    const headers = authorization(name, apiKey);
    const request = { path: "chat/completions", headers, schema: completionDocument, signal, retries };
    const document = await http.postJson(api, { ...request, body: { json } });
    if (!document || (document.choices === undefined && !document.error)) {
      throw new PayloadError(name, `${name} answered in a shape this importer does not know (no choices)`);
    }
    return readCompletion(document, endpoint.redact);
  }

  return {
    name: model,
    async ask(question, signal) {
      const talk = startTalk(question, maxTokens);
      try {
        for (let sends = 0; sends < mostSends; sends++) {
          if (sends > 0 && options.mayRepeat?.() === false)
            return noAnswer("no more calls are left to repeat it");
          const reading = await send(talk, signal);
          const answer = reading && settleTalk(talk, reading);
          if (answer) return answer;
        }
      } catch (error) {
        if (error instanceof QuestionRefused) return noAnswer(error.message);
        throw error;
      }
      return noAnswer(`it came to no answer in ${mostSends} tries`);
    },
  };
}

/** @throws RejectedError if the key can't be sent: it has a line break in it, or letters that no header holds. */
function authorization(name: string, apiKey: string | undefined): Record<string, string> {
  if (apiKey === undefined) return {};
  if (/^[\x21-\x7e]+$/.test(apiKey)) return { authorization: `Bearer ${apiKey}` };
  throw new RejectedError(name, `the key for ${name} has characters that no key has`, {
    hint: "copy IMPORTER_AI_API_KEY again from your account",
  });
}

/** Nobody listens: for a server on one's own machine that has one meaning. */
function explain({ name, host }: Endpoint, error: unknown): unknown {
  if (!(error instanceof NetworkError)) return error;
  if (!error.message.includes(`${host} refuses the connection`)) return error; // a proxy may refuse, too
  return new UnavailableError(name, `${name}: its server is not running at ${host}`, { cause: error });
}
