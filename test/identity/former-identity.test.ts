import { describe, expect, it } from "vitest";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { edit } from "../helpers/importing.ts";
import { contentOf } from "../ledger/content.ts";
import { artists, changingStage, groups, strandedTracks, type ChangingStage } from "./stage.ts";

const nirvana = nevermind.credits[0]!.artist.id;

/** What a person made one here and is two there: the one that stays goes on being what it was, whatever is told of the other. */

const masters =
  "SELECT value FROM identifiers WHERE kind = 'discogs_master' AND item_type = 'album' ORDER BY id";

const title = (what: string, id: number): string =>
  `SELECT ${what === "artist" ? "name" : "title"} FROM ${what}s WHERE id = ${id}`;

async function mergedLowerIntoHigher(
  what: "album" | "artist",
): Promise<{ stage: ChangingStage; before: Record<string, unknown>; run: string; kept: string[] }> {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.nevermind);
  const before = await contentOf(stage);
  const kept = await stage.lines(title(what, 2));
  const { run } = await stage.said<{ run: number }>("merge", what, "1", "--into", "2");
  return { stage, before, run: String(run), kept };
}

describe("the older album made one with the newer", () => {
  it.each([
    ["by its id", ["album", "-p", "musicbrainz", "--id", "2", "-f"]],
    ["by the former's id here", ["album", "-p", "musicbrainz", "--id", "1", "-f"]],
    ["by the MBID that it keeps", ["album", "-p", "musicbrainz", "--mbid", groups.nevermind, "-f"]],
    ["by the former's MBID", ["album", "-p", "musicbrainz", "--mbid", groups.dylan, "-f"]],
    ["by the former's words", ["album", "-p", "musicbrainz", "Desire", "-a", "Bob Dylan", "-f"]],
    ["by its artist", ["artist", "--id", "1", "--albums", "--type", "album"]],
    ["by its releases", ["releases", "2"]],
  ])("keeps title, artist and identity when it is asked for %s", async (_, argv) => {
    const { stage, kept } = await mergedLowerIntoHigher("album");
    const credit = await stage.lines("SELECT artist_id FROM album_artists WHERE album_id = 2");
    expect(await stage.importer([...argv, "--json"])).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(title("album", 2))).toEqual(kept);
    expect(await stage.lines("SELECT artist_id FROM album_artists WHERE album_id = 2")).toEqual(credit);
    expect(await stage.said("show", "album", "2")).toMatchObject({ mbid: groups.nevermind });
    expect(await stage.lines(strandedTracks)).toEqual([]);
  });

  it("is taken apart again, exactly", async () => {
    const { stage, before, run } = await mergedLowerIntoHigher("album");
    await stage.said("album", "-p", "musicbrainz", "--id", "2", "-f");
    expect(await stage.importer(["undo", run])).toMatchObject({ exitCode: 0 });
    const { albums, identifiers } = await contentOf(stage);
    expect({ albums, identifiers }).toEqual({ albums: before["albums"], identifiers: before["identifiers"] });
  });

  it("is the former again by a person's word", async () => {
    const { stage } = await mergedLowerIntoHigher("album");
    await stage.said("album", "-p", "musicbrainz", "--id", "2", "--mbid", groups.dylan);
    expect(await stage.lines(title("album", 2))).toEqual(["Desire"]);
    expect(await stage.said("show", "album", "2")).toMatchObject({ mbid: groups.dylan });
  });

  it.each([true, false])(
    "is that with its releases and at the sources it links to (known before: %s)",
    async (isLinked) => {
      const stage = await changingStage();
      await stage.bring(groups.nevermind);
      const { relations } = stage.catalogue.releaseGroups.get(groups.dylan)!;
      if (!isLinked) edit(stage.catalogue.releaseGroups, groups.dylan, { relations: [] });
      await stage.said("album", "-p", "musicbrainz", "--mbid", groups.dylan);
      edit(stage.catalogue.releaseGroups, groups.dylan, { relations });
      await stage.said("merge", "album", "2", "--into", "1");
      await stage.importer(["worker", "--drain"]);
      const ofNevermind = await stage.lines("SELECT id FROM releases");
      expect(await stage.lines(masters)).toEqual(isLinked ? ["13814", "3911"] : ["13814"]);
      await stage.said("album", "-p", "musicbrainz", "--id", "1", "--mbid", groups.dylan);
      await stage.importer(["worker", "--drain"]);
      expect(await stage.lines(masters)).toEqual(["3911", "13814"]);
      expect((await stage.lines("SELECT id FROM releases")).length).toBeGreaterThan(ofNevermind.length);
      // That again, once more: nothing is left to fetch.
      expect(
        await stage.said("album", "-p", "musicbrainz", "--id", "1", "--mbid", groups.dylan),
      ).toMatchObject({ jobs: [] });
    },
  );
});

