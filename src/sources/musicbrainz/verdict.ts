import { readObject } from "../http/answer/foreign.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";

/**
 * How MusicBrainz says that it has none: 404 and `{"error":"Not Found","help":"…"}`, `help` missing on old servers.
 * Any other 404 is a proxy's, a filter's, or of a mirror that is something else.
 */
export function judgeMusicBrainz({ status, body }: StatusAnswer): "absent" | undefined {
  if (status !== 404) return undefined;
  const { error, help, ...rest } = readObject(body) ?? {};
  const isOwn = typeof error === "string" && /^not found$/i.test(error) && isText(help);
  return isOwn && Object.keys(rest).length === 0 ? "absent" : undefined;
}

const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
