import { describe, expect, it } from "vitest";
import { desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { documentOf } from "../helpers/cli.ts";
import { changingStage, doubledIdentifiers, groups, strandedTracks, type ChangingStage } from "./stage.ts";

/** Which edition a person has is their word: it goes along with a release that is another, or elsewhere, upstream. */

const [cd, gb, lp] = nevermind.releases.map(({ id }) => id) as [string, string, string];
const desire = desireByU2.releases[0]!.id;

interface Listed {
  upstream?: { event: string; command?: string }[];
}

/** Nevermind is album 1, Desire by U2 album 2; `said`: album → its edition, and who said so. */
async function scene(said: Record<number, [mbid: string, by: string]>): Promise<ChangingStage> {
  const stage = await changingStage();
  await stage.bring(groups.nevermind, groups.u2);
  await stage.inLibrary(({ $client }) => {
    const own = $client.prepare(`UPDATE albums SET owned_release_by = ?, owned_release_id =
      (SELECT item_id FROM identifiers WHERE item_type = 'release' AND value = ?) WHERE id = ?`);
    const file =
      $client.prepare(`INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at, told_release_mbid)
      SELECT '/a.flac', 1, 1, 'read', min(id), 1, ? FROM tracks WHERE album_id = ?`);
    for (const [album, [mbid, by]] of Object.entries(said)) {
      own.run(by, mbid, Number(album));
      if (by === "file") file.run(mbid, Number(album));
    }
  });
  return stage;
}

const owned = `SELECT albums.id, owned_release_by, (SELECT group_concat(value, ' ' ORDER BY value) FROM identifiers
  WHERE item_type = 'release' AND kind = 'musicbrainz_release' AND item_id = owned_release_id) FROM albums`;

async function listed(stage: ChangingStage, ...albums: number[]): Promise<NonNullable<Listed["upstream"]>> {
  const heard: NonNullable<Listed["upstream"]> = [];
  // An album that has no releases there any more is "not found", and all that became of them is told.
  for (const album of albums) {
    const { upstream = [] } = documentOf<Listed>(await stage.importer(["releases", `${album}`, "--json"]));
    heard.push(...upstream);
  }
  expect(await stage.lines(strandedTracks)).toEqual([]);
  expect(await stage.lines(doubledIdentifiers)).toEqual([]);
  return heard;
}

describe.each([
  ["the one that had it is listed", [1]],
  ["the one that has it is listed", [2]],
  ["both are listed", [1, 2]],
])("a person's edition that moved to another album: %s", (_, albums) => {
  it.each<[string, Record<number, [string, string]>]>([
    ["goes along", {}],
    ["and is theirs there, too, whatever the track list had said", { 2: [desire, "track_list"] }],
  ])("%s", async (__, others) => {
    const stage = await scene({ 1: [lp, "person"], ...others });
    stage.world.moveRelease(lp, groups.u2);
    expect(await listed(stage, ...albums)).toMatchObject([{ event: "moved" }]);
    expect(await stage.lines(owned)).toEqual(["1||", `2|person|${lp}`]);
  });

  it.each(["person", "file"])("is a question where that album has one by a %s", async (by) => {
    const stage = await scene({ 1: [lp, "person"], 2: [desire, by] });
    const before = await stage.lines(owned);
    stage.world.moveRelease(lp, groups.u2);
    const command = "importer merge album 1 --into 2";
    expect(await listed(stage, ...albums)).toMatchObject([{ event: "asked", command }]);
    expect(await stage.lines(owned)).toEqual(before);
    expect(await listed(stage, ...albums)).toEqual([]);
    expect((await stage.importer(command.split(" ").slice(1))).exitCode).toBe(0);
    expect(await listed(stage, 2)).toEqual([]);
  });
});

describe("a person's edition that was merged into one of another album", () => {
  it("remains, under both MBIDs, and goes to that album", async () => {
    const stage = await scene({ 1: [cd, "person"] });
    stage.world.mergeReleases(cd, desire);
    expect(await listed(stage, 1)).toMatchObject([{ event: "merged" }, { event: "moved", into: 2 }]);
    expect(await stage.lines(owned)).toEqual(["1||", `2|person|${[cd, desire].sort().join(" ")}`]);
    expect(await listed(stage, 1, 2)).toEqual([]);
  });

  it("remains where it is, if that one was merged into it", async () => {
    const stage = await scene({ 1: [cd, "person"] });
    stage.world.mergeReleases(desire, cd);
    expect(await listed(stage, 2)).toMatchObject([{ event: "merged" }]);
    expect(await stage.lines(owned)).toEqual([`1|person|${[cd, desire].sort().join(" ")}`, "2||"]);
    expect(await listed(stage, 1, 2)).toEqual([]);
  });

  it.each(["person", "file"])("is a question where that album has one by a %s", async (by) => {
    const stage = await scene({ 1: [cd, "person"], 2: [desire, by] });
    const before = [await stage.lines(owned), await stage.lines("SELECT * FROM release_tracks")];
    stage.world.mergeReleases(cd, desire);
    expect(await listed(stage, 1)).toMatchObject([
      { event: "asked", command: expect.stringContaining("merge release") as string },
    ]);
    expect([await stage.lines(owned), await stage.lines("SELECT * FROM release_tracks")]).toEqual(before);
    expect(await listed(stage, 1, 2)).toEqual([]);
  });
});

it("of two editions of one album that were merged the one that is a person's remains", async () => {
  for (const mbid of [cd, gb]) {
    const stage = await scene({ 1: [mbid, "person"] });
    stage.world.mergeReleases(cd, gb);
    expect(await listed(stage, 1)).toMatchObject([{ event: "merged" }]);
    expect((await stage.lines(owned))[0]).toBe(`1|person|${[cd, gb].sort().join(" ")}`);
  }
});

describe("a person's edition that moved since, and the binding that said so", () => {
  const last = async (stage: ChangingStage): Promise<string> =>
    (await stage.lines("SELECT max(id) FROM ledger_entries WHERE kind = 'command'"))[0]!;

  it("the undo of the binding takes the word from the album to which it went; undone, it is there again", async () => {
    const stage = await scene({});
    expect(await stage.importer(["album", "--id", "1", "--mbid", lp, "--yes"])).toMatchObject({
      exitCode: 0,
    });
    const bound = await last(stage);
    stage.world.moveRelease(lp, groups.u2);
    await listed(stage, 1, 2);
    expect(await stage.lines(owned)).toEqual(["1||", `2|person|${lp}`]);
    expect(await stage.importer(["undo", bound])).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(owned)).toEqual(["1||", "2||"]);
    expect(await stage.importer(["undo", await last(stage)])).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(owned)).toEqual(["1||", `2|person|${lp}`]);
  });

  it("a word of the person's on that album as well stays", async () => {
    const stage = await scene({});
    await stage.importer(["album", "--id", "1", "--mbid", lp, "--yes"]);
    const bound = await last(stage);
    stage.world.moveRelease(lp, groups.u2);
    await listed(stage, 1, 2);
    await stage.importer(["album", "--id", "2", "--mbid", lp, "--yes"]);
    await stage.importer(["undo", bound]);
    expect(await stage.lines(owned)).toEqual(["1||", `2|person|${lp}`]);
  });
});
