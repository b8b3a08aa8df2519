import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { contentOf } from "./content.ts";

async function twoDesires(): Promise<Stage> {
  const stage = await createStage();
  for (const title of ["Bob Dylan - Desire", "U2 - Desire"]) {
    await stage.importer(["album", "-p", "musicbrainz", title]);
  }
  await stage.importer(["worker", "--drain"]);
  return stage;
}

it("two albums become one: releases, tracks and identifiers move, the former id leads on, undo takes them apart", async () => {
  const stage = await twoDesires();
  const before = await contentOf(stage);
  const count = async (table: string): Promise<number> => (await stage.rows(`SELECT 1 FROM ${table}`)).length;
  const [releases, tracks] = [await count("releases"), await count("tracks")];
  expect(await stage.importer(["merge", "album", "2", "--into", "1", "--dry-run"])).toMatchObject({
    exitCode: 0,
  });
  expect(await contentOf(stage)).toEqual(before);
  const merged = documentOf(await stage.importer(["merge", "album", "2", "--into", "1", "--json"]));
  expect(merged).toMatchObject({ what: "album", from: { id: 2 }, into: { id: 1 }, dryRun: false });
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 1 }]);
  expect([await count("releases"), await count("tracks")]).toEqual([releases, tracks]);
  expect(await stage.rows("SELECT DISTINCT album_id FROM releases")).toEqual([{ album_id: 1 }]);
  const mbids =
    "SELECT value FROM identifiers WHERE item_type = 'album' AND kind = 'musicbrainz_release_group'";
  expect(await stage.rows(mbids)).toHaveLength(2);
  const shown = await stage.importer(["show", "album", "2"]);
  expect(shown).toMatchObject({ exitCode: 0, stderr: 'album 2 was merged: it is album 1 now, "Desire"\n' });
  expect(await stage.importer(["undo", String(merged["run"])])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});

it("a merge whose identity a person chose anew since is taken back behind that choice only", async () => {
  const stage = await twoDesires();
  const before = await contentOf(stage);
  const merged = documentOf(await stage.importer(["merge", "album", "2", "--into", "1", "--json"]));
  const undo = ["undo", String(merged["run"])];
  const other = (await stage.rows("SELECT value FROM identifiers WHERE item_type = 'album' ORDER BY id")).at(
    -1,
  );
  const bound = await stage.importer(["album", "--id", "1", "--mbid", String(other!["value"]), "--yes"]);
  expect(bound.exitCode).toBe(0);
  const refused = await stage.importer(undo);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(
    /which identity its album 1 \("Desire"\) has was said anew by run \d+[^]*--with-later/,
  );
  expect(await stage.importer([...undo, "--with-later"])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});

it("of two recordings the better lyrics stay, with the places and files of both", async () => {
  const stage = await twoDesires();
  await stage.inLibrary(({ $client }) => {
    const words = $client.prepare(
      "INSERT INTO lyrics (track_id, plain, synced, source, fetched_at) VALUES (?, ?, ?, ?, 1)",
    );
    words.run(1, "plain", null, "lrclib");
    words.run(2, "synced", "[00:01.00] synced", "lrclib");
    $client.exec(`INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at)
      VALUES ('/a.flac', 1, 1, 'read', 2, 1)`);
  });
  const places = (await stage.rows("SELECT 1 FROM release_tracks WHERE track_id IN (1, 2)")).length;
  const before = await contentOf(stage);
  const merged = documentOf(await stage.importer(["merge", "track", "2", "--into", "1", "--json"]));
  expect(await stage.rows("SELECT track_id, plain FROM lyrics")).toEqual([{ track_id: 1, plain: "synced" }]);
  expect(await stage.rows("SELECT track_id FROM files")).toEqual([{ track_id: 1 }]);
  expect(await stage.rows("SELECT 1 FROM release_tracks WHERE track_id = 1")).toHaveLength(places);
  await stage.importer(["undo", String(merged["run"])]);
  expect(await contentOf(stage)).toEqual(before);
});

it("two releases become one with its tracks once; two artists one who goes by both names", async () => {
  const stage = await twoDesires();
  const before = await contentOf(stage);
  await stage.importer(["merge", "release", "2", "--into", "1"]);
  const stranded = `SELECT id FROM tracks WHERE id NOT IN (SELECT track_id FROM release_tracks)
    AND id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL)`;
  expect(await stage.rows(stranded)).toEqual([]);
  await stage.importer(["merge", "artist", "U2", "--into", "Bob Dylan"]);
  expect(await stage.importer(["show", "artist", "u2"])).toMatchObject({ exitCode: 0 });
  expect(
    await stage.rows("SELECT 1 FROM album_artists WHERE artist_id NOT IN (SELECT id FROM artists)"),
  ).toEqual([]);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  for (const { id } of runs.slice(0, 2)) await stage.importer(["undo", String(id)]);
  expect(await contentOf(stage)).toEqual(before);
});

it("refuses an item and itself, and names an album that is there twice in doctor", async () => {
  const stage = await twoDesires();
  expect(await stage.importer(["merge", "album", "1", "--into", "1"])).toMatchObject({
    exitCode: 2,
    stdout: "",
  });
  await stage.inLibrary(({ $client }) => {
    $client.exec("DELETE FROM identifiers WHERE item_type = 'album' AND item_id = 2");
    $client.exec(
      "UPDATE album_artists SET artist_id = (SELECT artist_id FROM album_artists WHERE album_id = 1) WHERE album_id = 2",
    );
    $client.exec("UPDATE albums SET release_year = NULL WHERE id = 2");
  });
  const doctor = await stage.importer(["doctor"]);
  expect(doctor.stdout).toContain("importer merge album 2 --into 1");
});

it.each([
  ["the one that goes", 2],
  ["the one that stays", 1],
])("what a person said that %s is goes on being said of the one that is left", async (_, bound) => {
  const stage = await twoDesires();
  const { release } = (
    await stage.rows(`SELECT value AS release FROM identifiers WHERE kind = 'musicbrainz_release_group'
    AND item_type = 'album' AND item_id = ${bound}`)
  )[0] as { release: string };
  await stage.importer(["album", "-p", "musicbrainz", "--id", String(bound), "--mbid", release]);
  const before = await contentOf(stage);
  const merged = documentOf(await stage.importer(["merge", "album", "2", "--into", "1", "--json"]));
  const said = "SELECT query, value FROM choices WHERE query LIKE 'item:%'";
  expect(await stage.rows(said)).toEqual([{ query: "item:1", value: release }]);
  expect(await stage.importer(["undo", String(merged["run"])])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});
