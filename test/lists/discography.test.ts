import { describe, expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid } from "../../src/demo/musicbrainz/facts.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { always, onPath } from "../helpers/faults.ts";
import { albumsOfMany, manyArtist } from "../helpers/many-albums.ts";

/** 150 release groups of one artist, 1960 to 1989; the last has no date. */
const albums = albumsOfMany(150, [
  ["Album", []],
  ["EP", []],
  ["Album", ["Live"]],
  ["Album", ["Compilation"]],
  ["Single", []],
]);

const stageOfMany = (): Promise<Stage> => createStage(buildDemoCatalogue(albums));
const command = ["artist", "The Many", "--albums", "--json"];

describe("importer artist --albums", () => {
  it("lists by type, exclusion and year in a dry run, in two requests for a hundred and fifty", async () => {
    const stage = await stageOfMany();
    const flags = ["--dry-run", "--type", "album,ep", "--exclude", "live,compilation", "--from", "1980"];
    const result = await stage.importer([...command, ...flags]);
    const { albums: listed } = documentOf<{
      albums: { releaseYear: number; primaryType: string; secondaryTypes: string[] }[];
    }>(result);
    expect(result.exitCode).toBe(0);
    expect(listed).toHaveLength(20);
    expect(
      listed.every(({ releaseYear, secondaryTypes }) => releaseYear >= 1980 && secondaryTypes.length === 0),
    ).toBe(true);
    expect(stage.server.requests.filter(({ path }) => /release-group\?artist/.test(path))).toHaveLength(2);
    expect(await stage.rows("SELECT * FROM artists")).toEqual([]);
  });

  it("imports them by their MBIDs, goes on after a fault, and asks again for what is new only", async () => {
    const stage = await stageOfMany();
    const some = [...command, "--to", "1963", "--exclude", "single"];
    stage.server.setFault(
      onPath(new RegExp(madeUpMbid("group", 6)), always({ kind: "status", status: 500, body: "" })),
    );
    const first = await stage.importer(some);
    expect(first.exitCode).toBe(5);
    expect(documentOf(first)).toMatchObject({ list: { rows: 16, created: 15, unavailable: 1 } });
    stage.server.setFault(undefined);
    expect(documentOf(await stage.importer(some))).toMatchObject({
      list: { rows: 16, created: 16 },
      outcome: "done",
    });
    const more = await stage.importer([...command, "--to", "1964", "--exclude", "single"]);
    expect(documentOf(more)).toMatchObject({ list: { id: 1, rows: 20, created: 20 } });
  });

  it.each([
    [["artist", "The Many", "--type", "album"], 2, "--type goes with --albums"],
    [["artist", "The Many", "--albums", "--type", "albun"], 2, "there is no such type"],
    [["artist", "The Many", "--albums", "--type", ""], 2, '--type "": no type is named'],
    [["artist", "The Many", "--albums", "--exclude", " , "], 2, "no type is named"],
    [["artist", "The Many", "--albums", "--from", "1980", "--to", "1970"], 2, "--from 1970 --to 1980"],
    [["artist", "The Many", "--albums", "--type", "ep,album", "--exclude", "album,ep"], 2, "nothing is left"],
    [["artist", "--mbid", manyArtist.id, "--albums", "--from", "1980", "--to", "1970"], 2, "no year lies"],
    [["artist", "Nobody Is Called So", "--albums"], 3, ""],
  ])("%j", async (argv, code, message) => {
    const stage = await stageOfMany();
    const { exitCode, stderr } = await stage.importer(argv);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message) as string]);
  });
});
