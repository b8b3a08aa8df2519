import { onTestFinished } from "vitest";
import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import { startAmazon, type AmazonOptions, type AmazonStandIn } from "../../src/demo/amazon/server.ts";
import type { Fault } from "../../src/demo/stand-in.ts";
import { createGate, type Gate, type GateRows } from "../../src/sources/gate.ts";
import type { Api } from "../../src/sources/http/api.ts";
import type { AmazonCredentials } from "../../src/sources/amazon/credentials.ts";
import { findMarketplace } from "../../src/sources/amazon/marketplace.ts";
import { createAmazonProducts, type AmazonProducts } from "../../src/sources/amazon/source.ts";
import { always, onPath } from "./faults.ts";
import { testClient, type Client } from "./http.ts";

/** A running stand-in of Amazon, with the demo's products if no others are given; it ends with the test. */
export async function amazonStandIn(options: Partial<AmazonOptions> = {}): Promise<AmazonStandIn> {
  const standIn = await startAmazon({ catalogue: demoProducts(), ...options });
  onTestFinished(() => standIn.close());
  return standIn;
}

export interface AmazonClient extends Client {
  amazon: AmazonProducts;
  /** Pauses that the gate was asked for, and that nobody has to wait for here. */
  pauses: { api: string; forMs: number; reason: string | undefined }[];
  /** Everything that was announced, as text. */
  announced(): string;
}

export interface AmazonClientOptions {
  credentials?: Partial<AmazonCredentials>;
  partnerTag?: string;
  marketplace?: string;
  url?: string;
  tokenUrl?: string;
  now?: () => number;
  timeoutMs?: number;
}

/** The source as the program makes it, for this stand-in, with gates that never make anybody wait. */
export function amazonClient(standIn: AmazonStandIn, options: AmazonClientOptions = {}): AmazonClient {
  const { timeoutMs } = options;
  const client = testClient(timeoutMs === undefined ? {} : { timeoutMs });
  const announced: unknown[] = [];
  for (const name of ["request-sent", "request-retried", "gate-waiting"] as const) {
    client.events.on(name, (event) => announced.push(event));
  }
  const pauses: AmazonClient["pauses"] = [];
  const gate = (api: string): Gate =>
    createGate({ api, intervalMs: 0, rows: patientRows(pauses), events: client.events, now: () => 0 });
  const apiOf = (name: string, baseUrl: string): Api => ({
    name,
    baseUrl,
    gate: gate(name),
    rejectedHint: "ask a person",
  });
  const amazon = createAmazonProducts(client.http, {
    api: apiOf("Amazon", options.url ?? standIn.url),
    tokenApi: apiOf("Amazon's log-in", options.tokenUrl ?? standIn.tokenUrl),
    images: apiOf("Amazon's images", standIn.url),
    credentials: { ...standIn.credentials, ...options.credentials },
    marketplace: findMarketplace(options.marketplace ?? standIn.marketplace)!,
    partnerTag: options.partnerTag ?? standIn.partnerTag,
    largestImageBytes: 1_000_000,
    ...(options.now && { now: options.now }),
  });
  return { ...client, amazon, pauses, announced: () => JSON.stringify(announced) };
}

/** Always open; a pause is written down, and not kept. */
function patientRows(pauses: AmazonClient["pauses"]): GateRows {
  return {
    reserve: () => Promise.resolve({ until: 0 }),
    spend: () => Promise.resolve(true),
    giveBack: () => Promise.resolve(),
    shutUntil(api, untilMs, { reason } = {}) {
      pauses.push({ api, forMs: untilMs, reason }); // the gate's clock stands at 0
      return Promise.resolve();
    },
  };
}

/** A source whose service answers every question with this document. */
export async function amazonAnswering(document: unknown) {
  const standIn = await amazonStandIn();
  standIn.setFault(onPath(/catalog/, always(jsonFault(document))));
  const client = amazonClient(standIn);
  return { standIn, ...client, search: () => client.amazon.search({ keywords: "example" }) };
}

/** An answer in JSON, in the place of the usual one. */
export const jsonFault = (document: unknown, status = 200, headers: Record<string, string> = {}): Fault => ({
  kind: "status",
  status,
  headers,
  contentType: "application/json",
  body: JSON.stringify(document),
});

/** What arrived, in short: "token", "searchItems", "getItems", "image". */
export function askedOf(standIn: AmazonStandIn): string[] {
  return standIn.requests.map(({ path }) => {
    if (path.startsWith("/images/")) return "image";
    return path.endsWith("/token") ? "token" : path.replace("/catalog/v1/", "");
  });
}
