import { PayloadError } from "../errors.ts";
import type { Api, HttpClient } from "./http/client.ts";

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
    if (!url || !mayBeAsked(url, new URL(images.baseUrl))) {
      throw new PayloadError(images.name, `${images.name}: what was given for a picture is no https address`);
    }
    const api: Api = { ...images, baseUrl: url.origin, judge: judgeImage };
    const path = url.pathname.slice(1) + url.search;
    return http.getBytes(api, { path, signal, largestBytes, accept: "image/*", retries: 0 });
  };
}

function mayBeAsked(url: URL, service: URL): boolean {
  if (isLoopback(url)) return isLoopback(service) && ["http:", "https:"].includes(url.protocol);
  return url.protocol === "https:";
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Stores of files say 403 for what is not there; it is no refusal of ours by the service. */
const judgeImage: NonNullable<Api["judge"]> = ({ status }) =>
  [400, 401, 403].includes(status) ? "absent" : undefined;
