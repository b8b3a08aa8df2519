import type { Dispatcher } from "undici";

export const mostRedirects = 5;

/** Where an answer sends us, if that is somewhere to go. */
export function redirectTarget(response: Dispatcher.ResponseData, from: URL): URL | undefined {
  const location = response.headers["location"];
  if (![301, 302, 303, 307, 308].includes(response.statusCode) || typeof location !== "string")
    return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from);
  return ["http:", "https:"].includes(url.protocol) ? url : undefined;
}

/** Of a body that nobody reads. */
export async function discard(response: Dispatcher.ResponseData): Promise<void> {
  await response.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
}
