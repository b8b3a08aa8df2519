import { expect, it } from "vitest";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { documentOf } from "../helpers/cli.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const all = demoCatalogue().releasesByGroup.get(darkSide)!.length;

async function stageOf(most: string, mode: "first" | "off") {
  const web = await musicbrainzStandIn(demoCatalogue());
  const stage = catalogueStage({
    IMPORTER_MUSICBRAINZ_URL: web.url,
    IMPORTER_CATALOGUE: mode,
    IMPORTER_UNASKED_EDITIONS: most,
  });
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  const count = async (): Promise<number> =>
    documentOf<object[]>(await stage.importer(["list", "releases", "--json"])).length;
  return { ...stage, count };
}

it.each([
  ["out of the file", "first"],
  ["from the web", "off"],
] as const)(
  "only so many editions come unasked %s, the rest is said, and comes when asked for",
  async (_, mode) => {
    const { importer, count } = await stageOf("1", mode);
    expect(all).toBeGreaterThan(1);
    expect((await importer(["album", "--mbid", darkSide])).exitCode).toBe(0);
    await importer(["worker", "--queue", "default", "--drain"]);
    expect(await count()).toBe(1);
    const shown = await importer(["show", "album", "1"]);
    expect(shown.stdout).toContain(`1 of ${all} editions came unasked (IMPORTER_UNASKED_EDITIONS)`);
    expect(shown.stdout).toContain("importer releases 1");
    expect((await importer(["releases", "1"])).exitCode).toBe(0);
    expect(await count()).toBe(all);
    expect((await importer(["show", "album", "1"])).stdout).not.toContain("came unasked");
  },
);

it.each(["all", "500", ""])("all of them come where the limit is %j", async (most) => {
  const { importer, count } = await stageOf(most, "first");
  await importer(["album", "--mbid", darkSide]);
  expect(await count()).toBe(all);
});

it("a limit that is none is refused, by name and value", async () => {
  const { importer } = await stageOf("many", "off");
  const refused = await importer(["list", "albums"]);
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/IMPORTER_UNASKED_EDITIONS is "many"/),
  ]);
});
