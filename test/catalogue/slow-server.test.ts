import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { filesOf } from "../../src/demo/dumps/dump.ts";
import { listen, pause } from "../helpers/http.ts";
import { catalogueStage, demoDump, stamp } from "./dumps.ts";

/** There is a limit on a server's silence, and none on the whole; a connection that it keeps may be gone the next time. */
const timeoutMs = 1_500;
const files = filesOf(demoDump());
type Send = (
  body: Buffer,
  request: { range: number; count: number; socket: Socket },
) => AsyncIterable<Buffer>;

/** Serves the demo's dump; `send` says how the archive of the artists goes out. */
async function slowServer(send: Send, headersOf: (whole: Buffer) => Record<string, string> = () => ({})) {
  const ranges: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    const name = request.url!.split("/").at(-1)!;
    const whole = name === "LATEST" ? Buffer.from(stamp) : files.get(name);
    if (!whole) return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const body = whole.subarray(from);
    if (name !== "artist.tar.xz" || request.method === "HEAD") return void response.end(body);
    ranges.push(request.headers.range);
    if (from === whole.length)
      return void response.writeHead(416, { "content-range": `bytes */${from}` }).end();
    const range = { "content-range": `bytes ${from}-${whole.length - 1}/${whole.length}` };
    response.writeHead(from > 0 ? 206 : 200, { etag: '"1"', ...headersOf(body), ...(from > 0 && range) });
    response.flushHeaders();
    void (async () => {
      const asked = { range: from, count: ranges.length, socket: request.socket };
      for await (const piece of send(body, asked)) response.write(piece);
      response.end();
    })();
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/dumps`, ranges };
}

const build = (url: string) =>
  catalogueStage({ IMPORTER_DUMPS_URL: url, IMPORTER_HTTP_TIMEOUT_MS: String(timeoutMs) }).importer([
    "catalogue",
    "build",
  ]);
const sized = (body: Buffer): Record<string, string> => ({ "content-length": String(body.length) });

it("a file that drips for many times the limit is fetched in one go", async () => {
  const { url, ranges } = await slowServer(async function* (body) {
    const step = Math.ceil(body.length / 8);
    for (let at = 0; at < body.length; at += step) {
      await pause(timeoutMs / 5);
      yield body.subarray(at, at + step);
    }
  }, sized);
  const { exitCode, stderr } = await build(url);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect(ranges).toEqual([undefined]);
});

it("a file that falls silent in the middle is gone on with from there", async () => {
  const { url, ranges } = await slowServer(async function* (body, { count }) {
    yield body.subarray(0, 1000);
    if (count === 1) await pause(timeoutMs * 20);
    yield body.subarray(1000);
  }, sized);
  const { exitCode, stderr } = await build(url);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect(ranges).toEqual([undefined, "bytes=1000-"]);
});

it("a file of which the size is not told, and of which the connection is cut behind the last byte, is whole", async () => {
  const { url, ranges } = await slowServer(async function* (body, { count, socket }) {
    yield body;
    if (count === 1) setTimeout(() => socket.destroy(), 20);
    if (count === 1) await pause(timeoutMs * 20);
  });
  const { exitCode, stderr } = await build(url);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect(ranges).toEqual([undefined, `bytes=${files.get("artist.tar.xz")!.length}-`]);
});

it("a kept connection that is gone when it is used again costs one more try", async () => {
  const { url, ranges } = await slowServer(async function* (body, { count, socket }) {
    if (count === 1) return void socket.resetAndDestroy();
    yield body;
    setTimeout(() => socket.destroy(), 1); // while the next file is asked for on it
  }, sized);
  const { exitCode, stderr } = await build(url);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect(ranges.length).toBe(2);
});
