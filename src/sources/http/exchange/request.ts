import { errors, type Dispatcher } from "undici";
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
  const connecting = watchConnecting(outgoing);
  let headersLate: NodeJS.Timeout | undefined;
  const watched = dispatcher.compose((dispatch) => (options, handler) => {
    const started = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, details) => {
      connecting.end();
      // undici's own clock begins anew with each "103 Early Hints"; this one does not.
      const late = (): void => controller.abort(new errors.HeadersTimeoutError());
      if (timeoutMs > 0) headersLate = setTimeout(late, timeoutMs);
      started?.(controller, details);
      const reason = connecting.fault() ?? onConnected?.();
      if (reason) controller.abort(reason);
    };
    return dispatch(options, handler);
  });
  const { origin, pathname, search } = url;
  const response = watched.request({
    origin, // without credentials
    path: pathname + search,
    method,
    headers,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
  return Promise.race([response, connecting.failed]).finally(() => {
    clearTimeout(headersLate);
    connecting.end();
  });
}

interface Connecting {
  /** Rejects when the signal aborts, or it takes too long, before its `end`. */
  failed: Promise<never>;
  fault(): Error | undefined;
  end(): void;
}

/** While it connects, undici hears no abort, and a proxy may take minutes: this hears both. */
function watchConnecting({ signal, timeoutMs }: Outgoing): Connecting {
  let fault: Error | undefined;
  let fail: (reason: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = (reason) => reject((fault ??= reason));
  });
  const giveUp = (): void => fail(new errors.ConnectTimeoutError());
  const timer = timeoutMs > 0 ? setTimeout(giveUp, connectMsOf(timeoutMs)) : undefined;
  const release = signal && onAbort(signal, () => fail(signal.reason as Error));
  const end = (): void => {
    clearTimeout(timer);
    release?.();
  };
  return { failed, fault: () => fault, end };
}
