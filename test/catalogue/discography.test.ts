import { expect, it } from "vitest";
import { dumpOf } from "../../src/demo/dumps/dump.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { documentOf } from "../helpers/cli.ts";
import { albumsOfMany } from "../helpers/many-albums.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, stamp, writeDump } from "./dumps.ts";

/** `artist --albums` where the file alone is asked: what the web would list, and no request. Which albums are official the web can tell, and is asked. */

const albums = albumsOfMany(120, [
  ["Album", []],
  ["EP", []],
  ["Album", ["Live"]],
  ["Single", []],
]);

async function stageOfMany() {
  const catalogue = buildDemoCatalogue(albums);
  const web = await musicbrainzStandIn(catalogue);
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: web.url, IMPORTER_CATALOGUE: "only" });
  const build = ["catalogue", "build", "--releases", "--from", writeDump(dumpOf(catalogue, stamp))];
  expect((await stage.importer(build)).exitCode).toBe(0);
  return { ...stage, web };
}

const command = ["artist", "The Many", "--albums", "--json"];
const wanted = ["--type", "album,ep", "--exclude", "live", "--from", "1970", "--to", "1979"];

it("lists by type, exclusion and year what the web lists, without a request", async () => {
  const { importer, web } = await stageOfMany();
  for (const flags of [[], wanted]) {
    const listed = async (mode: string): Promise<unknown> => {
      const env = { IMPORTER_CATALOGUE: mode };
      const result = await importer([...command, "--dry-run", ...flags], { env });
      return documentOf<{ albums: { title: string }[] }>(result)
        .albums.map(({ title }) => title)
        .sort(); // of one day in any order
    };
    const before = web.requests.length;
    const outOfTheFile = await listed("only");
    expect(web.requests.length).toBe(before);
    expect(outOfTheFile).toHaveLength(flags.length === 0 ? 120 : 20);
    expect(await listed("first")).toEqual(outOfTheFile);
    expect(web.requests.length).toBeGreaterThan(before);
    expect(await listed("off")).toEqual(outOfTheFile);
  }
});

it("imports them, once, with their releases; more types ask for the others only", async () => {
  const { importer, web } = await stageOfMany();
  const run = async (...flags: string[]): Promise<Record<string, number>> => {
    const result = await importer([...command, ...flags]);
    expect(result.exitCode).toBe(0);
    return documentOf<{ list: Record<string, number> }>(result).list;
  };
  expect(await run(...wanted)).toMatchObject({ rows: 20, created: 20, open: 0 });
  expect(await run(...wanted)).toMatchObject({ rows: 20, created: 20, open: 0 });
  expect(await run("--from", "1970", "--to", "1979")).toMatchObject({ rows: 40, created: 40, open: 0 });
  expect(web.requests).toEqual([]);
  const { length } = documentOf<unknown[]>(await importer(["list", "releases", "--limit", "500", "--json"]));
  expect(length).toBe(40);
});

it("an artist who is not in the file is not there, and the web is asked where it may be", async () => {
  const { importer, web } = await stageOfMany();
  const asked = ["artist", "Nobody of That Name", "--albums", "--dry-run"];
  expect((await importer(asked)).exitCode).toBe(3);
  expect(web.requests).toEqual([]);
  expect((await importer(asked, { env: { IMPORTER_CATALOGUE: "first" } })).exitCode).toBe(3);
  expect(web.requests.length).toBeGreaterThan(0);
});
