import type { HttpRequest, JsonRequest, PostRequest, HttpClient, Api } from "./api.ts";
import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import { DoubtedError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import { leaveToCaller } from "../circuit-breaker.ts";
import { retryUntilStopped } from "../retry-until-stopped.ts";
import { offTheClock } from "../time-limit.ts";
import { exchange } from "./exchange/exchange.ts";
import type { Exchange } from "./exchange/under-way.ts";
import type { HttpAnswer } from "./answer/answer.ts";
import { connectMsOf, jsonPace, picturePace } from "./limits.ts";
import { leaveParserAsItIs } from "./parser.ts";
import { readJson } from "./answer/json.ts";
import { triesFor, type Patience } from "./patience.ts";
import { connectToProxy } from "./proxy/proxy.ts";
import type { ProxyConfig } from "./proxy/settings.ts";
import { publicAddress } from "./public-address.ts";

export interface HttpOptions {
  userAgent: string;
  /** A whole exchange of JSON may take this long; of a file, the wait for its headers and each silence within it. */
  timeoutMs: number;
  /** A person's, unless said. */
  patience?: Patience;
  /** Before the first retry; doubles each time, up to 30 s. */
  retryDelayMs: number;
  proxy: ProxyConfig;
  events: Events;
  /** Aborts when somebody wants it to stop: no failed request is tried again from then on. */
  stopping?: AbortSignal | undefined;
}

/** One first try and up to five more: MusicBrainz sheds load with 503 in up to half of all searches. */
const usualRetries = 5;
/** The largest real document, a page of 500 tracks, is about 2 MB. */
const largestJsonBytes = 16 * 1024 * 1024;
const longestRetryDelayMs = 30_000;

export function createHttpClient(options: HttpOptions): HttpClient {
  const dispatcher = createDispatcher(options);

  const ask = (api: Api, request: HttpRequest, url: URL, wanted: Wanted): Promise<HttpAnswer | undefined> => {
    const { headers = {}, signal, retries = usualRetries } = request;
    const timeoutMs = api.timeoutMs ?? options.timeoutMs;
    return watched(api, { retries, signal }, () =>
      retrying(options, { api, signal, retries }, () =>
        exchange({ ...options, ...wanted, api, url, dispatcher, headers, signal, timeoutMs }),
      ),
    );
  };

  async function askJson<T>(
    api: Api,
    request: HttpRequest & Pick<JsonRequest<T>, "schema" | "isFind">,
    url: URL,
    body?: Wanted["body"],
  ): Promise<T | undefined> {
    const wanted: Wanted = {
      accept: "application/json",
      largestBytes: largestJsonBytes,
      pace: jsonPace,
      ...(body && { body }),
    };
    const staying: Api = { ...api, mayVisit: (to) => isSameService(to, url) };
    const answer = await ask(staying, request, url, wanted);
    if (answer === undefined) return undefined;
    const document = readJson(api.name, answer, request.schema);
    if (request.isFind?.(document) ?? true) await api.doubt?.found();
    return document;
  }

  return {
    getJson: (api, request) => askJson(api, request, buildUrl(api.baseUrl, request.path, request.query)),
    postJson: (api, request) =>
      askJson(api, request, buildUrl(api.baseUrl, request.path), encode(request.body)),
    async getBytes(api, request) {
      const url = buildUrl(api.baseUrl, request.path);
      const { accept, largestBytes } = request;
      const answer = await ask(api, request, url, { accept, largestBytes, pace: picturePace });
      if (!answer) return undefined;
      await api.doubt?.found();
      return { bytes: answer.body, url: publicAddress(url, api.secret) };
    },
    close: () => dispatcher.destroy(), // at once: whatever still runs was interrupted
  };
}

/** Under the API's circuit breaker, which hears how it ended; an absence is believed unless it is to be doubted. */
async function watched<T>(
  { breaker, doubt }: Api,
  { retries, signal }: { retries: number; signal: AbortSignal | undefined },
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const endProbe = await breaker?.check(signal);
  const startedAt = Date.now();
  try {
    const answer = await ask();
    if (answer === undefined && doubt) await offTheClock(signal, () => doubt.absent());
    await breaker?.answered();
    return answer;
  } catch (error) {
    const tell = async (final: unknown): Promise<unknown> => breaker?.failed(final, startedAt);
    const isFinal = retries > 0 || endProbe !== undefined || error instanceof DoubtedError;
    if (isFinal) throw (await tell(error)) ?? error;
    leaveToCaller(error, tell);
    throw error;
  } finally {
    endProbe?.();
  }
}

type Wanted = Pick<Exchange, "accept" | "largestBytes" | "body" | "pace">;

function encode(body: PostRequest<unknown>["body"]): NonNullable<Exchange["body"]> {
  return "json" in body
    ? { type: "application/json; charset=utf-8", text: JSON.stringify(body.json) }
    : { type: "application/x-www-form-urlencoded", text: new URLSearchParams(body.form).toString() };
}

/**
 * Around the gate, so that every try is spaced like any other send. A `Retry-After` shuts the gate itself
 * (see `verdict.ts`), and so is a floor under the delay here, for this process and every other.
 */
function retrying(
  { events, retryDelayMs, stopping, patience = "command" }: HttpOptions,
  { api, signal, retries }: { api: Api; signal: AbortSignal | undefined; retries: number },
  attempt: () => Promise<HttpAnswer | undefined>,
): Promise<HttpAnswer | undefined> {
  if (retries === 0) return attempt();
  return retryUntilStopped(attempt, {
    retries,
    minTimeout: retryDelayMs,
    maxTimeout: longestRetryDelayMs,
    randomize: true,
    signal,
    stopping,
    shouldRetry: ({ error, attemptNumber }) => attemptNumber < triesFor(error, patience, retries + 1),
    onFailedAttempt: ({ error, attemptNumber }) => {
      const attempts = triesFor(error, patience, retries + 1);
      if (attemptNumber >= attempts || signal?.aborted || stopping?.aborted) return;
      events.emit("request-retried", {
        source: api.name,
        reason: error.message,
        attempt: attemptNumber,
        attempts,
      });
    },
  });
}

/**
 * Data comes from the service itself: the same host and port, or the same name over https where it was asked over http. A
 * log-in page is elsewhere, and so is whatever else stands in this machine or its network.
 */
function isSameService(to: URL, asked: URL): boolean {
  if (to.host === asked.host && to.protocol === asked.protocol) return true;
  const bare = ({ hostname }: URL): string => hostname.replace(/^www\./, "");
  return bare(to) === bare(asked) && to.protocol === "https:" && to.port === "" && asked.port === "";
}

/** Connections with the limits of every exchange, through the proxy if there is one. */
export function createDispatcher({ timeoutMs, proxy }: Pick<HttpOptions, "timeoutMs" | "proxy">): Dispatcher {
  const options = {
    connect: { timeout: connectMsOf(timeoutMs) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 64 * 1024,
  };
  leaveParserAsItIs();
  const proxied = proxy.httpProxy ?? proxy.httpsProxy;
  return proxied
    ? new EnvHttpProxyAgent({ ...options, ...proxy, clientFactory: connectToProxy })
    : new Agent(options);
}

function buildUrl(baseUrl: string, path: string, query: JsonRequest<unknown>["query"] = {}): URL {
  const url = new URL(`${baseUrl}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
