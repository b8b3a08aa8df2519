import type { Config } from "../config.ts";
import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";
import type { Patience } from "../sources/http/patience.ts";
import { createBreakerRows } from "../db/services/breakers.ts";
import { createGateRows, observeGateRows } from "../db/services/gates.ts";
import { createNetworkMonitor, type NetworkMonitor } from "../network/monitor.ts";
import type { ServiceConfig } from "../settings/own.ts";
import { createCircuitBreaker } from "../sources/circuit-breaker.ts";
import { createGate } from "../sources/gate.ts";
import { createHttpClient } from "../sources/http/client.ts";
import type { HttpClient, Api } from "../sources/http/api.ts";
import { publicAddress } from "../sources/http/public-address.ts";
import { doubtAt } from "./doubts.ts";
import { userAgentOf } from "./user-agent.ts";

export interface SourceWiring {
  config: Config;
  db: Db;
  events: Events;
  /** The gates are looked at, not written. */
  dryRun: boolean;
  /** The web is asked, whatever stands in a catalogue. */
  fresh?: boolean;
  /** A command's, unless said. */
  patience?: Patience;
  /** Aborts when somebody wants it to stop: nobody waits for a service any more that can't be asked now. */
  stopping?: AbortSignal;
}

/** A service behind the gate of that name. */
export type ApiOf = (name: string, api: string, at: ServiceConfig & { dailyLimit?: number }) => Api;

/** What every web service is asked through. */
export interface Wire {
  http: HttpClient;
  apiOf: ApiOf;
}

/** To be loaded when something is asked: undici and zod take as long to load as Node itself. */
export function connectWire(wiring: SourceWiring): Wire {
  const { config, db, events, dryRun, stopping, patience = "command" } = wiring;
  const rows = dryRun ? observeGateRows(db) : createGateRows(db);
  const monitor = createNetworkMonitor({ override: config.network });
  const breakers = dryRun
    ? undefined
    : { rows: createBreakerRows(db), mayProbe: patience === "command", link: () => currentLink(monitor) };
  const http = createHttpClient({
    userAgent: userAgentOf(config),
    ...config.http,
    proxy: config.proxy,
    events,
    patience,
    stopping,
  });
  const plainApiOf: ApiOf = (name, api, { url, intervalMs, dailyLimit }) => ({
    name,
    baseUrl: url,
    gate: createGate({
      api,
      name,
      intervalMs,
      rows,
      events,
      stopping,
      ...(dailyLimit !== undefined && { dailyLimit }),
    }),
    ...(breakers && {
      breaker: createCircuitBreaker({ ...breakers, name, api, address: publicAddress(new URL(url)) }),
    }),
    rejectedHint: "set IMPORTER_CONTACT to an address at which you can be reached, then try again",
  });
  const apiOf: ApiOf = (name, api, at) => {
    const plain = plainApiOf(name, api, at);
    const doubt = dryRun ? undefined : doubtAt({ http, db }, api, plain);
    return { ...plain, ...(doubt && { doubt }) };
  };
  return { http, apiOf };
}

/** What carries the default route, as far as a change of it can be told; undefined without any. */
async function currentLink(monitor: NetworkMonitor): Promise<string | undefined> {
  // A failure is not held against a service under the link of a minute ago.
  const { kind, iface = "" } = await monitor.check({ maxAgeMs: 1_000 });
  return kind === "none" ? undefined : `${kind} ${iface}`.trim();
}
