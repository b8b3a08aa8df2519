import { once } from "node:events";
import { errors, request, type Dispatcher } from "undici";
import { onAbort } from "../../abort-with.ts";
import { connectMsOf } from "../limits.ts";

/** What goes on the wire, whoever wants it. */
export interface Outgoing {
  dispatcher: Dispatcher;
  method: "GET" | "HEAD" | "POST";
  headers: Record<string, string>;
  body?: string | undefined;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  /** A connection stands, and the request leaves as soon as this returns: unless that is why it must not. */
  onConnected?(): Error | undefined;
}

/**
 * One request. Ends with the signal while it connects, too. @returns its status and headers, the body still to be read.
 * @throws what undici throws, and the signal's reason.
 */
export async function requestFrom(url: URL, outgoing: Outgoing): Promise<Dispatcher.ResponseData> {
  const { dispatcher, method, headers, body, signal, timeoutMs, onConnected } = outgoing;
  const { failing, end } = watchConnecting(outgoing);
  let headersLate: NodeJS.Timeout | undefined;
  const watched = dispatcher.compose((dispatch) => (options, handler) => {
    const started = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, details) => {
      end();
      // undici's own clock begins anew with each "103 Early Hints"; this one does not.
      const late = (): void => controller.abort(new errors.HeadersTimeoutError());
      if (timeoutMs > 0) headersLate = setTimeout(late, timeoutMs);
      started?.(controller, details);
      const reason = failing.aborted ? (failing.reason as Error) : onConnected?.();
      if (reason) controller.abort(reason);
    };
    return dispatch(options, handler);
  });
  const response = request(withoutCredentials(url), {
    dispatcher: watched,
    method,
    headers,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    ...(body !== undefined && { body }),
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
function watchConnecting({ signal, timeoutMs }: Outgoing): { failing: AbortSignal; end(): void } {
  const failing = new AbortController();
  const abort = (): void => failing.abort(signal?.reason);
  const giveUp = (): void => failing.abort(new errors.ConnectTimeoutError());
  const timer = timeoutMs > 0 ? setTimeout(giveUp, connectMsOf(timeoutMs)) : undefined;
  const release = signal && onAbort(signal, abort);
  const end = (): void => {
    clearTimeout(timer);
    release?.();
  };
  return { failing: failing.signal, end };
}

function withoutCredentials(url: URL): URL {
  if (!url.username && !url.password) return url;
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}
