import { HttpError, RejectedError, UnavailableError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import type { Api } from "./client.ts";

export interface StatusAnswer {
  url: URL;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/**
 * What a status other than 200 means: undefined for "it does not exist", else a fault. A source that asks for a
 * pause gets it from every process, through the gate.
 */
export async function judgeStatus(api: Api, answer: StatusAnswer): Promise<undefined> {
  const { status } = answer;
  const own = api.judge?.(answer);
  if (own instanceof UnavailableError && own.retryAfterMs !== undefined) {
    await api.gate.pause(own.retryAfterMs, own.message);
  }
  if (own instanceof Error) throw own;
  if (own === "absent") return undefined;
  if (status === 404 || status === 410) return undefined;
  const words = `${api.name} answered ${status}${theirWords(answer)}`;
  if (status === 400 || status === 401 || status === 403 || status === 406) {
    throw new RejectedError(api.name, words, { hint: api.rejectedHint });
  }
  const theirNow = Date.parse(String(answer.headers["date"])); // their clock, or ours, may be wrong
  const retryAfterMs = parseRetryAfter(answer.headers["retry-after"], theirNow || Date.now());
  if (retryAfterMs !== undefined && (status === 429 || status === 503)) {
    await api.gate.pause(retryAfterMs, words);
  }
  throw new HttpError(api.name, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Seconds or an HTTP date, as ms from now. Undefined when absent, unreadable or not ahead. */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (!text) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return ms > 0 && Number.isFinite(ms) ? Math.ceil(ms) : undefined;
}

/** The `error` or `message` of a JSON body: services say there what is wrong. HTML pages are not quoted. */
function theirWords({ body }: StatusAnswer): string {
  try {
    const document = JSON.parse(body) as Record<string, unknown> | null;
    const said = document?.["error"] ?? document?.["message"];
    return typeof said === "string" && said ? `: ${shortText(said, 200)}` : "";
  } catch {
    return "";
  }
}
