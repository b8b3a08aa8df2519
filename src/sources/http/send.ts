import { once } from "node:events";
import { errors, request, type Dispatcher } from "undici";
import { nameIssuer } from "./certificate.ts";
import type { Exchange, Underway } from "./under-way.ts";
import { explainFault } from "./faults.ts";
import { connectMsOf } from "./limits.ts";
import { publicAddress } from "./public-address.ts";

/** The rate is the host's own, in http and in https; another one that it sends us to keeps its own counsel. */
function keepsRate(context: Exchange, url: URL): boolean {
  return url.host === context.url.host;
}

const turnRanOut = new Error("the turn ran out before the request could leave");

/** Sends one request through the gate; resolves with its status and headers, the body still to be read. */
export async function send(context: Underway, url: URL): Promise<Dispatcher.ResponseData> {
  for (;;) {
    if (keepsRate(context, url)) await context.api.gate.pass(context.signal);
    const response = await sendNow(context, url);
    if (response) return response;
  }
}

/**
 * The request leaves only when a connection stands: the gate hears of that moment. Undefined if the turn had run
 * out by then.
 */
async function sendNow(context: Underway, url: URL): Promise<Dispatcher.ResponseData | undefined> {
  const { api, events, signal, timeoutMs } = context;
  let noted: Promise<void> | undefined;
  const note = (): void => {
    if (noted || !keepsRate(context, url)) return;
    noted = api.gate.sent();
    noted.catch(() => undefined); // it is awaited below, which may be a while from now
  };
  try {
    signal?.throwIfAborted();
    events.emit("request-sent", { source: api.name, url: publicAddress(url, api.secret) });
    const response = await requestWith(context, url, note);
    await noted;
    return response;
  } catch (error) {
    // Should that fail, the day is one shorter: no reason to hide what happened.
    if (!noted && keepsRate(context, url)) await api.gate.unsent().catch(() => undefined);
    if (error === turnRanOut) return undefined;
    note();
    signal?.throwIfAborted();
    await noted;
    throw await nameIssuer(explainFault(api.name, url, timeoutMs, error), url, context.proxy);
  }
}

async function requestWith(
  context: Underway,
  url: URL,
  onLeave: () => void,
): Promise<Dispatcher.ResponseData> {
  const { api, dispatcher, signal, timeoutMs, body, progress } = context;
  const { failing, end } = watchConnecting(context);
  Object.assign(progress, { host: url.host, phase: "connecting" });
  let headersLate: NodeJS.Timeout | undefined;
  const watched = dispatcher.compose((dispatch) => (options, handler) => {
    const started = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, details) => {
      end();
      progress.phase = "waiting";
      // undici's own clock begins anew with each "103 Early Hints"; this one does not.
      const late = (): void => controller.abort(new errors.HeadersTimeoutError());
      if (timeoutMs > 0) headersLate = setTimeout(late, timeoutMs);
      started?.(controller, details);
      if (failing.aborted) controller.abort(failing.reason as Error);
      else if (keepsRate(context, url) && !api.gate.mayLeave()) controller.abort(turnRanOut);
      else queueMicrotask(onLeave); // undici writes the request as soon as this returns
    };
    return dispatch(options, handler);
  });
  const response = request(withoutCredentials(url), {
    dispatcher: watched,
    headers: headersFor(context, url),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    ...(body && { method: "POST" as const, body: body.text }),
    ...(signal && { signal }),
  });
  const failed = once(failing, "abort").then(() => Promise.reject(failing.reason as Error));
  return Promise.race([response, failed]).finally(() => {
    clearTimeout(headersLate);
    end();
  });
}

/**
 * While it connects, undici hears no abort, and a proxy may take minutes: `failing` aborts for both, until `end`.
 */
function watchConnecting({ signal, timeoutMs }: Exchange): { failing: AbortSignal; end(): void } {
  const failing = new AbortController();
  const abort = (): void => failing.abort(signal?.reason);
  const giveUp = (): void => failing.abort(new errors.ConnectTimeoutError());
  const timer = timeoutMs > 0 ? setTimeout(giveUp, connectMsOf(timeoutMs)) : undefined;
  signal?.addEventListener("abort", abort, { once: true });
  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  return { failing: failing.signal, end };
}

function headersFor(context: Exchange, url: URL): Record<string, string> {
  return {
    "user-agent": headerText(context.userAgent),
    accept: context.accept,
    ...(context.body && { "content-type": context.body.type }),
    // What tells who we are is for the service that we asked, not for another that it sends us to.
    ...(url.origin === context.url.origin && { ...basicAuthorization(context.url), ...context.headers }),
  };
}

/** Headers hold ASCII; a contact may be anything that a person types. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (odd) => encodeURIComponent(Buffer.from(odd).toString()));
}

/** A mirror of one's own may sit behind a password: http://user:password@mirror/ws/2 */
function basicAuthorization(url: URL): { authorization: string } | undefined {
  if (!url.username && !url.password) return undefined;
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

/** A lone % in a password stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}
