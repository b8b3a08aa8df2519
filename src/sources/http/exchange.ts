import { request, type Dispatcher } from "undici";
import { NetworkError, PayloadError } from "../../errors.ts";
import type { Events } from "../../events.ts";
import type { Api } from "./client.ts";
import { explainFault } from "./faults.ts";
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
  timeoutMs: number;
  events: Events;
  signal: AbortSignal | undefined;
}

const mostRedirects = 5;
/** The largest real answer, a page of 500 tracks, is about 2 MB. */
const largestBodyBytes = 16 * 1024 * 1024;

/** One try: through the gate, out, along redirects (each takes a slot of its own), and the answer back. */
export async function exchange(context: Exchange): Promise<Answer | undefined> {
  const { api } = context;
  let url = context.url;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    await api.gate.pass(context.signal);
    const response = await send(context, url);
    const location = redirectOf(response, url);
    if (!location) return finish(context, url, response);
    await discard(response);
    url = location;
  }
  throw new PayloadError(api.name, `${api.name} redirects in circles (${context.url.pathname})`);
}

async function finish(
  { api, signal, timeoutMs }: Exchange,
  url: URL,
  response: Dispatcher.ResponseData,
): Promise<Answer | undefined> {
  try {
    const body = await readBody(api.name, response);
    const contentType = String(response.headers["content-type"] ?? "");
    const status = response.statusCode;
    if (status === 200) return { url, contentType, body };
    return await judgeStatus(api, { url, status, headers: response.headers, body: body.toString("utf8") });
  } catch (error) {
    signal?.throwIfAborted();
    throw explainFault(api.name, url, timeoutMs, error);
  }
}

async function send(context: Exchange, url: URL): Promise<Dispatcher.ResponseData> {
  const { api, dispatcher, events, signal, timeoutMs, userAgent } = context;
  events.emit("request-sent", { source: api.name, url: url.origin + url.pathname + url.search });
  // The request leaves only when a connection stands. The gate hears of that moment, so that a slow
  // connection can't bring this send and the next one together.
  let noted: Promise<void> | undefined;
  const stamping = dispatcher.compose((dispatch) => (options, handler) => {
    const started = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (...details) => {
      noted = api.gate.sent();
      started?.(...details);
    };
    return dispatch(options, handler);
  });
  try {
    const response = await request(withoutCredentials(url), {
      dispatcher: stamping,
      headers: {
        "user-agent": userAgent,
        accept: "application/json",
        ...(url.origin === context.url.origin && basicAuthorization(context.url)),
      },
      ...(signal && { signal }),
    });
    await noted;
    return response;
  } catch (error) {
    await noted;
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

async function readBody(source: string, response: Dispatcher.ResponseData): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestBodyBytes) {
      throw new PayloadError(
        source,
        `${source} sent more than ${largestBodyBytes >> 20} MB; not read further`,
      );
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

/** A mirror of one's own may sit behind a password: http://user:password@mirror/ws/2 */
function basicAuthorization(url: URL): { authorization: string } | undefined {
  if (!url.username) return undefined;
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}
