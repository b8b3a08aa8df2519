import { HttpError, PayloadError } from "../../errors.ts";
import { onAbort } from "../abort-with.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { tokenQuestion, type AmazonCredentials } from "./credentials.ts";
import { tokenRefusal, tokenReply } from "./documents.ts";
import { AmazonRejectedError, withoutBody } from "./faults.ts";

/** Short-lived leave to ask, kept in memory only. */
export interface Tokens {
  /** The one that is held, or a new one; callers that come while it is asked for share it. */
  get(signal?: AbortSignal): Promise<string>;
  /** They don't take it any more: the next `get` asks for another, unless that has happened already. */
  drop(token: string): void;
}

export interface TokenWiring {
  /** `baseUrl` is the whole address of the token endpoint. */
  api: Api;
  credentials: AmazonCredentials;
  now: () => number;
}

/** One that runs out on its way to them would cost a request. */
const earlyMs = 60_000;

interface Flight {
  token: Promise<string>;
  waiting: number;
  stop: AbortController;
}

export function createTokens(http: HttpClient, { api: service, credentials, now }: TokenWiring): Tokens {
  const { baseUrl, path } = splitAddress(service.baseUrl);
  const api: Api = { ...service, baseUrl, judge: (answer) => judgeToken(service.name, answer, now()) };
  let held: { token: string; renewAt: number } | undefined;
  let flight: Flight | undefined;

  async function ask(signal: AbortSignal): Promise<string> {
    const request = { path, body: tokenQuestion(credentials), schema: tokenReply, retries: 3, signal };
    const reply = await http.postJson(api, request).catch(withoutBody);
    if (!reply) throw new PayloadError(api.name, `${api.name} answered nothing`);
    held = { token: reply.access_token, renewAt: now() + reply.expires_in * 1000 - earlyMs };
    return held.token;
  }

  function takeOff(): Flight {
    const stop = new AbortController();
    const mine: Flight = { token: ask(stop.signal), waiting: 0, stop };
    mine.token.catch(() => undefined).finally(() => land(mine));
    return mine;
  }

  function land(mine: Flight): void {
    if (flight === mine) flight = undefined;
  }

  return {
    async get(signal) {
      signal?.throwIfAborted();
      if (held && now() < held.renewAt) return held.token;
      const mine = (flight ??= takeOff());
      mine.waiting++;
      try {
        return await untilAborted(mine.token, signal);
      } finally {
        // One caller who gives up must not take the token from the others; the last one ends the request.
        if (--mine.waiting === 0) {
          land(mine);
          mine.stop.abort();
        }
      }
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

/** The client puts a slash between the two. */
function splitAddress(address: string): { baseUrl: string; path: string } {
  const { href } = new URL(address); // has a slash after the host at least
  const at = href.lastIndexOf("/");
  return { baseUrl: href.slice(0, at), path: href.slice(at + 1) };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let release = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason as Error));
  });
  return Promise.race([work, aborted]).finally(release);
}

const [id, secret, version] = ["ID", "SECRET", "VERSION"].map((name) => `IMPORTER_AMAZON_CREDENTIAL_${name}`);
const hints: Record<string, string> = {
  invalid_client: `check ${id} and ${secret}, and that ${version} is the one shown beside them`,
  unauthorized_client: `check that ${id} is a credential of the Creators API, and ${version}`,
  invalid_scope: `check ${version}: it must be the one shown beside the credential`,
};

/** Their description is never quoted: it may repeat the credential. */
function judgeToken(source: string, answer: StatusAnswer, nowMs: number): Error {
  const { status, headers, body, url } = answer;
  if (status >= 400 && status < 500 && isPage(answer)) return foreignAnswer(source, answer);
  const words = `${source} answered ${status}`;
  if (status === 429 || status >= 500) {
    const retryAfterMs = retryAfterOf(headers, nowMs);
    return new HttpError(source, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  const error = /^[a-z_]{1,40}$/.exec(readError(body) ?? "")?.[0];
  if (error === undefined && ![400, 401].includes(status)) {
    return new AmazonRejectedError(
      source,
      `${source} gives no tokens at ${url.host}: it answered ${status}`,
      {
        reason: "address",
        hint: `check IMPORTER_AMAZON_TOKEN_URL and ${version}, which chooses it if none is set`,
      },
    );
  }
  const hint = hints[error ?? ""] ?? `check ${id}, ${secret} and ${version}`;
  return new AmazonRejectedError(source, `${words}${error ? `: ${error}` : ""}`, {
    reason: "credentials",
    hint,
  });
}

function readError(body: string): string | undefined {
  try {
    return tokenRefusal.safeParse(JSON.parse(body)).data?.error;
  } catch {
    return undefined;
  }
}
