import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { filesOf } from "../../src/demo/dumps/dump.ts";
import type { DumpServer } from "../../src/demo/dumps/server.ts";
import { catalogueStage, demoDump, dumpServer, stamp } from "./dumps.ts";

/** What servers, mirrors and whoever stands between do to files that are right. */

const file = (server: DumpServer, name: string): Buffer => server.folders.get(stamp)!.get(name)!;
const sums = (server: DumpServer, change: (text: string) => string): void =>
  void server.folders
    .get(stamp)!
    .set("SHA256SUMS", Buffer.from(change(file(server, "SHA256SUMS").toString())));
/** The first fetch of the archive of the artists meets it: before, it is only asked how large it is. */
const once = (server: DumpServer, fault: Parameters<DumpServer["setFault"]>[0]): void => {
  let count = 0;
  server.setFault((request) => (request.path.endsWith("artist.tar.xz") && count++ === 1 ? fault?.(request) : undefined)); // prettier-ignore
};

/** The connection is cut, and then comes another part of the archive of the artists than was asked for. */
function otherPart(server: DumpServer, rangeOf: (range: string) => string): void {
  let count = 0;
  server.setFault(({ path }) => {
    if (!path.endsWith("artist.tar.xz") || count > 2) return undefined;
    if (count++ < 2) return { kind: "cut-body" };
    return {
      kind: "rewrite",
      rewrite(reply) {
        const range = reply.headers?.["content-range"];
        if (range === undefined) return reply;
        const headers = { ...reply.headers, "content-range": rangeOf(range) };
        return { ...reply, headers, body: Buffer.alloc(reply.body.length, "other") };
      },
    };
  });
}

const harmless: [what: string, spoil: (server: DumpServer) => Promise<void> | void][] = [
  ["checksums with CRLF", (server) => sums(server, (text) => text.replaceAll("\n", "\r\n"))],
  ["checksums with a byte order mark", (server) => sums(server, (text) => `\uFEFF${text}`)],
  ["checksums in capitals", (server) => sums(server, (text) => text.replace(/^[0-9a-f]+/gm, (sum) => sum.toUpperCase()))],
  ["checksums without marks of binary files", (server) => sums(server, (text) => text.replaceAll(" *", "  "))],
  ["checksums of other files first", (server) => sums(server, (text) => `${"0".repeat(64)} *area.tar.xz\nsigned\n\n${text}`)],
  ["LATEST in a line of its own", (server) => void (server.latest = ` ${stamp}\r`)],
  ["LATEST behind a byte order mark", (server) => void (server.latest = `\uFEFF${stamp}\r\n\r\n`)],
  ["LATEST that fails once, and asks for a moment's rest", (server) => {
    let count = 0;
    server.setFault(() => (count++ < 1 ? { kind: "status", status: 503, headers: { "retry-after": "0.05" } } : undefined));
  }],
  ["a server that tells no sizes", (server) => server.setFault(() => ({ kind: "rewrite", rewrite: (reply) => (server.requests.at(-1)?.method === "HEAD" ? { ...reply, status: 405, body: "" } : reply) }))],
  ["a part of the file, though all of it was asked for", (server) => once(server, () => ({ kind: "rewrite", rewrite: (reply) => ({ ...reply, status: 206, body: Buffer.from(reply.body).subarray(0, 100), headers: { ...reply.headers, "content-range": `bytes 0-99/${reply.body.length}` } }) }))],
  ["a mirror that it sends us to", async (server) => {
    const mirror = await dumpServer();
    server.setFault(({ path }) => path.endsWith(".xz") ? { kind: "status", status: 302, headers: { location: new URL(path, mirror.url).href } } : undefined);
  }],
  ["an error in between", (server) => once(server, () => ({ kind: "status", status: 503 }))],
  ["a part of another file than was asked for", (server) => otherPart(server, () => "bytes 7-9/900")],
  ["a part that begins elsewhere", (server) => otherPart(server, (range) => range.replace(/^bytes \d+/, "bytes 7"))],
]; // prettier-ignore

