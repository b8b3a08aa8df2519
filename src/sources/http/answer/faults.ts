import {
  CertificateError,
  ConnectTimeoutError,
  NetworkError,
  RefusedError,
  RejectedError,
  TimeoutError,
  UnavailableError,
  UnreachableError,
} from "../../../errors.ts";
import { wordsOfErrno } from "../../../errno.ts";
import { connectMsOf } from "../limits.ts";
import { proxyHungUp } from "../proxy/proxy.ts";

/**
 * What went wrong on the wire, in words that name the source and its host. Only the host is named: the rest
 * of an address may hold what is secret.
 */
export function translateFault(source: string, url: URL, timeoutMs: number, error: unknown): Error {
  if (error instanceof UnavailableError || error instanceof RejectedError) return error;
  const cause = causeWithCode(error);
  const code = cause?.code;
  const seconds = timeoutMs / 1000;
  const network = (words: string): Error => new NetworkError(source, `${source}: ${words}`, { cause: error });
  const unreachable = (words: string): Error =>
    new UnreachableError(source, `${source}: ${words}`, { cause: error });
  const timeout = (words: string): Error => new TimeoutError(source, `${source}: ${words}`, { cause: error });
  const [, proxyStatus] = /^Proxy response \((\d+)\)/.exec(cause?.message ?? "") ?? [];
  if (proxyStatus === "407") return proxyAsksWho(source);
  if (proxyStatus) return network(`the proxy answered ${proxyStatus} when asked for ${url.host}`);
  if (error instanceof Error && error.message === proxyHungUp) {
    return network(`the proxy hung up when asked for ${url.host}`);
  }

  const words = code === undefined ? undefined : certificateWords(code, url);
  if (words) return new CertificateError(source, `${source}: ${words}`, { cause: error });

  switch (code) {
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT": {
      const within = connectMsOf(timeoutMs) / 1000;
      const words = `${source}: no connection to ${url.host} within ${within} s`;
      return new ConnectTimeoutError(source, words, { cause: error });
    }
    case "UND_ERR_HEADERS_TIMEOUT":
      return timeout(`${url.host} did not answer within ${seconds} s`);
    case "UND_ERR_BODY_TIMEOUT":
      return timeout(`${url.host} stopped in the middle of its answer for ${seconds} s`);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return unreachable(`${cause?.hostname ?? url.hostname} was not found: is there a network?`); // or a proxy's name
    case "ECONNREFUSED": {
      // A proxy that is not there is a way that is shut: it says nothing of the service.
      if (isProxy(cause, url)) return unreachable(`the proxy on port ${cause?.port} refuses the connection`);
      return new RefusedError(source, `${source}: ${url.host} refuses the connection`, { cause: error });
    }
    case "ENETUNREACH":
    case "EHOSTUNREACH":
      return unreachable(`${url.host} can't be reached: is there a network?`);
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
    case "UND_ERR_ABORTED":
      return network(`${url.host} cut the connection`);
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return network(`${url.host} does not speak TLS there: is it https, and the port right?`);
    default: {
      const why = wordsOfErrno(code);
      return network(`the exchange with ${url.host} failed${why ? `: ${why}` : code ? ` (${code})` : ""}`);
    }
  }
}

/** A proxy says it to a tunnel, and in the place of an answer. */
export function proxyAsksWho(source: string): RejectedError {
  return new RejectedError(source, `${source}: the proxy wants to know who you are (407)`, {
    hint: "put user and password into its address: https_proxy=http://user:password@proxy:3128",
  });
}

/** What is wrong with a certificate, by the codes of OpenSSL and Node; undefined for other faults. */
function certificateWords(code: string, { host, hostname }: URL): string | undefined {
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return `the certificate of ${host} is not valid today: is the clock of this computer right?`;
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `who answers at ${host} has a certificate for other names than ${hostname}: a proxy, a filter or a log-in page?`;
  }
  const isUntrusted =
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY)_\w+|CERT_\w+|INVALID_(?:CA|PURPOSE))$/;
  return isUntrusted.test(code)
    ? `the certificate of ${host} is not one that this computer trusts`
    : undefined;
}

interface ErrorWithCode extends Error {
  code: string;
  hostname?: string;
  port?: number;
}

function causeWithCode(error: unknown): ErrorWithCode | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof AggregateError && each.errors.length > 0) return causeWithCode(each.errors[0]);
    if ("code" in each && typeof each.code === "string") return each as ErrorWithCode;
  }
  return undefined;
}

/** Who refuses a connection is told apart by the port. */
function isProxy(cause: ErrorWithCode | undefined, { port, protocol }: URL): boolean {
  return cause?.port !== undefined && cause.port !== Number(port || (protocol === "https:" ? 443 : 80));
}
