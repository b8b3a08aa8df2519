import { describe, expect, it } from "vitest";
import { artists, changingStage, groups, mbidsOf } from "./stage.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { contentOf } from "../ledger/content.ts";

/** What must be true when the world changes between two commands: albums and artists. */

const albumMbids = mbidsOf("album", "musicbrainz_release_group");
const artistMbids = mbidsOf("artist", "musicbrainz_artist");
const jobsOf = "SELECT id, kind, state FROM jobs ORDER BY id";

/** With what it says of itself: changed rows are few, and told. */
interface Imported {
  outcome: string;
  album: { id: number } | null;
  upstream?: { event: string; id: number; into?: number; command?: string }[];
}

it("1: an album that is forced three times, and nothing changed: not a row more, no job", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  const [content, jobs] = [await contentOf(stage), await stage.lines(jobsOf)];
  for (let time = 0; time < 3; time++) {
    const { outcome } = await stage.said("album", "-p", "musicbrainz", "--mbid", groups.dylan, "-f");
    expect(outcome).toBe("existing");
  }
  expect(await contentOf(stage)).toEqual(content);
  expect(await stage.lines(jobsOf)).toEqual(jobs);
});

describe("2: two groups that were merged", () => {
  it.each([
    ["the one that vanished", groups.u2],
    ["the one that stays", groups.dylan],
  ])("are one album once the releases of both were asked for; forced first: %s", async (_, forced) => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    const releases = await stage.lines("SELECT count(*) FROM releases");
    stage.world.mergeGroups(groups.u2, groups.dylan);
    await stage.said("album", "-p", "musicbrainz", "--mbid", forced, "-f");
    for (const id of ["1", "2"]) await stage.importer(["releases", id]);
    expect(await stage.lines("SELECT id FROM albums")).toEqual(["1"]);
    expect(await stage.lines(albumMbids)).toEqual([`1|${groups.u2}`, `1|${groups.dylan}`].sort());
    expect(await stage.lines("SELECT count(*) FROM releases WHERE album_id = 1")).toEqual(releases);
    expect(await stage.said("album", "--mbid", groups.u2)).toMatchObject({
      outcome: "existing",
      album: { id: 1 },
    });
    const shown = await stage.importer(["show", "album", "2"]);
    expect(shown.stderr).toBe('album 2 was merged: it is album 1 now, "Desire"\n');
    expect(shown.stdout).toMatch(/merged +album 2 is this one since \d{4}-/);
  });

  it("are told where it happens, and undone like any other change", async () => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    stage.world.mergeGroups(groups.u2, groups.dylan);
    const words = ["album", "-p", "musicbrainz", "--mbid", groups.u2, "-f"];
    const before = await stage.lines("SELECT id, title FROM albums");
    const { stdout } = await stage.importer(words);
    expect(stdout).toContain(
      'merged       album 2, "Desire", is album 1 now, "Desire": the two were merged there',
    );
    const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
    await stage.said("undo", String(runs[0]!.id));
    expect(await stage.lines("SELECT id, title FROM albums")).toEqual(before);
  });
});

it("3: imported under the old id, asked by the new one: the same album, with both", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  const fresh = "00000000-0000-4000-8000-0000000000aa";
  const group = stage.catalogue.releaseGroups.get(groups.dylan)!;
  stage.catalogue.releaseGroups.set(fresh, { ...group, id: fresh });
  stage.world.mergeGroups(groups.dylan, fresh);
  const releases = await stage.rows("SELECT id, album_id FROM releases");
  const asked = await stage.said<Imported>("album", "-p", "musicbrainz", "--mbid", fresh);
  expect(asked.album).toMatchObject({ id: 1 });
  await stage.importer(["worker", "--drain"]);
  expect(await stage.lines(albumMbids)).toEqual([`1|${fresh}`, `1|${groups.dylan}`]);
  expect(await stage.rows("SELECT id, album_id FROM releases")).toEqual(releases);
  // The current one is asked from now on: no redirect any more.
  const seen = stage.server.requests.length;
  await stage.said("album", "-p", "musicbrainz", "--id", "1", "-f");
  expect(stage.server.requests.slice(seen).map(({ status }) => status)).toEqual([200]);
});

it("5: a renamed artist, and another album: one artist, by the new name, and the old one finds them", async () => {
  const stage = await changingStage();
  await stage.bring(groups.u2);
  const other = "00000000-0000-4000-8000-0000000000bb";
  const group = stage.catalogue.releaseGroups.get(groups.u2)!;
  stage.catalogue.releaseGroups.set(other, { ...group, id: other, title: "War" });
  stage.catalogue.releasesByGroup.set(other, []);
  stage.world.renameArtist(artists.u2, "The Hype");
  await stage.bring(other);
  expect(await stage.lines("SELECT id, name FROM artists")).toEqual(["1|The Hype"]);
  expect(await stage.said("show", "artist", "u2")).toMatchObject({ id: 1, name: "The Hype" });
});

