import { expect, it } from "vitest";
import { discogsOf } from "../../src/demo/discogs/catalogue.ts";
import { discogsToken } from "../../src/demo/discogs/server.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { discogsStandIn, master, release, row } from "../helpers/discogs.ts";
import { contentOf } from "./content.ts";

/** Tracks of a source that has no ids for them: what a person removed is known by its release, title and place. */

const tracklist = [
  row("1", "Intro", "0:30"),
  row("2", "First Light", "3:10"),
  row("3", "Intro", "0:40"),
  row("4", "Second Wind", "4:20"),
];

async function imported(
  listed: object[] = tracklist,
): Promise<{ stage: Stage; relist: (tracks: object[]) => void }> {
  const catalogue = discogsOf({ releases: [release(800, { tracklist: listed })], masters: [master(900)] });
  const discogs = await discogsStandIn(catalogue);
  const bare = await createStage();
  const env = {
    IMPORTER_ALBUM_SOURCES: "discogs",
    IMPORTER_DISCOGS_URL: discogs.url,
    IMPORTER_DISCOGS_TOKEN: discogsToken,
    IMPORTER_DISCOGS_INTERVAL_MS: "0",
  };
  const stage: Stage = { ...bare, importer: (argv) => bare.importer(argv, { env }) };
  expect(await stage.importer(["album", "discogs:master:900", "-p", "discogs"])).toMatchObject({
    exitCode: 0,
  });
  await stage.importer(["worker", "--drain"]);
  const relist = (tracks: object[]): void =>
    void catalogue.releases.set(800, release(800, { tracklist: tracks }));
  return { stage, relist };
}

const places = "SELECT position, title FROM release_tracks ORDER BY position";
const placed = async (stage: Stage): Promise<string[]> =>
  (await stage.rows(places)).map(({ position, title }) => `${String(position)} ${String(title)}`);

const trackAt = async (stage: Stage, position: number): Promise<string> =>
  String(
    (await stage.rows(`SELECT track_id AS id FROM release_tracks WHERE position = ${position}`))[0]!["id"],
  );

it("a track without an identity that was removed stays away, and is told, until it is wanted again", async () => {
  const { stage } = await imported();
  const before = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(
    await stage.importer(["remove", "track", await trackAt(stage, 3), "--json"]),
  );
  const told = await stage.importer(["releases", "1"]);
  expect(told.stdout).toContain("  1 track not wanted (removed before)");
  expect(await placed(stage)).toEqual(["1 Intro", "2 First Light", "4 Second Wind"]);
  await stage.inLibrary(({ $client }) => $client.exec("UPDATE jobs SET state = 'ready', finished_at = NULL"));
  const { stderr, stdout } = await stage.importer(["worker", "--drain"]);
  expect(stderr + stdout).toContain(
    "1 track not wanted (removed before); to have them again: importer releases 1 --again",
  );
  expect(await placed(stage)).toHaveLength(3);
  await stage.importer(["undo", String(run)]);
  expect(await contentOf(stage)).toEqual(before);
  await stage.importer(["remove", "track", await trackAt(stage, 3)]);
  await stage.importer(["releases", "1", "--again"]);
  expect(await placed(stage)).toHaveLength(4);
  expect(await stage.rows("SELECT * FROM not_wanted")).toEqual([]);
});

it("of a title that stands there once also where it stands elsewhere by now; another in its place is wanted", async () => {
  const { stage, relist } = await imported();
  await stage.importer(["remove", "track", await trackAt(stage, 2)]);
  await stage.importer(["remove", "track", await trackAt(stage, 3)]);
  const [intro, first, again, second] = tracklist;
  relist(
    [row("1", "Overture", "1:00"), intro!, again!, first!, second!].map((each, at) => ({
      ...each,
      position: String(at + 1),
    })),
  );
  await stage.importer(["releases", "1"]);
  expect(await placed(stage)).toEqual(["1 Overture", "2 Intro", "5 Second Wind"]);
});

it.each([
  ["Love", ["Love Me Do", "Love 1", "Love 1 3"]],
  ["Love Me Do", ["Love", "Love Me"]],
  ["Love 1", ["Love", "Love 1 3"]],
  ["1", ["1 2", "1 2 3"]],
])("of %s alone, and of no title that begins like it: %j", async (removed, others) => {
  const listed = (titles: string[]): object[] => titles.map((each, at) => row(String(at + 1), each, "3:00"));
  const { stage, relist } = await imported(listed([removed, ...others]));
  await stage.importer(["remove", "track", await trackAt(stage, 1)]);
  relist(listed(["Overture", removed, ...others])); // none of them stands where it was
  await stage.importer(["releases", "1"]);
  expect((await placed(stage)).map((each) => each.slice(2))).toEqual(["Overture", ...others]);
  relist(listed([...others, removed])); // a longer title was put in where the removed one stood
  await stage.importer(["releases", "1"]);
  expect((await placed(stage)).map((each) => each.slice(2))).toEqual(others);
});
