import { expect, it } from "vitest";
import { changingStage, artists, groups, type ChangingStage } from "../identity/stage.ts";
import { contentOf } from "./content.ts";

/**
 * A merge whose outcome was merged again since is taken back behind that one only, and then all is as it was; whatever kind of item, whoever
 * merged: a person, or the source.
 */

type Merge = (stage: ChangingStage) => Promise<unknown>;

const typed =
  (what: string, from: number, into: number): Merge =>
  (stage) =>
    stage.said("merge", what, String(from), "--into", String(into));
const upstreamGroup =
  (from: string, into: string, asked: number): Merge =>
  (stage) => {
    stage.world.mergeGroups(from, into);
    return stage.said("album", "-p", "musicbrainz", "--id", String(asked), "-f");
  };
const upstreamArtist =
  (from: string, into: string, asked: number): Merge =>
  (stage) => {
    stage.world.mergeArtists(from, into);
    return stage.said("artist", "--id", String(asked), "-f");
  };

/** Release 3 of Dylan's album becomes its second one upstream, and so on. */
const upstreamRelease =
  (from: number, into: number): Merge =>
  async (stage) => {
    const mbids = await stage.lines(
      "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release' AND item_type = 'release' ORDER BY item_id",
    );
    stage.world.mergeReleases(mbids[from - 1]!, mbids[into - 1]!);
    return stage.said("releases", "1");
  };

const chains: [name: string, what: string, older: Merge, later: Merge][] = [
  ["albums, both typed", "album", typed("album", 3, 2), typed("album", 2, 1)],
  ["albums, the one that stayed into a third", "album", typed("album", 2, 1), typed("album", 1, 3)],
  [
    "albums, typed and then upstream",
    "album",
    typed("album", 3, 2),
    upstreamGroup(groups.u2, groups.dylan, 2),
  ],
  [
    "albums, upstream and then typed",
    "album",
    upstreamGroup(groups.monch, groups.u2, 3),
    typed("album", 2, 1),
  ],
  [
    "albums, both upstream",
    "album",
    upstreamGroup(groups.monch, groups.u2, 3),
    upstreamGroup(groups.u2, groups.dylan, 2),
  ],
  ["artists, both typed", "artist", typed("artist", 3, 2), typed("artist", 2, 1)],
  [
    "artists, typed and then upstream",
    "artist",
    typed("artist", 3, 2),
    upstreamArtist(artists.u2, artists.dylan, 2),
  ],
  [
    "artists, both upstream",
    "artist",
    upstreamArtist(artists.monch, artists.u2, 3),
    upstreamArtist(artists.u2, artists.dylan, 2),
  ],
  ["releases, both upstream", "release", upstreamRelease(3, 2), upstreamRelease(2, 1)],
  ["tracks", "track", typed("track", 3, 2), typed("track", 2, 1)],
  ["tracks, the one that stayed into a third", "track", typed("track", 2, 1), typed("track", 1, 3)],
];

const redirectsBesideItems = `SELECT * FROM item_redirects WHERE
  (item_type = 'album' AND from_id IN (SELECT id FROM albums)) OR (item_type = 'artist' AND from_id IN (SELECT id FROM artists))
  OR (item_type = 'release' AND from_id IN (SELECT id FROM releases)) OR (item_type = 'track' AND from_id IN (SELECT id FROM tracks))`;

async function lastRun(stage: ChangingStage): Promise<string> {
  const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
  return String(runs[0]!.id);
}

