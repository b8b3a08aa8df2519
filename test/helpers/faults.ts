import type { Fault, FaultRule } from "../../src/demo/stand-in.ts";

/** The fault, on every request from now on. */
export function always(fault: Fault): FaultRule {
  return () => fault;
}

/** These faults on the next requests, one each; then all is well. */
export function inTurn(...faults: (Fault | undefined)[]): FaultRule {
  const left = [...faults];
  return () => left.shift();
}

/** The fault on the next requests, that many; then all is well. */
export function firstTimes(times: number, fault: Fault): FaultRule {
  return inTurn(...Array.from({ length: times }, () => fault));
}

/** The rule for those requests only whose path, with its query, fits. */
export function onPath(pattern: RegExp, rule: FaultRule): FaultRule {
  return (request) => (pattern.test(request.path) ? rule(request) : undefined);
}

/** MusicBrainz sheds load: also met by clients that keep to the rate. */
export const serverBusy: Fault = {
  kind: "status",
  status: 503,
  headers: {
    "retry-after": "0",
    "x-ratelimit-limit": "300",
    "x-ratelimit-remaining": "17",
    "x-ratelimit-zone": "search-global",
  },
  body: JSON.stringify({ error: "The MusicBrainz web server is currently busy. Please try again later." }),
};

/** MusicBrainz refuses this address for going too fast. */
export const rateLimited: Fault = {
  kind: "status",
  status: 503,
  headers: { "retry-after": "1", "x-ratelimit-remaining": "0", "x-ratelimit-zone": "ws ip=127.0.0.1" },
  body: JSON.stringify({
    error:
      "Your requests are exceeding the allowable rate limit. Please see " +
      "http://wiki.musicbrainz.org/XMLWebService for more information.",
  }),
};

/** One of each way in which an answer can fail to come, or be no answer: for tests that go through them all. */
export const everyFault: Record<string, Fault> = {
  "a server error": { kind: "status", status: 500, body: "Internal Server Error", contentType: "text/plain" },
  "a busy server": serverBusy,
  "the rate limit": rateLimited,
  "a gateway's HTML page": { kind: "html", status: 502 },
  "a captive portal": { kind: "html" },
  "JSON of another shape": { kind: "wrong-shape" },
  "a reset connection": { kind: "reset" },
  "a body cut half-way": { kind: "cut-body" },
  "a body that stops half-way": { kind: "hang-body" },
  "no answer at all": { kind: "hang" },
  "a body without end": { kind: "huge-body", bytes: 512 * 1024 * 1024 },
};
