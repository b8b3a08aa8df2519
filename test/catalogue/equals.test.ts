import { expect, it } from "vitest";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { documentOf, type CliResult } from "../helpers/cli.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** More albums of one title and artist than come at once: none is picked before all were seen. */

const various = { id: variousArtistsMbid, name: "Various Artists", "sort-name": "Various Artists", disambiguation: "", type: "Other" }; // prettier-ignore

/** The first ones are of 1901, 1902 and so on; those behind them of the years that are given. */
async function stageOf(count: number, ...lastYears: number[]) {
  const years = Array.from({ length: count - lastYears.length }, (_, at) => 1901 + (at % 60));
  const groups = [...years, ...lastYears].map((year, at) =>
    JSON.stringify({
      id: `10fe0000-0000-4000-8000-${String(at).padStart(12, "0")}`,
      title: "Love",
      "first-release-date": String(year),
      "primary-type": "Album",
      "artist-credit": [{ name: "Various Artists", joinphrase: "", artist: various }],
    }),
  );
  const { lines } = demoDump();
  const dump = demoDump({
    lines: { ...lines, artist: [JSON.stringify(various)], "release-group": groups, release: [] },
  });
  const stage = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  expect((await stage.importer(["catalogue", "build", "--from", writeDump(dump)])).exitCode).toBe(0);
  const ask = (year: number): Promise<CliResult> =>
    stage.importer([
      "album",
      "Love",
      "-a",
      "Various Artists",
      "--year",
      String(year),
      "-p",
      "musicbrainz",
      "--json",
    ]);
  return { ...stage, ask };
}

const yearOf = (told: CliResult): unknown =>
  documentOf<{ album: { releaseYear: number } }>(told).album.releaseYear;

it("the one of the year is found among those that come later", async () => {
  const { ask } = await stageOf(250, 1990);
  const told = await ask(1990);
  expect([told.exitCode, yearOf(told)]).toEqual([0, 1990]);
});

it("and another of that year that comes later makes it a question", async () => {
  const { ask } = await stageOf(250, 1901);
  expect((await ask(1901)).exitCode).toBe(4);
});

it("of more than a thousand none is picked", async () => {
  const { ask } = await stageOf(1_200);
  expect((await ask(1960)).exitCode).toBe(4);
});
