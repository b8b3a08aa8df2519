import { PayloadError } from "../errors.ts";
import type { HttpClient, Api } from "./http/api.ts";
import { foreignAnswer, isPage } from "./http/answer/foreign.ts";
import type { StatusAnswer } from "./http/answer/answer.ts";

/** A picture, and the address under which it was asked for. */
export interface LinkedImage {
  bytes: Buffer;
  url: string;
}

/** Undefined: there is no picture any more. Faults are those of `HttpClient.getBytes`. */
export type GetLinkedImage = (address: string, signal?: AbortSignal) => Promise<LinkedImage | undefined>;

/**
 * GETs pictures from wherever a service says that they are. `images` is the service with a gate that its image hosts share:
 * only a service on this machine may point back at it, and nobody to an address that is not https.
 */
export function createLinkedImages(http: HttpClient, images: Api, largestBytes: number): GetLinkedImage {
  return async (address, signal) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const mayVisit = (each: URL): boolean => mayBeAsked(each, new URL(images.baseUrl));
    if (!url || !mayVisit(url)) {
      throw new PayloadError(images.name, `${images.name}: what was given for a picture is no https address`);
    }
    const api: Api = {
      ...images,
      baseUrl: url.origin,
      judge: (answer) => judgeImage(images.name, answer),
      mayVisit,
    };
    const path = url.pathname.slice(1) + url.search;
    return http.getBytes(api, { path, signal, largestBytes, accept: "image/*", retries: 0 });
  };
}

/** Nobody outside leads us into this machine, or into the network that it stands in. */
function mayBeAsked(url: URL, service: URL): boolean {
  if (isLoopback(url.hostname))
    return isLoopback(service.hostname) && ["http:", "https:"].includes(url.protocol);
  return url.protocol === "https:" && !isPrivate(url.hostname);
}

export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Addresses that mean nothing beyond the own network. `URL` writes every form of an IPv4 address as four numbers. */
function isPrivate(hostname: string): boolean {
  const privateIpv4 = /^(?:0|10|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;
  const privateIpv6 = /^\[(?:::|f[cd]|fe[89ab])/i; // "::" also covers IPv4 addresses written as IPv6
  return privateIpv4.test(hostname) || privateIpv6.test(hostname) || hostname.endsWith(".localhost");
}

/**
 * Stores of files say 403 for what is not there, in XML of their own or without a word; it is no refusal of ours by the
 * service. A page is somebody else's.
 */
function judgeImage(source: string, answer: StatusAnswer): "absent" | Error | undefined {
  if (![400, 401, 403, 404, 410].includes(answer.status)) return undefined;
  return isPage(answer) ? foreignAnswer(source, answer) : "absent";
}
