import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { drawPng } from "../helpers/pictures.ts";
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

const { genres } = desireByBobDylan;
const bring = ({ id }: { id: string }): string[] => ["album", "-p", "musicbrainz", "--mbid", id];
const cover = (album: number, picture: string): string[] => ["cover", `${album}`, "--replace", picture];

/** Albums 1 and 2 are there; `anew` needs album 3, or is that. */
it.each([
  {
    shared: "a picture",
    before: [bring(nevermind), cover(1, "mine.png"), cover(2, "mine.png")],
    taken: ["remove", "album", "2"],
    maker: "importer cover 1",
    anew: cover(3, "mine.png"),
  },
  {
    shared: "a genre",
    before: [],
    taken: ["remove", "album", "2"],
    maker: "importer album",
    anew: bring(nevermind),
  },
])("$shared that was made anew meanwhile is that one", async ({ before, taken, maker, anew }) => {
  const albums = [desireByBobDylan, { ...desireByU2, genres }, { ...nevermind, genres }];
  const stage = await createStage(buildDemoCatalogue(albums));
  writeFileSync(join(stage.home, "mine.png"), drawPng("mine", 300));
  const act = async (...argv: string[]): Promise<void> => {
    const words = argv.map((word) => (word.endsWith(".png") ? join(stage.home, word) : word));
    expect(await stage.importer(words)).toMatchObject({ exitCode: 0 });
  };
  for (const argv of [bring(desireByBobDylan), bring(desireByU2), ["worker", "--drain"], ...before])
    await act(...argv);
  const expected = await contentOfAlbum(stage, 2);
  await act(...taken);
  const run = await last(stage);
  const made = `SELECT id FROM ledger_entries WHERE what LIKE '${maker}%' ORDER BY id LIMIT 1`;
  await act("undo", String((await stage.rows(made))[0]!["id"]));
  await act(...anew);
  await act("undo", run);
  expect(await contentOfAlbum(stage, 2)).toEqual(expected);
});

it("an album whose picture another program deleted is refused, rather than lost with exit code 0", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  writeFileSync(join(stage.home, "mine.png"), drawPng("mine", 300));
  await stage.importer(cover(1, join(stage.home, "mine.png")));
  await stage.importer(["remove", "album", "1"]);
  const client = new Database(join(stage.home, "library.db"));
  client.prepare("DELETE FROM artworks").run();
  client.close();
  const refused = await stage.importer(["undo", await last(stage)]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toContain(`its album 1 ("Desire") can't come back: what it needs is gone`);
});

/** What it is called, its pictures, genres, releases and tracks. */
function contentOfAlbum(stage: Stage, id: number): Promise<unknown[]> {
  const statements = [
    `SELECT title, sha256 FROM albums LEFT JOIN artworks ON artworks.id = artwork_id WHERE albums.id = ${id}`,
    `SELECT tier, sha256 FROM album_covers JOIN artworks ON artworks.id = artwork_id WHERE album_id = ${id} ORDER BY 1, 2`,
    `SELECT name FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = 'album' AND item_id = ${id} ORDER BY 1`,
    `SELECT id, title FROM releases WHERE album_id = ${id} ORDER BY 1`,
    `SELECT id, title FROM tracks WHERE album_id = ${id} ORDER BY 1`,
  ];
  return Promise.all(statements.map((statement) => stage.rows(statement)));
}

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
