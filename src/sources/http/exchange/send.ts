import type { Dispatcher } from "undici";
import { nameIssuer } from "../proxy/certificate.ts";
import type { Exchange, Underway } from "./under-way.ts";
import { translateFault } from "../answer/faults.ts";
import { basicAuthorization, headerText } from "./headers.ts";
import { publicAddress } from "../public-address.ts";
import { requestFrom } from "./request.ts";

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
    throw await nameIssuer(translateFault(api.name, url, timeoutMs, error), url, context.proxy);
  }
}

async function requestWith(
  context: Underway,
  url: URL,
  onLeave: () => void,
): Promise<Dispatcher.ResponseData> {
  const { api, dispatcher, signal, timeoutMs, body, progress } = context;
  Object.assign(progress, { host: url.host, phase: "connecting" });
  return requestFrom(url, {
    dispatcher,
    method: body ? "POST" : "GET",
    headers: headersFor(context, url),
    body: body?.text,
    signal,
    timeoutMs,
    onConnected() {
      progress.phase = "waiting";
      if (keepsRate(context, url) && !api.gate.mayLeave()) return turnRanOut;
      queueMicrotask(onLeave); // undici writes the request as soon as this returns
      return undefined;
    },
  });
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
