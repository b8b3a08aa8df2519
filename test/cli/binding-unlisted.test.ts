import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import {
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoMedium,
  type DemoTrackRow,
} from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** Files are laid beside tracks: an edition of which nobody entered them agrees with nothing, and refuses nothing. */

const songs: Song[] = [
  ["One", 180_000],
  ["Two", 190_000],
  ["Three", 200_000],
];
/** Files of the same places that say nothing, and are longer. */
const nameless = (count: number): Song[] =>
  songs.slice(0, count).map(([, lengthMs], at) => [`Track ${at + 1}`, Number(lengthMs) + 40_000]);

const group = madeUpMbid("album", "Right");
const tracks = numbered(
  "Right",
  songs.map(([title, lengthMs]): DemoTrackRow => [title, lengthMs]),
);
const edition = (name: string, ...media: Omit<DemoMedium, "format">[]): DemoAlbum["releases"][0] => ({
  id: madeUpMbid("release", "Right", name),
  events: [["1999", "GB"]],
  barcode: null,
  media: media.map((medium) => ({ format: "CD", ...medium })),
});
const whole = edition("whole", { tracks });
const bare = (trackCount: number) => edition("bare", { trackCount });
const half = edition("half", { tracks }, { trackCount: 9 });

/** Album 1, of these files; its source has these editions. */
async function scanned(releases: DemoAlbum["releases"], files: Song[]): Promise<Stage> {
  const credits = [{ artist: { id: madeUpMbid("artist", "Ways"), name: "Ways" } }];
  const facts = { title: "Right", primaryType: "Album", firstReleased: "1999", genres: ["rock"], credits };
  const stage = await createStage(buildDemoCatalogue([{ id: group, ...facts, releases }]));
  const music = join(stage.home, "..", "music");
  writeAlbum(music, { ALBUM: "My Rip", ARTIST: "Somebody" }, files);
  await stage.importer(["scan", music]);
  return stage;
}

const bind = (stage: Stage, ...words: string[]) =>
  stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--mbid", ...words]);

const titlesOfFiles = async (stage: Stage): Promise<unknown[]> =>
  (await stage.rows("SELECT title FROM files JOIN tracks ON tracks.id = track_id ORDER BY path")).map(
    ({ title }) => title,
  );

describe("an edition whose tracks nobody entered is none to lay files beside", () => {
  test.each<[string, DemoAlbum["releases"], Song[]]>([
    ["though it comes first, and they fit none", [bare(3), whole], nameless(3)],
    ["though they are fewer than the other's tracks", [whole, bare(4)], nameless(1)],
    ["though it has as many", [bare(3), whole], songs],
    ["of its second disc, where another is whole", [half, whole], songs],
  ])("%s", async (_, releases, files) => {
    const stage = await scanned(releases, files);
    const result = await bind(stage, group, "--yes", "--json");
    expect(documentOf(result)).toMatchObject({ binding: { edition: { ref: { id: whole.id } } } });
    expect(await titlesOfFiles(stage)).toEqual(songs.slice(0, files.length).map(([title]) => title));
    await stage.importer(["worker", "--drain"]);
    const owned = `SELECT value FROM albums JOIN identifiers ON item_type = 'release' AND item_id = owned_release_id`;
    expect(await stage.rows(owned)).toEqual(files === songs ? [{ value: whole.id }] : []);
  });

  test.each([
    ["the album's only one", group, null],
    ["the one that is named", bare(9).id, { tracks: 9, isNamed: true }],
  ])("and the files stay as they are, which is said: %s", async (_, mbid, told) => {
    const stage = await scanned([bare(9)], nameless(3));
    const asked = await bind(stage, mbid);
    expect(asked).toMatchObject({ exitCode: 4 });
    expect(asked.stdout).toMatch(/no track list of "Right".* is known to lay 3 files beside/);
    expect(asked.stdout).toContain(`its files as they are:\n  importer album --id 1 --mbid ${mbid} --yes`);
    const bound = await bind(stage, mbid, "--yes");
    expect(bound).toMatchObject({ exitCode: 0 });
    expect(bound.stdout).toContain("files        stay as they are: no track list is known");
    const { binding } = documentOf<{ binding: { edition: unknown } }>(
      await bind(stage, mbid, "--yes", "--json"),
    );
    if (told) expect(binding.edition).toMatchObject(told);
    else expect(binding.edition).toBeNull();
    expect(await titlesOfFiles(stage)).toEqual(["Track 1", "Track 2", "Track 3"]);
  });
});