it.each(harmless)("%s: built", async (_, spoil) => {
  const server = await dumpServer();
  await spoil(server);
  const { importer } = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  const { exitCode, stderr } = await importer(["catalogue", "build"]);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
});

const troubles: [what: string, spoil: (server: DumpServer) => void, says: RegExp][] = [
  ["a server that wants to be left alone for an hour", (server) => server.setFault(() => ({ kind: "status", status: 503, headers: { "retry-after": "3600" } })), /answered 503, and asks for 3600 s of rest/],
  ["the same by a clock of theirs that stands in 2001", (server) => server.setFault(() => ({ kind: "status", status: 503, headers: { date: "Mon, 01 Jan 2001 00:00:00 GMT", "retry-after": "Mon, 01 Jan 2001 01:00:00 GMT" } })), /answered 503, and asks for 3600 s of rest/],
  ["a stamp that is no day", (server) => void (server.latest = "20261399-001002"), /LATEST says "20261399-001002", which is no dump's name/],
  ["a part of another length than it says", (server) => server.setFault(({ path }) => path.endsWith("artist.tar.xz") ? { kind: "rewrite", rewrite: (reply) => ({ ...reply, headers: { ...reply.headers, "content-length": "1000" } }) } : undefined), /SHA-256 is|can't be used/],
  ["packed once more on the way", (server) => server.setFault(({ path }) => path.endsWith(".xz") ? { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: gzipSync(reply.body), headers: { ...reply.headers, "content-encoding": "gzip" } }) } : undefined), /packed once more \(gzip\)/],
  ["a page for every file", (server) => server.setFault(({ path }) => path.endsWith(".xz") ? { kind: "html" } : undefined), /SHA-256 is/],
  ["a page for the checksums", (server) => server.setFault(({ path }) => path.endsWith("SUMS") ? { kind: "html" } : undefined), /SHA256SUMS of 20260923-001002 says nothing of artist/],
  ["another file since the download began", (server) => {
    let cuts = 0;
    server.setFault(({ path }) => {
      if (!path.endsWith("artist.tar.xz") || cuts++ !== 1) return undefined;
      setImmediate(() => server.folders.get(stamp)!.set("artist.tar.xz", filesOf(demoDump({ sequence: 1 })).get("artist.tar.xz")!));
      return { kind: "cut-body" };
    });
  }, /SHA-256 is/],
  ["sent from one place to another for ever", (server) => server.setFault(({ path }) => ({ kind: "status", status: 302, headers: { location: path } })), /again and again/],
]; // prettier-ignore

it.each(troubles)("%s: unavailable, and the next try is right", async (_, spoil, says) => {
  const server = await dumpServer();
  spoil(server);
  const { importer } = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  const failed = await importer(["catalogue", "build"]);
  expect([failed.exitCode, failed.stderr]).toEqual([5, expect.stringMatching(says)]);
  server.setFault(undefined);
  server.latest = stamp;
  server.folders.set(stamp, filesOf(demoDump()));
  expect((await importer(["catalogue", "build"])).exitCode).toBe(0);
});

it("a mirror that is a week behind is told of before anything is fetched", async () => {
  const server = await dumpServer();
  const { importer } = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  expect((await importer(["catalogue", "build"])).exitCode).toBe(0);
  const older = demoDump({ stamp: "20260916-001002" });
  server.folders.set(older.stamp, filesOf(older));
  server.latest = older.stamp;
  server.requests.length = 0;
  for (const command of ["build", "update"]) {
    const refused = await importer(["catalogue", command]);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining("older than the catalogue"),
    ]);
  }
  expect(server.requests.filter(({ path }) => path.endsWith(".xz"))).toEqual([]);
});

it("what was fetched by a clock of the future keeps nobody waiting for years", async () => {
  const server = await dumpServer();
  const { importer, home } = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  const future = { stamp: "20260919-001002", part: "artist", at: Date.parse("2050-01-01") };
  mkdirSync(join(home, "catalogue"), { recursive: true });
  writeFileSync(join(home, "catalogue", "fetched.json"), JSON.stringify([future]));
  expect((await importer(["catalogue", "build"])).exitCode).toBe(0);
});
