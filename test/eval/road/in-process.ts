import { createAnswers } from "../../../src/demo/musicbrainz/server.ts";
import type { DemoCatalogue } from "../../../src/demo/musicbrainz/documents.ts";
import type { AnalyserName } from "../../../src/demo/musicbrainz/search/analyse.ts";
import type { HttpClient } from "../../../src/sources/http/api.ts";

/** The stand-in without the network between: the same questions and answers, for thousands of cases. */
export interface InProcess {
  http: Pick<HttpClient, "getJson">;
  requests: number;
}

export const baseUrl = "http://127.0.0.1/ws/2";

export function createInProcess(catalogue: DemoCatalogue, analyser: AnalyserName): InProcess {
  const answer = createAnswers(catalogue, { analyser });
  const headers = { "user-agent": "importer-eval/1 ( eval@example.org )" };
  const state: InProcess = {
    requests: 0,
    http: {
      async getJson(_, { path, query = {}, schema }) {
        let url = new URL(`${baseUrl}/${path}`);
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
        for (;;) {
          state.requests += 1;
          const reply = answer({ method: "GET", url, headers });
          const location = reply.headers?.["location"];
          if (reply.status === 404) return undefined;
          if (reply.status === 301 && location) url = new URL(location);
          else if (reply.status !== 200) throw new Error(`${reply.status} for ${url.search}: ${reply.body}`);
          else return schema.parse(JSON.parse(String(reply.body)));
        }
      },
    },
  };
  return state;
}
