import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeFileLock } from "../../src/catalogue/open.ts";
import { createReader } from "../../src/catalogue/reader.ts";
import { filesOf } from "../../src/demo/dumps/dump.ts";
import type { DumpServer } from "../../src/demo/dumps/server.ts";
import { catalogueStage, demoDump, dumpServer, stamp, writeDump } from "./dumps.ts";

/** A build that fetches its dump. */
async function fetching(server?: DumpServer) {
  const dumps = server ?? (await dumpServer());
  const stage = catalogueStage({ IMPORTER_DUMPS_URL: dumps.url });
  const build = (...flags: string[]) => stage.importer(["catalogue", "build", ...flags]);
  const fetched = (): string[] =>
    dumps.requests.filter(({ method }) => method === "GET").map(({ path }) => path.split("/").at(-1)!);
  return { ...stage, dumps, build, fetched };
}
const newer = () => demoDump({ stamp: "20260926-001002", sequence: 187_999 });

it("fetches the newest dump once, says who it is, and keeps nothing of it", async () => {
  const { build, fetched, dumps, home, open, importer } = await fetching();
  expect((await build()).exitCode).toBe(0);
  expect(open().about).toMatchObject({ stamp, parts: ["artist", "release-group"] });
  expect(fetched()).toEqual(["LATEST", "SHA256SUMS", "artist.tar.xz", "release-group.tar.xz"]);
  expect(
    dumps.requests.every(({ headers }) => /^importer\/.*test@example\.org/.test(headers["user-agent"] ?? "")),
  ).toBe(true);
  expect(readdirSync(join(home, "catalogue")).sort()).toEqual([
    `${stamp}.db`,
    `${stamp}.db.sha256`,
    "build.lock",
    "fetched.json",
  ]);
  const again = await build();
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("there already")]);
  // Its releases are added to what is there.
  expect((await build("--releases")).exitCode).toBe(0);
  expect(fetched().filter((name) => name.endsWith(".xz"))).toEqual([
    "artist.tar.xz",
    "release-group.tar.xz",
    "release.tar.xz",
  ]);
  expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
  expect((await importer(["catalogue", "remove"])).exitCode).toBe(0);
  expect((await importer(["catalogue", "verify"])).exitCode).toBe(3);
});

it("goes on in the middle of a file when the connection is cut", async () => {
  const { build, dumps } = await fetching();
  let cuts = 0;
  dumps.setFault(({ path }) =>
    path.endsWith("artist.tar.xz") && cuts++ < 4 ? { kind: "cut-body" } : undefined,
  );
  expect((await build()).exitCode).toBe(0);
  const ranges = dumps.requests.flatMap(({ headers }) =>
    headers.range ? [[headers.range, headers["if-range"]]] : [],
  );
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges[0]).toEqual([expect.stringMatching(/^bytes=\d+-$/), expect.stringMatching(/^"/)]);
});

it("takes a file from its beginning where the server knows no ranges, or has another file by now", async () => {
  const { build, dumps } = await fetching();
  dumps.ignoresRange = true;
  let cuts = 0;
  dumps.setFault(({ path }) =>
    path.endsWith("artist.tar.xz") && cuts++ < 2 ? { kind: "cut-body" } : undefined,
  );
  expect((await build()).exitCode).toBe(0);
});

it("pins the dump: LATEST that moves in between changes nothing", async () => {
  const server = await dumpServer([demoDump(), newer()]);
  server.latest = stamp;
  const { build, open } = await fetching(server);
  server.setFault(({ path }) =>
    path.endsWith("SHA256SUMS") ? void (server.latest = newer().stamp) : undefined,
  );
  expect((await build()).exitCode).toBe(0);
  expect(open().about.stamp).toBe(stamp);
});

it("asks for one dump a week, unless it is forced", async () => {
  const server = await dumpServer();
  const { build, importer, path } = await fetching(server);
  await build();
  server.folders.set(newer().stamp, filesOf(newer()));
  server.latest = newer().stamp;
  const refused = await importer(["catalogue", "update"]);
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("--force")]);
  expect((await importer(["catalogue", "update", "--force"])).exitCode).toBe(0);
  expect(existsSync(path)).toBe(false);
  expect((await importer(["catalogue", "status"])).stdout).toContain("26 Sep 2026");
});

const troubles: [what: string, spoil: (server: DumpServer) => void, says: RegExp][] = [
  ["a log-in page instead of LATEST", (server) => server.setFault(() => ({ kind: "html" })), /LATEST says "<!?[^]*no dump's name/],
  ["no LATEST", (server) => server.setFault(({ path }) => (path.endsWith("LATEST") ? { kind: "status", status: 404 } : undefined)), /there is no .*LATEST/],
  ["a server that fails", (server) => server.setFault(() => ({ kind: "status", status: 503 })), /answered 503/],
  ["a dump that is gone", (server) => void server.folders.get(stamp)!.delete("artist.tar.xz"), /no 20260923-001002\/artist\.tar\.xz any more/],
  ["another file than its checksum", (server) => void server.folders.get(stamp)!.set("artist.tar.xz", Buffer.alloc(5000)), /SHA-256 is/],
  ["a connection that is cut again and again", (server) => server.setFault(({ path }) => (path.endsWith("artist.tar.xz") ? { kind: "reset" } : undefined)), /cut the connection/],
]; // prettier-ignore

it.each(troubles)("%s: unavailable, and the next try begins with what is right", async (_, spoil, says) => {
  const server = await dumpServer();
  const { build, path } = await fetching(server);
  spoil(server);
  const failed = await build();
  expect([failed.exitCode, failed.stderr]).toEqual([5, expect.stringMatching(says)]);
  expect(existsSync(path)).toBe(false);
  server.setFault(undefined);
  server.folders.set(stamp, filesOf(demoDump()));
  expect((await build()).exitCode).toBe(0);
});

it("builds one at a time", async () => {
  const stage = catalogueStage();
  const folder = writeDump(demoDump());
  await stage.importer(["catalogue", "build", "--from", folder]);
  const lock = takeFileLock(join(stage.home, "catalogue", "build.lock"))!;
  const refused = await stage.importer(["catalogue", "build", "--releases", "--from", folder]);
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("a build is at work")]);
  // Whoever asks how far it is hears that it goes on, and not how to go on.
  const told = await stage.importer(["catalogue", "status"]);
  expect(told.stdout).toContain("a build is at work");
  expect(told.stdout).not.toContain("goes on");
  expect((await stage.importer(["doctor"])).stdout).toContain("a build is at work");
  // Nor is anything taken from under it.
  const kept = await stage.importer(["catalogue", "remove"]);
  expect([kept.exitCode, kept.stderr]).toEqual([2, expect.stringContaining("a build is at work")]);
  expect(existsSync(stage.path)).toBe(true);
  lock.release();
  expect((await stage.importer(["catalogue", "status"])).stdout).not.toContain("at work");
  expect((await stage.importer(["catalogue", "build", "--releases", "--from", folder])).exitCode).toBe(0);
});

it("is replaced while somebody reads in it", async () => {
  const stage = catalogueStage();
  await stage.importer(["catalogue", "build", "--from", writeDump(demoDump())]);
  const old = stage.open();
  const reader = createReader(old.db);
  expect((await stage.importer(["catalogue", "update", "--from", writeDump(newer())])).exitCode).toBe(0);
  for (let id = 1; id <= old.about.counts.groups; id++) expect(reader.album(id)?.facts.title).toBeTruthy();
});
