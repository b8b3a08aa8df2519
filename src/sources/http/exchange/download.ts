import type { Dispatcher } from "undici";
import { ForeignAnswerError, HttpError, PayloadError } from "../../../errors.ts";
import { nameIssuer } from "../proxy/certificate.ts";
import { createDispatcher, type HttpOptions } from "../client.ts";
import { translateFault } from "../answer/faults.ts";
import { retryAfterOf } from "../answer/retry-after.ts";
import { basicAuthorization, headerText } from "./headers.ts";
import { discard, mostRedirects, redirectTarget } from "./redirects.ts";
import { requestFrom } from "./request.ts";

/** A large file as it comes. There is a limit on its silence, and none on the whole. */
export interface Download {
  /** Where in the file `body` begins: 0 for a server that sends it anew, whatever was asked for. */
  from: number;
  /** Of the whole file; undefined where the server does not say. */
  total: number | undefined;
  /** What tells this file from a later one under the same address. */
  validator: string | undefined;
  body: AsyncIterable<Buffer>;
  /** The file has no such part (416): it ends at `total`, or before where we asked to go on. */
  isBeyond?: true;
}

export interface Downloader {
  /** @throws UnavailableError. Undefined: there is no such file (404). */
  open(url: string, options: DownloadOptions): Promise<Download | undefined>;
  /** Its size in bytes without its body; undefined where the server does not say, or has none. */
  sizeOf(url: string, signal: AbortSignal): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface DownloadOptions {
  signal: AbortSignal;
  /** Range request: from this byte on, if the file is still the one that `validator` names. */
  from?: number;
  validator?: string | undefined;
}

type Options = Pick<HttpOptions, "userAgent" | "timeoutMs" | "proxy">;
type Ask = (
  method: "GET" | "HEAD",
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
) => Promise<{ answer: Dispatcher.ResponseData; url: URL }>;

/** One request, and those that it is redirected to. */
function createAsk(name: string, { userAgent, timeoutMs, proxy }: Options, dispatcher: Dispatcher): Ask {
  return async (method, address, wanted, signal) => {
    const asked = new URL(address);
    let url = asked;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const headers = {
        "user-agent": headerText(userAgent),
        "accept-encoding": "identity", // else parts and sizes are those of something else
        ...wanted,
        ...(url.origin === asked.origin && basicAuthorization(asked)),
      };
      const outgoing = { dispatcher, method, headers, signal, timeoutMs };
      const answer = await requestFrom(url, outgoing).catch(async (error: unknown) => {
        signal.throwIfAborted();
        throw await nameIssuer(translateFault(name, url, timeoutMs, error), url, proxy);
      });
      const location = redirectTarget(answer, url);
      if (!location) return { answer, url };
      await discard(answer);
      url = location;
    }
    throw new ForeignAnswerError(name, `${name}: ${asked.host} sends us elsewhere, again and again`);
  };
}

/** `name` is the server's in messages. */
export function createDownloader(name: string, options: Options): Downloader {
  const dispatcher = createDispatcher(options);
  const ask = createAsk(name, options, dispatcher);

  return {
    async open(address, { signal, from = 0, validator }) {
      const range = from > 0 ? { range: `bytes=${from}-`, ...(validator && { "if-range": validator }) } : {};
      const { answer, url } = await ask("GET", address, range, signal);
      const { statusCode, headers } = answer;
      if (statusCode === 404 || statusCode === 410) return void (await discard(answer));
      if (statusCode === 416) {
        await discard(answer);
        const [, total] = /^bytes \*\/(\d+)$/.exec(textOf(headers["content-range"]) ?? "") ?? [];
        const known = total === undefined ? undefined : Number(total);
        return { from, total: known, validator: undefined, body: nothing(), isBeyond: true };
      }
      if (statusCode !== 200 && statusCode !== 206) {
        await discard(answer);
        const retryAfterMs = retryAfterOf(headers);
        const pause =
          retryAfterMs === undefined ? "" : `, and asks for ${Math.ceil(retryAfterMs / 1000)} s of rest`;
        throw new HttpError(name, `${name}: ${url.host} answered ${statusCode}${pause}`, {
          status: statusCode,
          retryAfterMs,
        });
      }
      const packed = textOf(headers["content-encoding"]) ?? "identity";
      if (packed !== "identity") {
        await discard(answer);
        throw new PayloadError(
          name,
          `${name}: ${url.host} sends the file packed once more (${packed.slice(0, 20)})`,
        );
      }
      const place = placeOf(statusCode, headers);
      if (!place)
        throw new PayloadError(name, `${name}: ${url.host} does not say which part of the file it sends`);
      return {
        ...place,
        validator: textOf(headers.etag) ?? textOf(headers["last-modified"]),
        body: explained(answer.body, (error) => translateFault(name, url, options.timeoutMs, error), signal),
      };
    },

    async sizeOf(address, signal) {
      try {
        const { answer } = await ask("HEAD", address, {}, signal);
        await discard(answer);
        const length = textOf(answer.headers["content-length"]);
        return answer.statusCode === 200 && length !== undefined ? Number(length) : undefined;
      } catch {
        signal.throwIfAborted();
        return undefined; // what is wrong shows when it is fetched
      }
    },

    close: () => dispatcher.destroy(),
  };
}

function placeOf(status: number, headers: Dispatcher.ResponseData["headers"]) {
  const length = textOf(headers["content-length"]);
  if (status === 200) return { from: 0, total: length === undefined ? undefined : Number(length) };
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(textOf(headers["content-range"]) ?? "") ?? [];
  return from === undefined
    ? undefined
    : { from: Number(from), total: total === "*" ? undefined : Number(total) };
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

async function* nothing(): AsyncGenerator<Buffer> {}

async function* explained(
  body: AsyncIterable<Buffer>,
  explain: (error: unknown) => Error,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    signal.throwIfAborted();
    throw explain(error);
  }
}
