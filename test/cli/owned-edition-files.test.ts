import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, type Stage } from "../helpers/cli.ts";

/** Which edition a person has is told by the files that are there: decided anew with each that comes, changes, moves or goes. */

const titles = ["One", "Two", "Three"];
const rowsOf = (album: string): [title: string, lengthMs: number][] =>
  titles.map((title, at) => [`${album} ${title}`, 180_000 + at * 20_000]);

function album(title: string, ...editions: string[]): DemoAlbum {
  const artist = { id: madeUpMbid("artist", title), name: `Makers of ${title}` };
  const releases = editions.map((edition): DemoAlbum["releases"][number] => ({
    id: madeUpMbid("release", edition),
    events: [["1999", "GB"]],
    barcode: null,
    media: [{ format: "CD", tracks: numbered(title, rowsOf(title)) }],
  }));
  const facts = { title, primaryType: "Album" as const, firstReleased: "1999", genres: [] };
  return { id: madeUpMbid("album", title), ...facts, credits: [{ artist }], releases };
}

const [red, blue] = [album("Red", "r1", "r2"), album("Blue", "b1")];

interface Scene extends Stage {
  folder(name: string): string;
  put(folder: string, title: string, edition?: string): string[];
  scan(...flags: string[]): Promise<unknown>;
}

/** Red is album 1, of two editions; the folder X names the first, Y the second, and X came first. */
async function scene(): Promise<Scene> {
  const stage = await createStage(buildDemoCatalogue([red, blue]));
  const music = join(stage.home, "..", "music");
  const here: Scene = Object.assign(stage, {
    folder: (name: string) => join(music, name),
    put(name: string, title: string, edition?: string) {
      const tags = { ALBUM: title, ARTIST: `Makers of ${title}` };
      const named: AudioTags =
        edition === undefined ? {} : { MUSICBRAINZ_ALBUMID: madeUpMbid("release", edition) };
      return writeAlbum(join(music, name), tags, rowsOf(title), () => named);
    },
    scan: (...flags: string[]) => stage.importer(["scan", music, ...flags]),
  });
  here.put("X", "Red", "r1");
  here.put("Y", "Red", "r2");
  await here.scan();
  await here.importer(["album", "--id", "1"]);
  await here.importer(["album", "--mbid", blue.id]);
  await here.importer(["worker", "--drain"]);
  expect(await owned(here)).toBe("r1 by file");
  return here;
}

const editions = new Map(["r1", "r2", "b1"].map((edition) => [madeUpMbid("release", edition), edition]));

async function owned(stage: Stage, albumId = 1): Promise<string> {
  const [row] = await stage.rows(`
    SELECT owned_release_by AS by, (SELECT value FROM identifiers WHERE item_type = 'release'
      AND kind = 'musicbrainz_release' AND item_id = owned_release_id) AS mbid FROM albums WHERE id = ${albumId}`);
  const { mbid, by } = row as { mbid: string | null; by: string | null };
  return mbid === null ? "none" : `${editions.get(mbid)} by ${by}`;
}

describe("the edition that the files left tell", () => {
  it.each<[string, (stage: Scene) => unknown, string]>([
    ["are another album's by their tags", ({ put }) => put("X", "Blue", "b1"), "b1 by file"],
    ["are of no album any more", ({ put }) => put("X", ""), "none"],
    ["name the other edition now", ({ put }) => put("X", "Red", "r2"), "none"],
    ["were deleted", ({ folder }) => rmSync(folder("X"), { recursive: true }), "none"],
  ])("where the others %s", async (_, change, other) => {
    const stage = await scene();
    change(stage);
    await stage.scan();
    expect([await owned(stage), await owned(stage, 2)]).toEqual(["r2 by file", other]);
  });

  it("is the former again when they are back where they were", async () => {
    const stage = await scene();
    renameSync(stage.folder("X"), join(stage.home, "..", "kept"));
    await stage.scan();
    expect(await owned(stage)).toBe("r2 by file");
    renameSync(join(stage.home, "..", "kept"), stage.folder("X"));
    await stage.scan();
    expect(await owned(stage)).toBe("r1 by file");
  });

  it("is none where all are gone, and meant to be; where a disk may not be there it stays", async () => {
    const stage = await scene();
    for (const name of ["X", "Y"]) rmSync(stage.folder(name), { recursive: true });
    await stage.scan();
    expect(await owned(stage)).toBe("r1 by file");
    await stage.scan("--gone");
    expect(await owned(stage)).toBe("none");
  });

  it("leaves a person's word as it is", async () => {
    const stage = await scene();
    const r1 = madeUpMbid("release", "r1");
    expect(await stage.importer(["album", "--id", "1", "--mbid", r1, "--yes"])).toMatchObject({
      exitCode: 0,
    });
    rmSync(stage.folder("X"), { recursive: true });
    await stage.scan();
    expect(await owned(stage)).toBe("r1 by person");
  });
});