it.each<[string, (stage: Awaited<ReturnType<typeof changingStage>>) => void]>([
  ["renamed", ({ world }) => world.renameArtist(artists.u2, "The Hype")],
  [
    "merged into one whom the library lacks",
    ({ world, catalogue }) => {
      const hype = "00000000-0000-4000-8000-0000000000cc";
      const document = catalogue.artists.get(artists.u2)!;
      catalogue.artists.set(hype, { ...document, id: hype, name: "The Hype", "sort-name": "Hype, The" });
      world.mergeArtists(artists.u2, hype);
    },
  ],
])(
  "5: an artist who was %s, met on an album: it is told, once, and never called nothing new",
  async (_, edit) => {
    const stage = await changingStage();
    await stage.bring(groups.u2);
    edit(stage);
    const refresh = ["album", "-p", "musicbrainz", "--id", "1", "-f"];
    const told = await stage.importer(refresh);
    expect(told.stdout).toContain(
      '  renamed      artist 1, "U2", is called "The Hype" there now, and here, too\n',
    );
    expect(told.stdout).not.toContain("nothing new");
    expect(await stage.lines("SELECT id, name FROM artists")).toEqual(["1|The Hype"]);
    const again = await stage.importer(refresh);
    expect(again.stdout).not.toContain("renamed");
    expect(again.stdout).toContain("known already, nothing new");
  },
);

describe("6: two artists who were merged", () => {
  it.each([
    ["the one who vanished", ["artist", "--mbid", artists.u2, "-f"]],
    ["an album of the one who vanished", ["album", "-p", "musicbrainz", "--mbid", groups.u2, "-f"]],
  ])("are one, with both albums, after forcing %s", async (_, forced) => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    stage.world.mergeArtists(artists.u2, artists.dylan);
    const said = await stage.said<Imported>(...forced);
    expect(said.upstream).toMatchObject([{ event: "merged", id: 2, into: 1 }]);
    expect(await stage.lines("SELECT id, name FROM artists")).toEqual(["1|Bob Dylan"]);
    expect(await stage.lines(artistMbids)).toEqual([`1|${artists.dylan}`, `1|${artists.u2}`]);
    expect(await stage.lines("SELECT DISTINCT artist_id FROM album_artists")).toEqual(["1"]);
    expect(await stage.said("show", "artist", "U2")).toMatchObject({ id: 1 });
  });

  it("are one after forcing the one who stays, where a name tells that there may be another", async () => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    stage.world.renameArtist(artists.u2, "Bob Dylan");
    await stage.said("artist", "--mbid", artists.u2, "-f");
    stage.world.mergeArtists(artists.u2, artists.dylan);
    await stage.said("artist", "--mbid", artists.dylan, "-f");
    expect(await stage.lines("SELECT id, name FROM artists")).toEqual(["1|Bob Dylan"]);
  });
});

it("7: a group that is gone: all stays, with the day; it is said, and nothing is queued", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  const [content, jobs] = [await contentOf(stage), await stage.lines(jobsOf)];
  stage.world.deleteGroup(groups.dylan);
  for (const argv of [
    ["album", "--id", "1", "-f"],
    ["releases", "1"],
  ]) {
    const result = await stage.importer(argv);
    expect(result).toMatchObject({ exitCode: 3 });
  }
  const after = await contentOf(stage);
  expect({ ...after, albums: [] }).toEqual({ ...content, albums: [] });
  expect(after["albums"]).toMatchObject([{ id: 1, gone_at: expect.any(Number) as number }]);
  expect(await stage.lines(jobsOf)).toEqual(jobs);
  expect((await stage.importer(["show", "album", "1"])).stdout).toMatch(/gone +since \d{4}-\d\d-\d\d /);
  expect(await stage.said("show", "album", "1")).toMatchObject({
    goneAt: expect.stringMatching(/^\d{4}-/) as string,
  });
});

it("11: one of two albums of a title is known, and the title is asked: as in an empty library", async () => {
  const stage = await changingStage();
  const asked = async (): Promise<string[]> => {
    const { exitCode, stdout } = await stage.importer(["album", "Desire", "--json"]);
    const { outcome, candidates } = JSON.parse(stdout) as { outcome: string; candidates: { mbid: string }[] };
    return [String(exitCode), outcome, ...candidates.map(({ mbid }) => mbid).sort()];
  };
  const before = await asked();
  expect(before.slice(0, 2)).toEqual(["4", "ambiguous"]);
  await stage.bring(groups.u2);
  expect(await asked()).toEqual(before);
});

it.each(["Nirvana", "Nirvána", "NIRVANA"])(
  "11: one of two artists whose folded names are equal is known, and %s is asked for: as in an empty library",
  async (name) => {
    const artist = { id: "00000000-0000-4000-8000-0000000000dd", name: "Nirvána" };
    const other = {
      ...nevermind,
      id: "00000000-0000-4000-8000-0000000000ee",
      credits: [{ artist }],
      releases: [],
    };
    const asked = async (...known: string[]): Promise<unknown[]> => {
      const stage = await createStage(buildDemoCatalogue([nevermind, other]));
      for (const mbid of known) await stage.importer(["album", "-p", "musicbrainz", "--mbid", mbid]);
      const result = await stage.importer(["artist", name, "--json"]);
      const { artist: found, candidates } = documentOf<{
        artist: { name: string } | null;
        candidates: { mbid: string }[];
      }>(result);
      return [result.exitCode, found?.name, ...candidates.map(({ mbid }) => mbid).sort()];
    };
    const before = await asked();
    for (const known of [nevermind.id, other.id]) expect(await asked(known)).toEqual(before);
  },
);
