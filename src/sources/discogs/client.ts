import { setTimeout as sleep } from "node:timers/promises";
import { PayloadError } from "../../errors.ts";
import type { Api, HttpClient, JsonRequest } from "../http/api.ts";
import { headerText } from "../http/exchange/headers.ts";
import { lenient, type Lenient } from "../lenient.ts";
import { createVerdict } from "./verdict.ts";
import { countText } from "../../counts.ts";

/** One GET, read leniently. Undefined: they have none. */
export type GetDiscogs = <T>(
  request: Omit<JsonRequest<T>, "headers" | "isFind">,
) => Promise<Lenient<T> | undefined>;

export interface DiscogsAccess {
  /** Undefined: look-ups only, since a search wants one. */
  token: string | undefined;
  /** `importer/1.2.3 +contact`: an agent that says nothing is answered with nothing. */
  userAgent: string;
}

/** With so few left of their minute, the next request waits longer. */
const fewLeft = 1;
const extraMs = 5_000;
/** Now and then they send half a document, or none, with status 200. */
const brokenTries = 3;

/** Discogs' API behind its gate: token, agent, rate-limit headers, and its own words for "none". */
export function createDiscogsClient(http: HttpClient, service: Api, access: DiscogsAccess): GetDiscogs {
  const verdict = createVerdict(service.name);
  const api: Api = {
    ...service,
    judge: verdict.judge,
    rejectedHint: "check IMPORTER_DISCOGS_TOKEN: it is made in the developer settings of your account there",
    async heed({ status, headers }) {
      if (status === 200) verdict.served();
      const left = headers["x-discogs-ratelimit-remaining"];
      if (typeof left !== "string" || !/^\d+$/.test(left) || Number(left) > fewLeft) return;
      await service.gate.pause(
        extraMs,
        `${countText(Number(left), "request")} left of this minute at ${service.name}`,
      );
    },
  };
  const headers = {
    "user-agent": headerText(access.userAgent),
    ...(access.token !== undefined && { authorization: `Discogs token=${access.token}` }),
  };

  return async ({ schema, ...request }) => {
    for (let tries = 1; ; tries++) {
      try {
        return await http.getJson(api, { ...request, headers, schema: lenient(schema) });
      } catch (error) {
        if (!isBroken(error) || tries >= brokenTries) throw error;
        await sleep(tries * 250, undefined, request.signal ? { signal: request.signal } : {});
      }
    }
  };
}

/** What was meant as JSON, and is none; somebody else's page is another fault. */
const isBroken = (error: unknown): boolean =>
  error instanceof PayloadError && error.name === "PayloadError" && error.cause instanceof SyntaxError;
