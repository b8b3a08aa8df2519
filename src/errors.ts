/**
 * Faults, typed by what the caller can do about them. Expected endings (found, absent, ambiguous …)
 * are values and never thrown.
 */

import { isSystemError, wordsOfErrno, wordsOfSqlite } from "./errno.ts";

/** Exit codes of the command line, as the README lists them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  ambiguous: 4,
  unavailable: 5,
  rejected: 6,
  networkPolicy: 7,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What an exit code is called in documents: `not_found`, `network_policy` … */
export function nameOfExitCode(exitCode: ExitCode): string {
  const [name] = Object.entries(exitCodes).find(([, code]) => code === exitCode)!;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** One of several that were meant perhaps: what to type for it, and what it is. */
export interface Choice {
  id: number;
  command: string;
  about: string;
}

/** Something a person can mend. `hint` is what to do next, with the command to type; `choices` where there are several. */
export class UserError extends Error {
  override name = "UserError";
  readonly hint: string | undefined;
  readonly choices: readonly Choice[];
  readonly exitCode: ExitCode;

  constructor(
    message: string,
    options: { hint?: string; choices?: readonly Choice[]; exitCode?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.choices = options.choices ?? [];
    this.exitCode = options.exitCode ?? exitCodes.usage;
  }
}

/** The words for an id of the library that no item has. */
export const noItemText = (what: string, id: number | string): string =>
  `there is no ${what} ${id} in the library`;

/** The command that makes one of two items, for a message that tells of both. */
export const mergeCommand = (what: string, from: number, into: number): string =>
  `importer merge ${what} ${from} --into ${into}`;

/** @throws nothing: the fault to throw for it, with exit code 3. */
export const noItemError = (what: string, id: number | string): UserError =>
  new UserError(noItemText(what, id), { hint: `importer list ${what}s`, exitCode: exitCodes.notFound });

/** Optimistic concurrency: somebody else changed what this was decided on. Nothing was done, and a job tries it anew. */
export class ChangedMeanwhileError extends UserError {
  override name = "ChangedMeanwhileError";
}

/** A person removed it: lists and jobs skip it and quote these words, which say how to have it again. */
export class UnwantedError extends UserError {
  override name = "UnwantedError";

  constructor(message: string) {
    super(message, { exitCode: exitCodes.failed });
  }
}

/** The source could not be asked (network, timeout, 5xx, 429, an answer we cannot read): try again later. */
export class UnavailableError extends Error {
  override name = "UnavailableError";
  readonly source: string;
  /** Not before this many milliseconds from now, if the source said so. */
  readonly retryAfterMs: number | undefined;

  constructor(source: string, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.source = source;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The connection failed or was cut. */
export class NetworkError extends UnavailableError {
  override name: string = "NetworkError";
}

/** There is no way to the host, as when the network is off, or the proxy on the way to it: a few tries show it as well as many. */
export class UnreachableError extends NetworkError {
  override name = "UnreachableError";
}

/** The host refuses the connection: nobody listens there. */
export class RefusedError extends NetworkError {
  override name = "RefusedError";
}

/** Its certificate is not one that this computer trusts: the same again until a person acts. */
export class CertificateError extends NetworkError {
  override name = "CertificateError";
}

/** No answer in time. */
export class TimeoutError extends UnavailableError {
  override name: string = "TimeoutError";
}

/** Not even a connection in time. */
export class ConnectTimeoutError extends TimeoutError {
  override name = "ConnectTimeoutError";
}

/** An HTTP status that is no answer: 429, 5xx. */
export class HttpError extends UnavailableError {
  override name = "HttpError";
  readonly status: number;

  constructor(
    source: string,
    message: string,
    options: { status: number; retryAfterMs?: number; cause?: unknown },
  ) {
    super(source, message, options);
    this.status = options.status;
  }
}

/** Their answer did not have the shape we know. Never retried at once: it will be the same again. */
export class PayloadError extends UnavailableError {
  override name = "PayloadError";
}

/** Somebody else spoke in the service's place (a filter, a proxy, a log-in page): it says nothing of what they have. */
export class ForeignAnswerError extends PayloadError {
  override name = "ForeignAnswerError";
}

/** They keep the thing, and do not hand it out now. Said on several days, it is not to be had. */
export class WithheldError extends PayloadError {
  override name = "WithheldError";
}

/** They answer, but not to this one question (too long, too odd): the next one may fare better. */
export class QuestionError extends PayloadError {
  override name = "QuestionError";
}

/** Who may be asked keeps nothing of that kind (an offline copy: addresses): other words for the same may fare better. */
export class OutOfReachError extends UnavailableError {
  override name = "OutOfReachError";
}

/** What may be asked in a day is used up, by their count or ours: nobody's failure, and over at midnight UTC. */
export class DayOverError extends UnavailableError {
  override name = "DayOverError";

  constructor(source: string, message: string, options: { retryAfterMs: number }) {
    super(source, message, options);
  }
}

/** The service failed too often and is left alone by everybody for a while: nobody was asked now. */
export class CircuitOpenError extends UnavailableError {
  override name = "CircuitOpenError";

  constructor(source: string, message: string, options: { retryAfterMs: number }) {
    super(source, message, options);
  }
}

/** They say that they have none, and say so of everything: it says nothing of what was asked. */
export class DoubtedError extends UnavailableError {
  override name = "DoubtedError";
}

/** The source refuses *us* (credentials, eligibility, a bad request): stops until a person acts. */
export class RejectedError extends Error {
  override name = "RejectedError";
  readonly source: string;
  readonly hint: string;

  constructor(source: string, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.source = source;
    this.hint = options.hint;
  }
}

/** Ctrl-C or a stop signal: the work was handed back, not failed. */
export class InterruptedError extends Error {
  override name = "InterruptedError";
  /** What a run of many came to, and the command that goes on with it. */
  readonly hint: string | undefined;

  constructor(message = "interrupted", options: { cause?: unknown; hint?: string } = {}) {
    super(message, options);
    this.hint = options.hint;
  }
}

/** For who catches faults to go on without: a stop is none, and is thrown on. */
export function throwIfInterrupted(fault: unknown, signal?: AbortSignal): void {
  signal?.throwIfAborted();
  if (fault instanceof InterruptedError) throw fault;
}

/** Words of an unknown thrown value, without the system's own (`ENOENT …`), with the path that it was about. */
export function messageOf(error: unknown): string {
  if (isSystemError(error) && error.path !== undefined) return `${error.path}: ${reasonOf(error)}`;
  return reasonOf(error);
}

/** The same beside a path that is shown already. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  return wordsOfErrno(code) ?? wordsOfSqlite(code) ?? error.message;
}

/** Whether a fault has its words for people already: what caused it must not be told in its place. */
export function speaks(fault: unknown): boolean {
  const kinds = [UserError, UnavailableError, RejectedError, InterruptedError];
  return kinds.some((kind) => fault instanceof kind);
}