it.each(chains)("a chain of merges, the oldest undone first: %s", async (_, what, older, later) => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2, groups.monch);
  const before = await contentOf(stage);
  await older(stage);
  const first = await lastRun(stage);
  const between = await contentOf(stage);
  await later(stage);
  const second = await lastRun(stage);
  const after = await contentOf(stage);
  expect(second).not.toBe(first);

  const refused = await stage.importer(["undo", first]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(
    new RegExp(`its ${what} \\d+ \\(".*"\\) was merged into ${what} \\d+ .* by run ${second} `),
  );
  expect(refused.stderr).toContain(`importer undo ${first} --with-later`);
  expect(await contentOf(stage)).toEqual(after);

  await stage.said("undo", first, "--with-later");
  expect(await contentOf(stage)).toEqual(before);
  await stage.said("undo", await lastRun(stage));
  expect(await contentOf(stage)).toEqual(after);
  await stage.said("undo", second);
  expect(await contentOf(stage)).toEqual(between);
  await stage.said("undo", first);
  expect(await contentOf(stage)).toEqual(before);
  expect(await stage.lines(redirectsBesideItems)).toEqual([]);
});

it("what a merge had made of two was removed since: that comes back first", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2);
  const before = await contentOf(stage);
  await stage.said("merge", "album", "2", "--into", "1");
  const merged = await lastRun(stage);
  await stage.said("remove", "album", "1");
  const refused = await stage.importer(["undo", merged]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`its album 2 ("Desire") stood on album 1 ("Desire"), which run`);
  await stage.said("undo", merged, "--with-later");
  expect(await contentOf(stage)).toEqual(before);
});

it.each(["album:1", "album:2"])(
  "a merge is taken back for both of its sides, never for %s alone",
  async (only) => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    const before = await contentOf(stage);
    await stage.said("merge", "album", "2", "--into", "1");
    const merged = await lastRun(stage);
    const after = await contentOf(stage);
    expect(await stage.importer(["undo", merged, "--only", only])).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `importer: run ${merged} merged album 2 ("Desire") into album 1 ("Desire"): that is taken back for both, or for none\n  importer undo ${merged}\n`,
    });
    expect(await contentOf(stage)).toEqual(after);
    await stage.said("undo", merged);
    expect(await contentOf(stage)).toEqual(before);
  },
);

it("an undo that brought an item back is not undone alone once that was merged elsewhere", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2, groups.monch);
  await stage.said("merge", "album", "3", "--into", "2");
  const between = await contentOf(stage);
  await stage.said("undo", await lastRun(stage));
  const undo = await lastRun(stage);
  await stage.said("merge", "album", "3", "--into", "1");
  expect(await stage.importer(["undo", undo])).toMatchObject({ exitCode: 1 });
  await stage.said("undo", undo, "--with-later");
  expect(await contentOf(stage)).toEqual(between);
});

it("an album that comes back after its artist was merged away is that one's", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  await stage.said("album", "-p", "musicbrainz", "--mbid", groups.u2);
  await stage.said("remove", "album", "2");
  const removed = await lastRun(stage);
  await stage.said("merge", "artist", "2", "--into", "1");
  await stage.said("undo", removed);
  expect(await stage.lines("SELECT album_id, artist_id FROM album_artists ORDER BY 1")).toEqual([
    "1|1",
    "2|1",
  ]);
});

it.each([
  ["remembered", "", "importer undo 8"],
  ["forgotten", "DELETE FROM ledger_changes", "importer merge album 3 --into 1"],
])(
  "a library whose ids lead away from living items is told by doctor; the item is itself, and merged: run %s",
  async (_, forget, remedy) => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2, groups.monch);
    await stage.said("merge", "album", "3", "--into", "2");
    await stage.said("merge", "album", "2", "--into", "1");
    expect((await stage.importer(["doctor"])).stdout).not.toContain("its id leads");
    // As an undo of before left it.
    await stage.inLibrary(({ $client }) =>
      $client.exec(
        `INSERT INTO albums (id, title, title_key, created_at, updated_at) VALUES (3, 'Desire', 'desire', 1, 1); ${forget}`,
      ),
    );
    const { stdout } = await stage.importer(["doctor"]);
    expect(stdout).toContain("album 3 is there, and its id leads to album 1");
    expect(stdout).toContain(remedy);
    expect(await stage.said("show", "album", "3")).toMatchObject({ id: 3 });
    await stage.said("merge", "album", "3", "--into", "1");
    expect(await stage.lines(redirectsBesideItems)).toEqual([]);
  },
);
