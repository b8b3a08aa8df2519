import { onTestFinished } from "vitest";
import { createGateRows } from "../../src/db/services/gates.ts";
import type { Db } from "../../src/db/connection.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";
import { createEvents } from "../../src/events.ts";
import { createGate } from "../../src/sources/gate.ts";
import { createHttpClient } from "../../src/sources/http/client.ts";
import type { HttpClient, Api } from "../../src/sources/http/api.ts";
import { createLrclib, type Lrclib } from "../../src/sources/lrclib/source.ts";
import { temporaryLibrary } from "../helpers/library.ts";

export interface LrclibClient {
  lrclib: Lrclib;
  http: HttpClient;
  api: Api;
  db: Db;
}

/** A client as the program makes it, with a real gate, and no patience for silence. */
export async function lrclibClient(
  server: Pick<StandIn, "url">,
  options: { userAgent?: string; timeoutMs?: number } = {},
): Promise<LrclibClient> {
  const { db } = await temporaryLibrary();
  const events = createEvents();
  const http = createHttpClient({
    userAgent: options.userAgent ?? "importer-test/1 ( test@example.org )",
    timeoutMs: options.timeoutMs ?? 3_000,
    retryDelayMs: 1,
    proxy: {},
    events,
  });
  onTestFinished(() => http.close());
  const api = {
    name: "LRCLIB",
    baseUrl: server.url,
    gate: createGate({ api: "lrclib", intervalMs: 0, rows: createGateRows(db), events }),
    rejectedHint: "say who you are",
  };
  return { lrclib: createLrclib(http, api), http, api, db };
}

/** What arrived, in short: `get track_name=… artist_name=…`, in the order of the parameters. */
export function askedOf(server: StandIn): string[] {
  return server.requests.map(({ path }) => {
    const url = new URL(path, "http://127.0.0.1");
    const words = [...url.searchParams].map(([name, value]) => `${name}=${value}`);
    return [url.pathname.replace("/api/", ""), ...words].join(" ");
  });
}
