import type { Reply } from "../stand-in.ts";
import type { LyricsBaseRecord } from "./records.ts";

export function answer(found: LyricsBaseRecord | LyricsBaseRecord[]): Reply {
  const body = Array.isArray(found) ? found.map(recordDocument) : recordDocument(found);
  return { status: 200, contentType: "application/json", body: JSON.stringify(body) };
}

function recordDocument(record: LyricsBaseRecord): unknown {
  const { id, trackName, artistName, albumName, duration, ...lyrics } = record;
  return { id, name: trackName, trackName, artistName, albumName, duration, lyricsfile: null, ...lyrics };
}

function failure(statusCode: number, name: string, message: string, headers?: Record<string, string>): Reply {
  return {
    status: statusCode,
    ...(headers ? { headers } : {}),
    contentType: "application/json",
    body: JSON.stringify({ message, name, statusCode }),
  };
}

export function trackNotFound(): Reply {
  return failure(404, "TrackNotFound", "Failed to find specified track");
}

export function invalid(message: string): Reply {
  return failure(400, "ValidationError", message);
}

export function tooFast(retryAfterSeconds: number): Reply {
  return failure(429, "TooManyRequests", "Rate limit exceeded", { "retry-after": String(retryAfterSeconds) });
}

/** What the server's framework says of a request it cannot read: plain text. */
export function unreadable(words: string): Reply {
  return { status: 400, contentType: "text/plain; charset=utf-8", body: words };
}

/** An unknown path (404) or method (405): not a word. */
export function nothing(status: 404 | 405): Reply {
  return { status, ...(status === 405 ? { headers: { allow: "GET,HEAD" } } : {}), contentType: "", body: "" };
}

/** The gateway before the service refuses whoever does not say who they are. */
export function unidentified(): Reply {
  const page =
    '<!DOCTYPE html>\n<html lang="en-US">\n<head><title>Attention Required! | Cloudflare</title></head>\n' +
    "<body><h1>Sorry, you have been blocked</h1>\n<p>You are unable to access lrclib.net</p></body>\n</html>\n";
  return { status: 403, contentType: "text/html; charset=UTF-8", body: page };
}
