import type { Reply } from "../stand-in.ts";
import type { Json } from "./documents.ts";

const help = "For usage, please see: https://musicbrainz.org/development/mmd";

export function answer(document: Json, area: "lookup" | "search"): Reply {
  return { status: 200, headers: serverRate(area), body: JSON.stringify(document) };
}

export function badRequest(error: string): Reply {
  return { status: 400, headers: serverRate("lookup"), body: JSON.stringify({ error, help }) };
}

export function notFound(): Reply {
  return { status: 404, headers: serverRate("lookup"), body: JSON.stringify({ error: "Not Found", help }) };
}

export function movedTo(location: string): Reply {
  return { status: 301, headers: { ...serverRate("lookup"), location }, body: "" };
}

/** For what only a logged-in user may see: `inc=user-tags` and its like. */
export function unauthorised(): Reply {
  const error = "You are not authorized to access this resource.";
  return { status: 401, headers: serverRate("lookup"), body: JSON.stringify({ error, help }) };
}

export function methodNotAllowed(method: string): Reply {
  const error = `${method} is not allowed on this endpoint.`;
  return { status: 405, headers: serverRate("lookup"), body: JSON.stringify({ error, help }) };
}

/** The real service falls back to XML here, for errors as for answers; this stand-in has no other XML. */
export function notAcceptable(): Reply {
  const text =
    "Invalid format. Either set an Accept header (recognized mime types are application/json and " +
    "application/xml), or include a fmt= argument in the query string (valid values for fmt are json and xml).";
  return {
    status: 406,
    contentType: "application/xml; charset=utf-8",
    body: `<?xml version="1.0" encoding="UTF-8"?><error><text>${text}</text><text>${help}</text></error>`,
  };
}

/** The gateway's answer to an empty User-Agent. */
export function unidentified(): Reply {
  const error =
    "Your requests are being throttled by MusicBrainz because the application you are using has not " +
    "identified itself.  Please update your application, and see " +
    "http://musicbrainz.org/doc/XML_Web_Service/Rate_Limiting for more information.";
  return { status: 403, headers: { "x-ratelimit-who": "ua-missing" }, body: JSON.stringify({ error }) };
}

/** The gateway's answer to more than one request a second. */
export function tooFast(): Reply {
  const error =
    "Your requests are exceeding the allowable rate limit. Please see " +
    "http://wiki.musicbrainz.org/XMLWebService for more information.";
  return {
    status: 503,
    headers: {
      "retry-after": "1",
      "x-ratelimit-limit": "1",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": secondsFromNow(1),
      "x-ratelimit-zone": "ws ip=127.0.0.1",
    },
    body: JSON.stringify({ error }),
  };
}

/** These headers describe the load of the whole server: a client that paces itself by them is wrong. */
function serverRate(area: "lookup" | "search"): Record<string, string> {
  const limit = area === "search" ? 360 : 1200;
  return {
    "access-control-allow-origin": "*",
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.floor(limit * 0.6)),
    "x-ratelimit-reset": secondsFromNow(1),
  };
}

function secondsFromNow(seconds: number): string {
  return String(Math.ceil(Date.now() / 1000) + seconds);
}
