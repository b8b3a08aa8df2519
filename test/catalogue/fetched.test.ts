import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLocalFolder, type DumpFolder } from "../../src/catalogue/build/archives/dump-folder.ts";
import { needOf } from "../../src/catalogue/build/plan.ts";
import { filesOf } from "../../src/demo/dumps/dump.ts";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { canMount, smallDisk } from "../helpers/small-disk.ts";
import { catalogueStage, demoDump, dumpServer, stamp, writeDump } from "./dumps.ts";

/** What was fetched for a build that was stopped before it had made anything: told, gone on with, and in nobody's way. */

const newer = demoDump({ stamp: "20260926-001002", sequence: 187_999 });

/** The artists are there, the albums in part; the newest dump is another one by now. */
async function stoppedWhileFetching() {
  const server = await dumpServer();
  const stage = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  server.setFault(({ path }) => (path.endsWith("release-group.tar.xz") ? { kind: "cut-body" } : undefined));
  expect((await stage.importer(["catalogue", "build"])).exitCode).toBe(5);
  server.setFault(undefined);
  server.requests.length = 0;
  server.folders.set(newer.stamp, filesOf(newer));
  server.latest = newer.stamp;
  const fetched = (): string[] =>
    server.requests
      .filter(({ path }) => path.endsWith(".xz"))
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);
  return { ...stage, server, fetched, downloads: join(stage.home, "catalogue", "downloads") };
}

it("is told by status and doctor, with what of it is there", async () => {
  const { importer } = await stoppedWhileFetching();
  const { stdout } = await importer(["catalogue", "status"]);
  expect(stdout).toMatch(
    /begun and not ended: 20260923-001002, 1 MB fetched, 0 documents, .*importer catalogue build goes on/,
  );
  const { building } = documentOf<{ building: { fetched: number }[] }>(
    await importer(["catalogue", "status", "--json"]),
  );
  expect(building).toMatchObject([{ stamp, bytes: 0 }]);
  expect(building[0]!.fetched).toBeGreaterThan(1000);
  expect((await importer(["doctor"])).stdout).toContain(`a build of ${stamp} was not ended`);
});

it("is gone on with while the server keeps that dump, though a newer one is there", async () => {
  const { importer, fetched, open } = await stoppedWhileFetching();
  expect(await importer(["catalogue", "build"])).toMatchObject({ exitCode: 0 });
  expect(open().about.stamp).toBe(stamp);
  expect(fetched().filter((each) => each.startsWith("GET"))).toEqual([`GET ${stamp}/release-group.tar.xz`]);
});

it("makes way once that dump is gone, or a newer one is forced", async () => {
  for (const flags of [[], ["--force"]]) {
    const { importer, server, downloads, home } = await stoppedWhileFetching();
    if (flags.length === 0) server.folders.delete(stamp);
    server.setFault(({ path }) => (path.endsWith("release-group.tar.xz") ? { kind: "reset" } : undefined));
    const refused = await importer(["catalogue", "build", ...flags]);
    expect([flags, refused.exitCode]).toEqual([flags, flags.length === 0 ? 2 : 5]); // one dump a week
    if (flags.length > 0) expect(readdirSync(downloads)).toEqual([newer.stamp]);
    server.setFault(undefined);
    expect((await importer(["catalogue", "build", "--force"])).exitCode).toBe(0);
    expect(existsSync(join(home, "catalogue", `${newer.stamp}.db`))).toBe(true);
  }
});

it("stays where the catalogue that serves is there already", async () => {
  const { importer, downloads, home } = await stoppedWhileFetching();
  const older = writeDump(demoDump({ stamp: "20260916-001002" }));
  mkdirSync(join(home, "elsewhere"));
  expect((await importer(["catalogue", "build", "--from", older])).exitCode).toBe(0);
  mkdirSync(join(downloads, stamp), { recursive: true });
  writeFileSync(join(downloads, stamp, "artist.tar.xz"), "some");
  const again = await importer(["catalogue", "build", "--from", older]);
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("there already")]);
  expect(readdirSync(downloads)).toEqual([stamp]);
});

it("is removed with all else, and reckoned then", async () => {
  const { importer, downloads } = await stoppedWhileFetching();
  expect((await importer(["catalogue", "remove"])).stdout).toMatch(/^removed: \d+ files, 1 MB/);
  expect(existsSync(downloads)).toBe(false);
  expect((await importer(["catalogue", "remove"])).stdout).toContain("there was none");
});

it("is not reckoned again: a disk that was large enough when it was begun is so when it goes on", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "catalogue"));
  const local = openLocalFolder(writeDump(demoDump()), new AbortController().signal);
  const server = (here: number): DumpFolder => ({
    ...local,
    isFetched: true,
    sizeOf: async () => 10e9,
    bytesHere: (part) => (part === "release" ? here : 0),
  });
  const parts = ["artist", "release-group", "release"] as const;
  const [begun, onwards] = [
    await needOf(home, server(0), parts, { copied: 0, begun: 0 }),
    await needOf(home, server(9e9), parts, { copied: 0, begun: 2e9 }),
  ];
  expect(begun.during - onwards.during).toBe(11e9);
  expect([begun.fetched, onwards.fetched, begun.after]).toEqual([30e9, 21e9, onwards.after]);
});

it.skipIf(!canMount)(
  "the disk that is looked at is the one that holds the catalogue, wherever that is",
  async () => {
    const { home, importer } = catalogueStage();
    mkdirSync(home);
    symlinkSync(smallDisk(48), join(home, "catalogue"));
    const { exitCode, stderr } = await importer(["catalogue", "build", "--from", writeDump(demoDump())]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/has \d\d MB free, and the build takes up to/),
    ]);
  },
);

it("a folder in the place of the file is told before anything is fetched, and left alone", async () => {
  const server = await dumpServer();
  const { path, importer } = catalogueStage({ IMPORTER_DUMPS_URL: server.url });
  mkdirSync(path, { recursive: true });
  for (const flags of [[], ["--force"]]) {
    const { exitCode, stderr } = await importer(["catalogue", "build", ...flags]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${path} is in the way: it is a folder`)]);
  }
  expect(server.requests.filter(({ path }) => path.endsWith(".xz"))).toEqual([]);
  expect((await importer(["catalogue", "status"])).stdout).toContain(`${path} is not used: it is a folder`);
  const verified = await importer(["catalogue", "verify"]);
  expect([verified.exitCode, verified.stderr]).toEqual([1, expect.stringContaining("it is a folder")]);
  const asked = await importer(["album", "x", "-a", "y"], { env: { IMPORTER_CATALOGUE: "only" } });
  expect([asked.exitCode, asked.stderr]).toEqual([5, expect.stringContaining("it is a folder")]);
  expect((await importer(["catalogue", "remove"])).exitCode).toBe(0);
  expect(existsSync(path)).toBe(true);
});
