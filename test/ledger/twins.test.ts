import { join } from "node:path";
import { expect, it } from "vitest";
import { desireByBobDylan } from "../../src/demo/musicbrainz/albums/desire.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { documentOf } from "../helpers/cli.ts";
import {
  changingStage,
  doubledIdentifiers,
  groups,
  strandedTracks,
  type ChangingStage,
} from "../identity/stage.ts";
import { contentOf } from "./content.ts";

/** Duplicate detection: what was removed and brought again is not brought back beside itself, of whatever kind it is. */

const dylan = (stage: ChangingStage): Promise<void> => stage.bring(groups.dylan);
const u2 = (stage: ChangingStage): Promise<void> => stage.bring(groups.u2);

async function merged(stage: ChangingStage): Promise<void> {
  await stage.bring(groups.u2, groups.dylan);
}

const music = (stage: ChangingStage): string => join(stage.home, "..", "music");

async function files(stage: ChangingStage): Promise<void> {
  writeAlbum(join(music(stage), "a"), { ALBUM: "Untold", ARTIST: "Nobody" }, [["One", 60_000]]);
  await stage.importer(["scan", music(stage)]);
}

/** Of a source that has no ids of recordings. */
async function withoutIds(stage: ChangingStage): Promise<void> {
  await u2(stage);
  await stage.inLibrary(({ $client }) => $client.exec("DELETE FROM identifiers WHERE item_type = 'track'"));
}

type Again = (stage: ChangingStage) => string[] | Promise<string[]>;

it.each<[string, (stage: ChangingStage) => Promise<void>, string[], Again, RegExp]>([
  ["a release", dylan, ["release", "1"], () => ["releases", "1", "--again"], /release 1 .* as release 5 /],
  ["an artist", u2, ["artist", "1"], () => ["artist", "U2", "--again"], /artist 1 .* as artist 2 /],
  ["a track", u2, ["track", "1"], () => ["releases", "1", "--again"], /track 1 .* as track 4 /],
  [
    "a track without ids",
    withoutIds,
    ["track", "1"],
    () => ["releases", "1", "--again"],
    /track 1 .* as track 4/,
  ],
  [
    "an album whose releases are another's by now",
    merged,
    ["album", "1"],
    (stage) => {
      stage.world.mergeGroups(groups.u2, groups.dylan);
      return ["releases", "2", "--again"];
    },
    /release 1 .* as release 6 /,
  ],
  [
    "an album of files",
    files,
    ["album", "1"],
    (stage) => ["scan", music(stage), "--again"],
    /track 1 .* as track 2/,
  ],
])("%s", async (_, scene, what, again, words) => {
  const stage = await changingStage();
  await scene(stage);
  const whole = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(await stage.importer(["remove", ...what, "--json"]));
  await stage.importer(await again(stage));
  const before = await contentOf(stage);
  const refused = await stage.importer(["undo", String(run)]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(words);
  expect(refused.stderr).toContain(`would be there twice`);
  expect(refused.stderr).toContain(`importer undo ${run} --with-later`);
  expect(await contentOf(stage)).toEqual(before);
  expect(await stage.importer(["undo", String(run), "--with-later"])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(whole);
  expect(await stage.lines(strandedTracks)).toEqual([]);
  expect(await stage.lines(doubledIdentifiers)).toEqual([]);
});

it("a track does not come back to a release that went since: the run which took that out is named", async () => {
  const stage = await changingStage();
  await u2(stage);
  const whole = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(await stage.importer(["remove", "track", "1", "--json"]));
  await stage.importer(["remove", "release", "1"]);
  const refused = await stage.importer(["undo", String(run)]);
  expect(refused.stderr).toMatch(
    /its track 1 \(".+"\) stood on release 1 \(".+"\), which run \d+ \(.+\) took out\n.*--with-later/,
  );
  expect(await stage.importer(["undo", String(run), "--with-later"])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(whole);
});

it("an edition that went for good is nobody's again: the album names none", async () => {
  const stage = await changingStage();
  const songs = desireByBobDylan.releases[0]!.media[0]!.tracks!.map(({ recording }): Song => {
    return [recording.title, recording.lengthMs!];
  });
  writeAlbum(join(music(stage), "a"), { ALBUM: "Desire", ARTIST: "Bob Dylan" }, songs);
  await stage.importer(["scan", music(stage)]);
  await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
  await stage.importer(["worker", "--drain"]);
  const edition = "a16bb1c2-f69a-3a1d-af73-b09e179d7849";
  await stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--mbid", edition]);
  const owned = "SELECT owned_release_id FROM albums";
  const [release] = await stage.lines(owned);
  const { run } = documentOf<{ run: number }>(
    await stage.importer(["remove", "release", release!, "--json"]),
  );
  expect(await stage.importer(["undo", "2"])).toMatchObject({ exitCode: 0 });
  expect(await stage.importer(["undo", String(run)])).toMatchObject({ exitCode: 0 });
  expect(await stage.lines("SELECT id FROM releases")).toEqual([]);
  expect(await stage.lines(owned)).toEqual([""]);
});
