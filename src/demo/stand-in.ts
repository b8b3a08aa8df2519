import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import { replyOf, resetConnection, sendReply, type FaultRule, type Reply } from "./fault.ts";

export type { Fault, FaultRule, Reply } from "./fault.ts";

/** A loopback server that plays a web service: the demo runs against it, and so do the tests. */
export interface StandIn {
  /** Base URL with the path, for instance http://127.0.0.1:41234/ws/2 */
  url: string;
  requests: ReceivedRequest[];
  setFault(fault: FaultRule | undefined): void;
  /** Ends every connection at once, the hanging ones too. */
  close(): Promise<void>;
}

export interface ReceivedRequest {
  /** When it arrived: milliseconds since the epoch, with fractions. */
  at: number;
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | undefined>;
  /** What was answered; undefined while, or when, nothing was. */
  status: number | undefined;
}

/** What a stand-in gets to answer. */
export interface StandInQuestion {
  /** As in ReceivedRequest. */
  at: number;
  method: string;
  url: URL;
  headers: Record<string, string | undefined>;
  body: string;
}

export interface StandInOptions {
  /** The path under which the service lives, without a slash at its end. */
  basePath: string;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Told of every request as it arrives: for a service of several hosts, which keeps one list of them all. */
  onRequest?(request: ReceivedRequest): void;
  answer(question: StandInQuestion): Reply | Promise<Reply>;
}

/** Starts a stand-in on 127.0.0.1 only. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const requests: ReceivedRequest[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // however many answers are late at once, Node takes them for no leak
  let rule: FaultRule | undefined;

  const server = createServer((request, response) => {
    const received = note(request);
    const fault = rule?.({ path: received.path, index: requests.length });
    requests.push(received);
    options.onRequest?.(received);
    response.on("error", () => {}); // a client that has gone is no concern of the server
    void handle(fault).catch((error: unknown) => refuse(response, received, error));

    async function handle(fault: ReturnType<FaultRule>): Promise<void> {
      if (fault?.kind === "hang") return;
      if (fault?.kind === "reset") return resetConnection(request);
      if (fault?.kind === "delay") await sleep(fault.ms, undefined, { signal: closing.signal });
      if (fault?.kind === "hold") await fault.until;
      const question = await readQuestion(request, received);
      const given = replyOf(fault) ?? (await options.answer(question));
      const reply = fault?.kind === "rewrite" ? fault.rewrite(given) : given;
      received.status = reply.status;
      await sendReply(response, reply, fault);
    }
  });
  server.keepAliveTimeout = 60_000; // a reused connection must not be closed under a test on a slow machine

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}${options.basePath}`,
    requests,
    setFault: (fault) => void (rule = fault),
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Tells which requests come closer than the interval after the one before. Refused ones count too: a client that
 * hammers stays refused.
 */
export function createPace(minIntervalMs: number): (at: number) => boolean {
  let last = -Infinity;
  return (at) => {
    const isTooFast = at - last < minIntervalMs;
    last = at;
    return isTooFast;
  };
}

function note(request: IncomingMessage): ReceivedRequest {
  return {
    at: performance.timeOrigin + performance.now(),
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : value,
      ]),
    ),
    status: undefined,
  };
}

async function readQuestion(request: IncomingMessage, received: ReceivedRequest): Promise<StandInQuestion> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return {
    at: received.at,
    method: received.method,
    url: new URL(received.path, `http://${request.headers.host ?? "127.0.0.1"}`),
    headers: received.headers,
    body: Buffer.concat(pieces).toString("utf8"),
  };
}

/** A fault of the stand-in itself shows up in the client as a 500 that says so. */
function refuse(response: ServerResponse, received: ReceivedRequest, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  received.status = 500;
  response.writeHead(500, { "content-type": "text/plain" });
  response.end(`the stand-in failed: ${messageOf(error)}\n`);
}