describe("an artist made one with another", () => {
  it.each([
    ["is forced", ["artist", "--id", "2", "-f"]],
    ["is forced by the former's MBID", ["artist", "--mbid", artists.dylan, "-f"]],
    ["is looked for by the former's name", ["artist", "Bob Dylan", "-f"]],
    ["has an album credited to the former", ["album", "-p", "musicbrainz", "--mbid", groups.dylan, "-f"]],
  ])("keeps the name when that one %s, and nobody is asked of the former", async (_, argv) => {
    const { stage, kept } = await mergedLowerIntoHigher("artist");
    await stage.said(...argv);
    expect(await stage.lines(title("artist", 2))).toEqual(kept);
    expect(await stage.said("show", "artist", "Bob Dylan")).toMatchObject({ id: 2 });
    const seen = stage.server.requests.length;
    await stage.said("album", "-p", "musicbrainz", "--id", "1", "-f");
    expect(stage.server.requests.slice(seen).map(({ path }) => path.split("?")[0])).toEqual([
      expect.stringContaining(`/release-group/${groups.dylan}`),
    ]);
  });
});

describe("editions and recordings made one", () => {
  const [cd, gb] = nevermind.releases.map(({ id }) => id) as [string, string];
  const values = `SELECT id, title, country, released_on, barcode FROM releases UNION ALL
    SELECT id, title, artist_credit, length_ms, is_video FROM tracks`;
  const idOf = async (stage: ChangingStage, mbid: string): Promise<string> =>
    (await stage.lines(`SELECT item_id FROM identifiers WHERE value = '${mbid}'`))[0]!;

  it("keep what they say, listing after listing", async () => {
    const stage = await changingStage();
    await stage.bring(groups.nevermind);
    const [from, into] = [await idOf(stage, cd), await idOf(stage, gb)].sort((a, b) => Number(a) - Number(b));
    await stage.said("merge", "release", from!, "--into", into!);
    const [one, other] = await stage.lines("SELECT id FROM tracks ORDER BY id LIMIT 2");
    await stage.said("merge", "track", one!, "--into", other!);
    const before = await stage.lines(values);
    for (let time = 0; time < 2; time++)
      expect(await stage.said("releases", "1")).toMatchObject({ releases: { created: 0, updated: 0 } });
    expect(await stage.lines(values)).toEqual(before);
  });

  const [song, other] = nevermind.releases[0]!.media[0]!.tracks!.map(({ recording }) => recording.id) as [
    string,
    string,
  ];

  it.each<[string, string, string, (stage: ChangingStage) => void, string[]]>([
    ["release", cd, gb, ({ world }) => world.mergeReleases(gb, cd), ["releases", "2"]],
    ["track", song, other, ({ world }) => world.mergeRecordings(other, song), ["releases", "2"]],
    [
      "album",
      groups.dylan,
      groups.nevermind,
      ({ world }) => world.mergeGroups(groups.nevermind, groups.dylan),
      ["album", "-p", "musicbrainz", "--id", "2", "-f"],
    ],
    [
      "artist",
      artists.dylan,
      nirvana,
      ({ world }) => world.mergeArtists(nirvana, artists.dylan),
      ["artist", "--id", "2", "-f"],
    ],
  ])("%s: become what the former is once the other was merged into it there", async (what, ...rest) => {
    const [former, current, happens, argv] = rest;
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.nevermind);
    const [from, into] = [await idOf(stage, former), await idOf(stage, current)];
    await stage.said("merge", what, from, "--into", into);
    await stage.said(...argv);
    expect(await stage.said("show", what, into)).toMatchObject({ mbid: current });
    happens(stage);
    await stage.said(...argv);
    expect(await stage.said("show", what, into)).toMatchObject({ mbid: former });
    await stage.said(...argv);
    expect(await stage.said("show", what, into)).toMatchObject({ mbid: former });
  });
});
