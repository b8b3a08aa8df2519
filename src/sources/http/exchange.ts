import type { Dispatcher } from "undici";
import { NetworkError, PayloadError, TimeoutError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import type { Api } from "./client.ts";
import { explainFault } from "./faults.ts";
import { publicPath } from "./public-address.ts";
import { send } from "./send.ts";
import { judgeStatus } from "./verdict.ts";

/** A whole answer with status 200. */
export interface Answer {
  url: URL;
  contentType: string;
  body: Buffer;
}

export interface Exchange {
  api: Api;
  url: URL;
  dispatcher: Dispatcher;
  userAgent: string;
  headers: Record<string, string>;
  /** Makes it a POST. */
  body?: { type: string; text: string };
  timeoutMs: number;
  events: Events;
  signal: AbortSignal | undefined;
  accept: string;
  largestBytes: number;
}

const mostRedirects = 5;

/** One try: through the gate, out, along redirects (each to the API takes a slot of its own), and the answer back. */
export async function exchange(context: Exchange): Promise<Answer | undefined> {
  const { api } = context;
  let url = context.url;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await send(context, url);
    const location = redirectOf(response, url);
    if (!location) return finish(context, url, response);
    await discard(response);
    if (context.body) {
      throw new PayloadError(
        api.name,
        `${api.name} sends us from ${url.host} to ${location.host} instead of answering`,
      );
    }
    if (api.mayVisit?.(location) === false) {
      throw new PayloadError(api.name, `${api.name} sends us from ${url.host} to a place where we don't go`);
    }
    url = location;
  }
  const path = publicPath(context.url, api.secret);
  throw new PayloadError(api.name, `${api.name} redirects in circles (${path})`);
}

async function finish(
  context: Exchange,
  url: URL,
  response: Dispatcher.ResponseData,
): Promise<Answer | undefined> {
  const body = await receive(context, url, response);
  const contentType = String(response.headers["content-type"] ?? "");
  const status = response.statusCode;
  if (status === 200) return { url, contentType, body };
  return judgeStatus(context.api, { url, status, headers: response.headers, body: body.toString("utf8") });
}

async function receive(
  { api, signal, timeoutMs, largestBytes }: Exchange,
  url: URL,
  response: Dispatcher.ResponseData,
): Promise<Buffer> {
  try {
    return await readBody(api.name, response, { largestBytes, longestMs: longestBody * timeoutMs });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainFault(api.name, url, timeoutMs, error);
  }
}

function redirectOf(response: Dispatcher.ResponseData, from: URL): URL | undefined {
  const location = response.headers["location"];
  if (![301, 302, 303, 307, 308].includes(response.statusCode) || typeof location !== "string")
    return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from);
  return ["http:", "https:"].includes(url.protocol) ? url : undefined;
}

/** Times the patience for one silence: who drips a byte now and then must not hold a queue for ever. */
const longestBody = 10;

async function readBody(
  source: string,
  response: Dispatcher.ResponseData,
  { largestBytes, longestMs }: { largestBytes: number; longestMs: number },
): Promise<Buffer> {
  const startedAt = performance.now();
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestBytes) {
      throw new PayloadError(source, `${source} sent more than ${largestBytes >> 20} MB; not read further`);
    }
    if (longestMs > 0 && performance.now() - startedAt > longestMs) {
      throw new TimeoutError(source, `${source} was not done with its answer within ${longestMs / 1000} s`);
    }
    parts.push(part);
  }
  const promised = Number(response.headers["content-length"] ?? bytes);
  if (promised !== bytes) throw new NetworkError(source, `${source} cut its answer short`);
  return Buffer.concat(parts);
}

async function discard(response: Dispatcher.ResponseData): Promise<void> {
  await response.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
}
