import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What a web service can do to us. `undefined` from a rule means: answer as usual. */
export type Fault =
  | {
      kind: "status";
      status: number;
      headers?: Record<string, string>;
      body?: string | Buffer;
      contentType?: string;
    }
  /** Accepts, and never answers. */
  | { kind: "hang" }
  /** Headers and half the body, then silence. */
  | { kind: "hang-body" }
  /** A content-length is promised, and the connection destroyed half-way. */
  | { kind: "cut-body" }
  /** The connection is destroyed before any answer. */
  | { kind: "reset" }
  /** An HTML page where JSON was expected: a captive portal, when the status is 200 (the default). */
  | { kind: "html"; status?: number }
  /** Valid JSON with other keys and types. */
  | { kind: "wrong-shape" }
  /** Streams that many bytes, no faster than they are read: JSON-looking text, or zeros after an image's own bytes. */
  | { kind: "huge-body"; bytes: number }
  /** The ordinary answer, changed. */
  | { kind: "rewrite"; rewrite(reply: Reply): Reply }
  /** Then the ordinary answer. */
  | { kind: "delay"; ms: number }
  /** As `delay`, for as long as somebody wants. */
  | { kind: "hold"; until: Promise<unknown> };

/** `index` counts the requests so far, from 0. */
export type FaultRule = (request: { path: string; index: number }) => Fault | undefined;

/** One answer: what a stand-in gives back for a request. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** JSON unless said otherwise; "" for none at all. */
  contentType?: string;
  body: string | Buffer;
}

const page = "<!doctype html><title>Sign in</title><p>Please sign in to use this network.</p>\n";
const wrongShape = { data: { items: "none" }, "release-groups": "many", releases: { first: null }, id: 42 };

/** The reply a fault puts in the place of the ordinary one, if it does. */
export function replyOf(fault: Fault | undefined): Reply | undefined {
  if (fault?.kind === "status") return { ...fault, body: fault.body ?? "" };
  if (fault?.kind === "html") return { status: fault.status ?? 200, contentType: "text/html", body: page };
  if (fault?.kind === "wrong-shape") return { status: 200, body: JSON.stringify(wrongShape) };
  return undefined;
}

/** Destroys the connection so that the client sees a reset and not an orderly end. */
export function resetConnection(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Sends a reply whole, or as far as the fault lets it. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): Promise<void> {
  const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  const contentType = reply.contentType ?? "application/json; charset=utf-8";
  response.writeHead(reply.status, {
    ...(contentType === "" ? {} : { "content-type": contentType }),
    ...(fault?.kind === "huge-body" ? {} : { "content-length": String(body.length) }),
    ...reply.headers,
  });
  if (fault?.kind === "huge-body") {
    const isText = typeof reply.body === "string";
    return streamBytes(response, isText ? jsonLookingText(fault.bytes) : endlessImage(body, fault.bytes));
  }
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (fault?.kind === "hang-body") return void response.write(half);
  if (fault?.kind === "cut-body") return void response.write(half, () => response.socket?.destroy());
  response.end(body);
}

async function streamBytes(response: ServerResponse, pieces: Iterable<Buffer>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), response);
  } catch {
    // The client stopped reading, which is what a sensible one does here.
  }
}

function* jsonLookingText(bytes: number): Generator<Buffer> {
  const piece = Buffer.from(`{"id":"00000000-0000-4000-8000-000000000000","title":"${"x".repeat(64_000)}"},`);
  yield Buffer.from('{"release-groups":[');
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left);
}

function* endlessImage(image: Buffer, bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(64_000);
  yield image;
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left);
}
