import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dumpOf } from "../../src/demo/dumps/dump.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { stampOf } from "../../src/stamp.ts";
import { documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const albums = "artist,title\nPink Floyd,The Dark Side of the Moon\nNirvana,Nevermind\nNobody,Nothing\n";

/** A list of three albums, and a file that lacks the first; the web has it. */
async function stageWithList() {
  const web = await musicbrainzStandIn(demoCatalogue());
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: web.url, IMPORTER_CATALOGUE: "only" });
  const { releaseGroups, ...rest } = demoCatalogue();
  const lacking = { ...rest, releaseGroups: new Map([...releaseGroups].filter(([id]) => id !== darkSide)) };
  const build = ["catalogue", "build", "--releases", "--from", writeDump(dumpOf(lacking, stamp))];
  expect((await stage.importer(build)).exitCode).toBe(0);
  const path = join(temporaryFolder(), "albums.csv");
  writeFileSync(path, albums);
  const run = async (mode = "only") => {
    const result = await stage.importer(["import", path, "--json"], { env: { IMPORTER_CATALOGUE: mode } });
    if (mode === "only") expect(result.stderr).not.toContain("request in");
    const { list } = documentOf<{ list: { created: number; known: number; notFound: number } }>(result);
    return [list.created + list.known, list.notFound];
  };
  return { ...stage, run, requests: () => web.requests.length };
}

it("what a list did not find as of one file is asked for again when another one is opened, and nobody else is", async () => {
  const { run, importer, requests } = await stageWithList();
  expect(await run()).toEqual([1, 2]);
  expect(await run()).toEqual([1, 2]);
  const shown = await importer(["lists", "show", "1"]);
  expect(shown.stdout).toContain("as of the file of 23 Sep 2026");
  const newer = writeDump(demoDump({ stamp: "20260926-001002" }));
  expect((await importer(["catalogue", "update", "--from", newer])).exitCode).toBe(0);
  expect(await run()).toEqual([2, 1]);
  expect(requests()).toBe(0);
});

it("the web is asked for it as soon as it may be", async () => {
  const { run, requests } = await stageWithList();
  expect(await run()).toEqual([1, 2]);
  expect(await run("first")).toEqual([2, 1]);
  expect(requests()).toBeGreaterThan(0);
});

it("a library is the same with a file, without it, and with another one", async () => {
  const { importer, home, requests } = await stageWithList();
  const album = async (env: Record<string, string>, ...flags: string[]) => {
    const asked = ["album", "Nevermind", "-a", "Nirvana", "--json", ...flags];
    const result = await importer(asked, { env });
    return [result.exitCode, documentOf<{ outcome: string }>(result).outcome];
  };
  const shown = async (env: Record<string, string>): Promise<string> =>
    (await importer(["list", "releases", "--json"], { env })).stdout;
  expect(await album({})).toEqual([0, "created"]);
  const before = await shown({});
  rmSync(join(home, "catalogue"), { recursive: true });
  const without = { IMPORTER_CATALOGUE: "first" };
  expect(await shown(without)).toBe(before);
  expect(await album(without)).toEqual([0, "existing"]);
  expect(requests()).toBe(0);
  expect(await album(without, "--force-providers")).toEqual([0, "existing"]);
  expect(requests()).toBeGreaterThan(0);
  const another = writeDump(demoDump({ stamp: "20260926-001002" }));
  expect((await importer(["catalogue", "build", "--releases", "--from", another])).exitCode).toBe(0);
  const asked = requests();
  expect(await album({})).toEqual([0, "existing"]);
  expect((await importer(["releases", "1"])).exitCode).toBe(0);
  expect(await shown({})).toBe(before);
  expect(requests()).toBe(asked);
});

it("from 90 days on, what came out of a file says how a newer one is had", async () => {
  for (const [days, note] of [
    [89, false],
    [90, true],
  ] as const) {
    const stage = catalogueStage({ IMPORTER_CATALOGUE: "only" });
    const folder = writeDump(demoDump({ stamp: stampOf(Date.now() - days * 24 * 3_600_000 - 60_000) }));
    await stage.importer(["catalogue", "build", "--from", folder]);
    await stage.importer(["album", "--mbid", darkSide]);
    const told = [["show", "album", "1"], ["doctor"]].map(async (argv) =>
      (await stage.importer(argv)).stdout.includes("importer catalogue update"),
    );
    expect(await Promise.all(told)).toEqual([note, note]);
  }
});
