import type * as z from "zod";
import type { CircuitBreaker } from "../circuit-breaker.ts";
import type { AbsenceDoubt } from "../doubt.ts";
import type { Gate } from "../gate.ts";
import type { StatusAnswer } from "./answer/answer.ts";

/** A web service as the client sees it. */
export interface Api {
  /** Its name in messages. */
  name: string;
  baseUrl: string;
  gate: Gate;
  /** Lets it rest when it fails; without one, it is always asked. */
  breaker?: CircuitBreaker;
  /** Doubts its absences when there are too many; without one, each is believed. */
  doubt?: AbsenceDoubt;
  /** What a person can do when it refuses us. */
  rejectedHint: string;
  /** A key that is part of the path, as it stands there: no event, message or stored address shows it. */
  secret?: string;
  /** Where else it may send us; anywhere over http and https, unless said. */
  mayVisit?(url: URL): boolean;
  /** Instead of the client's: a model on one's own machine may think for minutes. */
  timeoutMs?: number;
  /** What a status means here, where it means something else than usual (see `verdict.ts`); undefined: the usual. */
  judge?(answer: StatusAnswer): "absent" | Error | undefined;
  /** Hears the status and headers of every answer: a service may say there how much of its rate limit is left. */
  heed?(answer: Pick<StatusAnswer, "status" | "headers">): Promise<void>;
}

export interface HttpRequest {
  /** Below the base URL, parts already encoded. */
  path: string;
  /** Beside the usual ones. Keys belong here: no event, message or other host ever sees them. */
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** After the first try; a caller that retries by itself takes 0. */
  retries?: number;
}

export interface JsonRequest<T> extends HttpRequest {
  query?: Record<string, string | number>;
  schema: z.ZodType<T>;
  /** Whether a document brings what was asked for; a search may come back empty. Any does, unless said. */
  isFind?(document: NoInfer<T>): boolean;
}

export interface PostRequest<T> extends HttpRequest {
  body: { json: unknown } | { form: Record<string, string> };
  schema: z.ZodType<T>;
}

export interface BytesRequest extends HttpRequest {
  /** The media types we can use. */
  accept: string;
  largestBytes: number;
}

export interface HttpClient {
  /**
   * GETs a JSON document, through the API's gate, again after passing troubles.
   * @returns the document, checked against `schema`; undefined when they answer that it doesn't exist (404).
   * @throws UnavailableError (HttpError, NetworkError, TimeoutError, PayloadError) or RejectedError.
   */
  getJson<T>(api: Api, request: JsonRequest<T>): Promise<T | undefined>;
  /** POSTs, and reads the answer in the same way. Only for what may be asked twice: it is retried like a GET. */
  postJson<T>(api: Api, request: PostRequest<T>): Promise<T | undefined>;
  /** GETs a file in the same way. `url` is the address that was asked, before redirects. */
  getBytes(api: Api, request: BytesRequest): Promise<{ bytes: Buffer; url: string } | undefined>;
  close(): Promise<void>;
}
