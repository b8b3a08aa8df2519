import { describe, expect, it } from "vitest";
import { desireByBobDylan } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { contentOf } from "../ledger/content.ts";
import { changingStage, doubledIdentifiers, groups, type ChangingStage } from "./stage.ts";

/** An undone merge, binding or removal is a person's word: what is done by itself later keeps to it. */

async function undoLast(stage: ChangingStage): Promise<void> {
  const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
  await stage.said("undo", String(runs[0]!.id));
}

const albums = "SELECT id FROM albums ORDER BY id";
const releases = "SELECT id, album_id FROM releases ORDER BY id";

describe("a merge of albums that was undone", () => {
  async function undone(): Promise<{ stage: ChangingStage; before: string[] }> {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.u2);
    const before = await stage.lines(releases);
    stage.world.mergeGroups(groups.u2, groups.dylan);
    await stage.said("album", "-p", "musicbrainz", "--id", "2", "-f");
    expect(await stage.lines(albums)).toEqual(["1"]);
    await undoLast(stage);
    return { stage, before };
  }

  it("stays undone, whatever is asked again, and is shown", async () => {
    const { stage, before } = await undone();
    for (const argv of [
      ["album", "-p", "musicbrainz", "--id", "1", "-f"],
      ["album", "-p", "musicbrainz", "--id", "2", "-f"],
      ["releases", "1"],
      ["releases", "2"],
    ]) {
      expect(await stage.said(...argv)).not.toHaveProperty("upstream");
    }
    expect(await stage.lines(albums)).toEqual(["1", "2"]);
    expect(await stage.lines(releases)).toEqual(before);
    expect(await stage.lines(doubledIdentifiers)).toEqual([]);
    expect((await stage.importer(["show", "album", "2"])).stdout).toMatch(
      /is not +album 1 \(.*\): you took that back/,
    );
  });

  it("is merged by hand all the same; and nothing of it is left once all is undone", async () => {
    const { stage } = await undone();
    await stage.said("merge", "album", "2", "--into", "1");
    expect(await stage.lines("SELECT * FROM kept_apart")).toEqual([]);
    await undoLast(stage);
    const { runs } = await stage.said<{ runs: { id: number; command: string; undoneBy: number | null }[] }>(
      "history",
    );
    for (const { id } of runs.filter(
      ({ command, undoneBy }) => !command.startsWith("importer undo") && undoneBy === null,
    ))
      await stage.said("undo", String(id));
    expect(await stage.lines(albums)).toEqual([]);
    expect(await stage.lines("SELECT * FROM kept_apart")).toEqual([]);
  });
});

it("a merge of recordings that was undone stays undone: the one that vanished keeps its place and its words", async () => {
  const stage = await changingStage();
  await stage.bring(groups.nevermind);
  const [stays, vanishes] = nevermind.releases[0]!.media[0]!.tracks!.map(({ recording }) => recording.id);
  await stage.inLibrary(({ $client }) =>
    $client.exec(`INSERT INTO lyrics (track_id, plain, source, fetched_at)
      SELECT item_id, 'la la', 'lrclib', 1 FROM identifiers WHERE item_type = 'track' AND value = '${vanishes}'`),
  );
  const places = "SELECT release_id, medium, position, track_id FROM release_tracks ORDER BY 1, 2, 3";
  const before = await stage.lines(places);
  stage.world.mergeRecordings(vanishes!, stays!);
  await stage.said("releases", "1");
  expect(await stage.lines(places)).not.toEqual(before);
  await undoLast(stage);
  await stage.said("releases", "1");
  expect(await stage.lines(places)).toEqual(before);
  expect(await stage.lines("SELECT plain FROM lyrics")).toEqual(["la la"]);
});

it("two albums that are both a person's become a question, which is asked once", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2);
  await stage.inLibrary(({ $client }) =>
    $client.exec(`INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at)
      SELECT '/' || album_id || '.flac', 1, 1, 'read', min(id), 1 FROM tracks GROUP BY album_id`),
  );
  stage.world.mergeGroups(groups.u2, groups.dylan);
  const force = ["album", "-p", "musicbrainz", "--id", "2", "-f"];
  const { stdout } = await stage.importer(force);
  expect(stdout).toContain("importer merge album 2 --into 1");
  expect(await stage.said(...force)).not.toHaveProperty("upstream");
  await stage.said("releases", "2");
  expect(await stage.lines(albums)).toEqual(["1", "2"]);
  for (const [id, other] of ["12", "21"])
    expect((await stage.importer(["show", "album", id!])).stdout).toMatch(
      new RegExp(`may be +album ${other} .*importer merge album 2 --into 1`),
    );
  await stage.said("merge", "album", "2", "--into", "1");
  expect(await stage.lines(albums)).toEqual(["1"]);
});

it("a binding that was undone is not found again by itself, but by a person's word", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  await stage.inLibrary(({ $client }) =>
    $client.exec(`DELETE FROM identifiers WHERE item_type IN ('album', 'release');
      DELETE FROM provider_runs; DELETE FROM releases; DELETE FROM source_facts`),
  );
  const bind = ["album", "-p", "musicbrainz", "--id", "1", "--mbid", groups.dylan];
  await stage.said(...bind);
  await undoLast(stage);
  const mbids = "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'";
  expect(await stage.lines(mbids)).toEqual([]);
  expect(await stage.importer(["album", "-p", "musicbrainz", "--id", "1"])).toMatchObject({ exitCode: 4 });
  expect(await stage.lines(mbids)).toEqual([]);
  await stage.said(...bind);
  expect(await stage.lines(mbids)).toEqual([groups.dylan]);
  expect(await stage.lines("SELECT * FROM kept_apart")).toEqual([]);
});

it("a removal that was undone: the album is wanted, and found as it was", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  await stage.said("remove", "album", "1");
  await undoLast(stage);
  expect(await stage.said("album", "--mbid", groups.dylan)).toMatchObject({
    outcome: "existing",
    album: { id: 1 },
  });
  expect(await stage.lines("SELECT * FROM not_wanted")).toEqual([]);
});

describe("a listing that made two releases one", () => {
  it("is undone, and that as well, though a disc of the one had taken the other's place", async () => {
    const stage = await changingStage();
    await stage.bring(groups.dylan, groups.nevermind);
    const before = await contentOf(stage);
    stage.world.mergeReleases(desireByBobDylan.releases[0]!.id, nevermind.releases[0]!.id);
    await stage.said("releases", "1");
    const after = await contentOf(stage);
    expect(after).not.toEqual(before);
    for (const content of [before, after, before, after]) {
      await undoLast(stage);
      expect(await contentOf(stage)).toEqual(content);
    }
  });
});
