import type { Server as HttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { startStandIn, type StandIn } from "../../src/demo/stand-in.ts";
import { createEvents, type Events, type ImporterEvents } from "../../src/events.ts";
import { createGate, type Gate, type GateRows } from "../../src/sources/gate.ts";
import { createHttpClient, type HttpOptions } from "../../src/sources/http/client.ts";
import type { HttpClient, Api } from "../../src/sources/http/api.ts";

/** What `wordService` answers. */
export const words = z.object({ words: z.string() });

/** A web service that has the same words under every path. */
export async function wordService(text = "hello"): Promise<StandIn> {
  const body = JSON.stringify({ words: text });
  const service = await startStandIn({ basePath: "/ws/2", answer: () => ({ status: 200, body }) });
  onTestFinished(() => service.close());
  return service;
}

export interface Client {
  http: HttpClient;
  events: Events;
  /** Addresses of "request-sent", in order. */
  sent: string[];
  retried: ImporterEvents["request-retried"][];
}

/** The real client, patient enough for a slow machine and quick to try again. */
export function testClient(options: Partial<Omit<HttpOptions, "events">> = {}): Client {
  const events = createEvents();
  const sent: string[] = [];
  const retried: Client["retried"] = [];
  events.on("request-sent", ({ url }) => sent.push(url));
  events.on("request-retried", (event) => retried.push(event));
  const http = createHttpClient({
    userAgent: "importer-test/1 ( test@example.org )",
    timeoutMs: 20_000,
    retryDelayMs: 1,
    proxy: {},
    ...options,
    events,
  });
  onTestFinished(() => http.close());
  return { http, events, sent, retried };
}

/** An API at this address; its gate is open, and its own. */
export function apiAt(baseUrl: string, gate: Gate = openGate()): Api {
  return { name: "Words", baseUrl, gate, rejectedHint: "say who you are" };
}

export function openGate(): Gate {
  return createGate({ api: "words", intervalMs: 0, rows: memoryRows(), events: createEvents() });
}

/** Rows that one process keeps for itself. */
export function memoryRows(): GateRows {
  let shut: { nextAt: number; reason: string | null } = { nextAt: 0, reason: null };
  return {
    reserve(_, turnMs) {
      if (shut.nextAt > Date.now()) return Promise.resolve(shut);
      const until = Date.now() + turnMs;
      shut = { nextAt: until, reason: null };
      return Promise.resolve({ until });
    },
    spend: () => Promise.resolve(true),
    giveBack: () => Promise.resolve(),
    shutUntil(_, nextAt, { reason = shut.reason ?? undefined, insteadOf } = {}) {
      if (nextAt > shut.nextAt || shut.nextAt === insteadOf) shut = { nextAt, reason: reason ?? null };
      return Promise.resolve();
    },
  };
}

/** What a promise that must fail fails with. */
export async function faultOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => new Error("it did not fail"),
    (error: unknown) => ({ error }),
  );
  if (outcome instanceof Error) throw outcome;
  return outcome.error as Error;
}

/** The messages of an error and of everything that caused it. */
export function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}

/** Listens on a free loopback port until the test ends, and then lets no connection linger. */
export async function listen(server: Server | HttpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}); // a client that has gone is no concern of the server
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
