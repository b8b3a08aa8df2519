import { setMaxListeners } from "node:events";
import pRetry from "p-retry";
import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import type { z } from "zod";
import type { Config } from "../../config.ts";
import { HttpError, PayloadError, UnavailableError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import type { Gate } from "../gate.ts";
import { exchange, type Answer } from "./exchange.ts";
import { readJson } from "./json.ts";
import { connectToProxy } from "./proxy.ts";
import { publicAddress } from "./public-address.ts";
import type { StatusAnswer } from "./verdict.ts";

/** A web service as the client sees it. */
export interface Api {
  /** Its name in messages. */
  name: string;
  baseUrl: string;
  gate: Gate;
  /** What a person can do when it refuses us. */
  rejectedHint: string;
  /** A key that is part of the path, as it stands there: no event, message or stored address shows it. */
  secret?: string;
  /** What a status means here, where it means something else than usual (see `verdict.ts`); undefined: the usual. */
  judge?(answer: StatusAnswer): "absent" | Error | undefined;
}

export interface JsonRequest<T> {
  /** Below the base URL, parts already encoded. */
  path: string;
  query?: Record<string, string | number>;
  schema: z.ZodType<T>;
  signal?: AbortSignal | undefined;
  /** After the first try; a caller that retries by itself takes 0. */
  retries?: number;
}

export interface BytesRequest extends Omit<JsonRequest<never>, "schema" | "query"> {
  /** The media types we can use. */
  accept: string;
  largestBytes: number;
}

export interface HttpClient {
  /**
   * GETs a JSON document, through the API's gate, again after passing troubles.
   * @returns the document, checked against `schema`; undefined when they answer that it doesn't exist (404).
   * @throws UnavailableError (HttpError, NetworkError, TimeoutError, PayloadError) or RejectedError.
   */
  getJson<T>(api: Api, request: JsonRequest<T>): Promise<T | undefined>;
  /** GETs a file in the same way. `url` is the address that was asked, before redirects. */
  getBytes(api: Api, request: BytesRequest): Promise<{ bytes: Buffer; url: string } | undefined>;
  close(): Promise<void>;
}

export interface HttpOptions {
  userAgent: string;
  /** Connecting, waiting for the headers, and each silence within a body may take this long. */
  timeoutMs: number;
  /** Before the first retry; doubles each time, up to 30 s. */
  retryDelayMs: number;
  proxy: Config["proxy"];
  events: Events;
}

/** One first try and up to five more: MusicBrainz sheds load with 503 in up to half of all searches. */
const usualRetries = 5;
/** The largest real document, a page of 500 tracks, is about 2 MB. */
const largestJsonBytes = 16 * 1024 * 1024;
const longestRetryDelayMs = 30_000;

export function createHttpClient(options: HttpOptions): HttpClient {
  const dispatcher = createDispatcher(options);
  return {
    async getJson(api, { path, query, schema, signal, retries = usualRetries }) {
      const url = buildUrl(api.baseUrl, path, query);
      const limits = { accept: "application/json", largestBytes: largestJsonBytes };
      const answer = await retrying(options, { api, signal, retries }, () =>
        exchange({ api, url, dispatcher, signal, ...limits, ...options }),
      );
      return answer === undefined ? undefined : readJson(api.name, answer, schema);
    },
    async getBytes(api, { path, signal, accept, largestBytes, retries = usualRetries }) {
      const url = buildUrl(api.baseUrl, path);
      const answer = await retrying(options, { api, signal, retries }, () =>
        exchange({ api, url, dispatcher, signal, accept, largestBytes, ...options }),
      );
      return answer && { bytes: answer.body, url: publicAddress(url, api.secret) };
    },
    close: () => dispatcher.destroy(), // at once: whatever still runs was interrupted
  };
}

/**
 * Around the gate, so that every try is spaced like any other send. A `Retry-After` shuts the gate itself
 * (see `verdict.ts`), and so is a floor under the delay here, for this process and every other.
 */
function retrying(
  { events, retryDelayMs }: HttpOptions,
  { api, signal, retries }: { api: Api; signal: AbortSignal | undefined; retries: number },
  attempt: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  if (signal) setMaxListeners(0, signal); // a whole batch waits under one signal: that is no leak
  return pRetry(attempt, {
    retries,
    minTimeout: retryDelayMs,
    maxTimeout: longestRetryDelayMs,
    randomize: true,
    ...(signal && { signal }),
    shouldRetry: ({ error }) => isPassing(error),
    onFailedAttempt: ({ error, attemptNumber, retriesLeft }) => {
      if (retriesLeft === 0 || !isPassing(error) || signal?.aborted) return;
      const attempts = retries + 1;
      events.emit("request-retried", {
        source: api.name,
        reason: error.message,
        attempt: attemptNumber,
        attempts,
      });
    },
  });
}

function isPassing(error: Error): boolean {
  if (error instanceof PayloadError) return false; // it will be the same again
  if (error instanceof HttpError) return [429, 500, 502, 503, 504].includes(error.status);
  return error instanceof UnavailableError && error.name !== "UnavailableError";
}

function createDispatcher({ timeoutMs, proxy }: HttpOptions): Dispatcher {
  const options = {
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 64 * 1024,
  };
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
