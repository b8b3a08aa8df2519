import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { contentOf, empty } from "./content.ts";

/** What several runs share, and an item of one of them that was out of the library when the other was undone. */

const again = { ...desireByU2, title: "Blood on the Tracks", credits: desireByBobDylan.credits };

/** Desire is album 1 of run 1, Blood on the Tracks album 2 of run 2; both are by Bob Dylan. */
async function twoOfOneArtist(): Promise<Stage> {
  const stage = await createStage(buildDemoCatalogue([desireByBobDylan, again]));
  for (const title of ["Desire", "Blood on the Tracks"])
    await stage.importer(["album", "-p", "musicbrainz", `Bob Dylan - ${title}`]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

const last = async (stage: Stage): Promise<string> =>
  String((await stage.rows("SELECT max(id) AS id FROM ledger_entries WHERE kind = 'command'"))[0]!["id"]);

it("an artist whose maker was undone comes back with the album of another run that a removal had taken out", async () => {
  const stage = await twoOfOneArtist();
  await stage.importer(["undo", "1"]);
  const expected = await contentOf(stage);
  await stage.importer(["undo", await last(stage)]);
  await stage.importer(["remove", "album", "2"]);
  const removal = await last(stage);
  await stage.importer(["undo", "1"]);
  expect(await stage.rows("SELECT name FROM artists")).toEqual([]);
  expect(await stage.importer(["undo", removal])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(expected);
  await stage.importer(["undo", "2"]);
  expect(await contentOf(stage)).toEqual(empty);
});

it("where the artist was brought anew meanwhile, the album is that one's", async () => {
  const stage = await twoOfOneArtist();
  await stage.importer(["remove", "album", "2"]);
  const removal = await last(stage);
  await stage.importer(["undo", "1"]);
  await stage.importer(["artist", "Bob Dylan"]);
  expect(await stage.importer(["undo", removal])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "Bob Dylan" }]);
  const credits = "SELECT artists.name FROM album_artists JOIN artists ON artists.id = artist_id";
  expect(await stage.rows(credits)).toEqual([{ name: "Bob Dylan" }]);
  const tracks = "SELECT DISTINCT artists.name FROM tracks JOIN artists ON artists.id = artist_id";
  expect(await stage.rows(tracks)).toEqual([{ name: "Bob Dylan" }]);
});

it("a genre whose maker was undone goes with the run of an album that a removal had taken out", async () => {
  const stage = await twoOfOneArtist();
  await stage.importer(["remove", "album", "2"]);
  const removal = await last(stage);
  for (const run of ["1", "2", removal]) await stage.importer(["undo", run]);
  expect(await contentOf(stage)).toEqual(empty);
});

it("what an undo took back is taken back again by the undo of its undo, and history says so", async () => {
  const stage = await twoOfOneArtist();
  const states: unknown[] = [];
  const undone = (): Promise<unknown[]> =>
    stage.rows("SELECT id, undone_by FROM ledger_entries WHERE id <= 3 ORDER BY id");
  await stage.importer(["undo", "1"]);
  for (let turn = 0; turn < 5; turn++) {
    states.push([await undone(), await contentOf(stage)]);
    expect(await stage.importer(["undo", await last(stage)])).toMatchObject({ exitCode: 0 });
  }
  for (const [at, state] of states.entries()) if (at > 1) expect(state).toEqual(states[at - 2]);
  expect(states[0]).not.toEqual(states[1]);
});
