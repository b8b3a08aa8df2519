import { onTestFinished } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import type { Db } from "../../src/db/connection.ts";
import { drawPng } from "./pictures.ts";
import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../../src/demo/stand-in.ts";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { connectCoverSource } from "../../src/composition/cover-sources.ts";
import { loadConfig } from "../../src/config.ts";
import type { CoverSourceName } from "../../src/enrichment/cover-sources/settings.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import { temporaryFolder } from "./library.ts";

export const json = (document: unknown): Reply => ({ status: 200, body: JSON.stringify(document) });

/** A service and its images in one: `/images/…` is a picture, drawn from its path. */
export async function coverStandIn(answer: (question: StandInQuestion) => Reply): Promise<StandIn> {
  const standIn = await startStandIn({
    basePath: "/api",
    answer: (question) =>
      question.url.pathname.startsWith("/images/")
        ? { status: 200, contentType: "image/png", body: pictureOf(question.url.pathname) }
        : answer(question),
  });
  onTestFinished(() => standIn.close());
  return standIn;
}

export const pictureOf = (path: string): Buffer => drawPng(path, 640);

export const asked = (standIn: StandIn): string[] =>
  standIn.requests.map(({ path }) => decodeURIComponent(path.replaceAll("+", " ")));

/** The sources as the program wires them, with real gates that do not space; and all that was announced. */
export function coverSources(
  db: Db,
  names: CoverSourceName[],
  env: Record<string, string>,
): { sources: CoverSource[]; announced: () => string } {
  const events = createEvents();
  const announced: unknown[] = [];
  for (const name of ["request-sent", "request-retried", "gate-waiting"] as const) {
    events.on(name, (event) => announced.push(event));
  }
  const http = createHttpClient({
    userAgent: "importer-test/1 ( test@example.org )",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const config = loadConfig({ IMPORTER_HOME: temporaryFolder(), ...env });
  const apiOf = (name: string, api: string, { url }: { url: string }) => ({
    name,
    baseUrl: url,
    rejectedHint: "say who you are",
    gate: createGate({ api, intervalMs: 0, rows: createGateRows(db), events }),
  });
  return {
    sources: names.map((name) =>
      connectCoverSource[name]({ wire: () => Promise.resolve({ http, apiOf }), config }),
    ),
    announced: () => JSON.stringify(announced),
  };
}
