import type { Exchange, Underway } from "./under-way.ts";
import type { HttpAnswer } from "../answer/answer.ts";
import type { Dispatcher } from "undici";
import { ForeignAnswerError, NetworkError, PayloadError } from "../../../errors.ts";
import { withTimeLimit } from "../../time-limit.ts";
import { translateFault } from "../answer/faults.ts";
import { deadlineOver, watchRate, type ExchangeProgress } from "../limits.ts";
import { publicPath } from "../public-address.ts";
import { discard, mostRedirects, redirectTarget } from "./redirects.ts";
import { send } from "./send.ts";
import { judgeStatus } from "../answer/verdict.ts";

/** One try: through the gate, out, along redirects (each to the API takes a slot of its own), and the answer back. */
export async function exchange(context: Exchange): Promise<HttpAnswer | undefined> {
  const { api, pace, timeoutMs } = context;
  const progress: ExchangeProgress = {
    host: context.url.host,
    phase: "connecting",
    lastAt: performance.now(),
  };
  if (pace === "rate" || timeoutMs <= 0) return follow({ ...context, progress });
  const timeout = (): Error => deadlineOver(api.name, timeoutMs, progress);
  const outer = context.signal ?? new AbortController().signal;
  return withTimeLimit({ limitMs: timeoutMs, timeout }, outer, (signal) =>
    follow({ ...context, progress, signal }),
  );
}

async function follow(context: Underway): Promise<HttpAnswer | undefined> {
  const { api } = context;
  let url = context.url;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await send(context, url);
    const location = redirectTarget(response, url);
    if (!location) return finish(context, url, response);
    await discard(response);
    if (context.body) {
      throw new PayloadError(
        api.name,
        `${api.name} sends us from ${url.host} to ${location.host} instead of answering`,
      );
    }
    if (api.mayVisit?.(location) === false) {
      throw sentElsewhere(context, url, location);
    }
    url = location;
  }
  const path = publicPath(context.url, api.secret);
  throw new PayloadError(api.name, `${api.name} redirects in circles (${path})`);
}

async function finish(
  context: Underway,
  url: URL,
  response: Dispatcher.ResponseData,
): Promise<HttpAnswer | undefined> {
  const body = await receive(context, url, response);
  const contentType = String(response.headers["content-type"] ?? "");
  const status = response.statusCode;
  await context.api.heed?.({ status, headers: response.headers });
  if (status === 200) return { url, contentType, body };
  return judgeStatus(context.api, { url, status, headers: response.headers, body: body.toString("utf8") });
}

async function receive(context: Underway, url: URL, response: Dispatcher.ResponseData): Promise<Buffer> {
  const { api, signal, timeoutMs } = context;
  try {
    return await readBody(context, response);
  } catch (error) {
    signal?.throwIfAborted();
    throw translateFault(api.name, url, timeoutMs, error);
  }
}

async function readBody(context: Underway, response: Dispatcher.ResponseData): Promise<Buffer> {
  const { api, largestBytes, progress, pace, timeoutMs } = context;
  const source = api.name;
  const watch = watchRate(source, progress.host, timeoutMs);
  const parts: Buffer[] = [];
  let bytes = 0;
  progress.phase = "reading";
  for await (const part of response.body as AsyncIterable<Buffer>) {
    bytes += part.length;
    progress.lastAt = performance.now();
    context.signal?.throwIfAborted();
    if (bytes > largestBytes) {
      throw new PayloadError(source, `${source} sent more than ${largestBytes >> 20} MB; not read further`);
    }
    if (pace === "rate") watch(part.length);
    parts.push(part);
  }
  const promised = Number(response.headers["content-length"] ?? bytes);
  if (promised !== bytes) throw new NetworkError(source, `${source} cut its answer short`);
  return Buffer.concat(parts);
}

/** Data never comes from elsewhere; a page to log in to a network does. */
function sentElsewhere({ api, pace }: Exchange, from: URL, to: URL): Error {
  if (pace === "rate") {
    return new PayloadError(api.name, `${api.name} sends us from ${from.host} to a place where we don't go`);
  }
  const words = `${api.name}: ${from.host} sends us to ${to.host} instead of answering`;
  return new ForeignAnswerError(api.name, `${words}: does this network ask for a log-in first?`);
}
