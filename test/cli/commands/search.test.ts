import { join } from "node:path";
import { expect, it } from "vitest";
import Database from "better-sqlite3";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";

interface Found {
  albums: { id: number; title: string; mbid: string }[];
  artists: { name: string; mbid: string }[];
  tracks: { title: string; mbid: string }[];
}

const search = async (stage: Stage, ...words: string[]): Promise<Found> =>
  documentOf<Found>(await stage.importer(["search", ...words, "--json"]));

it("finds what was imported, and nothing that was undone or removed", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  const before = await search(stage, "dylan", "desi");
  expect(before).toMatchObject({
    albums: [{ id: 1, title: "Desire", mbid: expect.any(String) as string }],
    tracks: [],
  });
  expect((await search(stage, "dylan")).artists).toMatchObject([{ name: "Bob Dylan" }]);
  await stage.importer(["worker", "--drain"]);
  expect((await search(stage, "dylan", "hurric")).tracks).toMatchObject([{ title: "Hurricane" }]);
  const shown = await stage.importer(["search", "dylan", "desire"]);
  expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
  expect(shown.stdout).toMatch(/^1 album\nid +artist +title.*\n 1 +Bob Dylan +Desire/);
  const [head, album] = (await stage.importer(["search", "desire", "--csv"])).stdout.split("\r\n");
  expect([head, album]).toEqual([
    "kind,id,mbid,title,artists,album,releaseYear",
    expect.stringMatching(/^album,1,[\w-]{36},Desire,Bob Dylan,,1976$/),
  ]);
  expect((await stage.importer(["doctor"])).stdout).toMatch(/search +its index is up to date/);
  await stage.importer(["remove", "album", "1"]);
  expect((await search(stage, "hurricane")).tracks).toEqual([]);
  const runs = documentOf<{ runs: { id: number; command: string }[] }>(
    await stage.importer(["history", "--json"]),
  ).runs;
  await stage.importer(["undo", String(runs.find(({ command }) => command.includes("remove"))!.id)]);
  expect((await search(stage, "hurricane")).tracks).toMatchObject([{ title: "Hurricane" }]);
  await stage.importer(["undo", String(runs.at(-1)!.id), "--with-later"]);
  expect(await search(stage, "dylan")).toMatchObject({ albums: [], tracks: [] });
});

it("says when its index is wrong, and mends it", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await search(stage, "desire");
  const db = new Database(join(stage.env["IMPORTER_HOME"]!, "library.db"));
  db.exec("DELETE FROM search_albums");
  db.close();
  expect((await stage.importer(["doctor"])).stdout).toMatch(
    /its index lacks albums.*\n.*importer search --rebuild/,
  );
  expect(await stage.importer(["search", "--rebuild"])).toMatchObject({ exitCode: 0 });
  expect((await search(stage, "desire")).albums).toHaveLength(1);
  expect(await stage.importer(["search"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("dark floyd") as string,
  });
  expect(await stage.importer(["search", "zzyzx"])).toMatchObject({
    stdout: 'nothing in the library has "zzyzx"\n',
    stderr: "",
  });
  const { stderr } = await stage.importer(["search", "title:zzyzx", "or", "year:1970..1979"]);
  expect(stderr).toMatch(/conditions: importer list albums title:zzyzx , year:1970\.\.1979$/m);
});

it("tells how far the first reading of a large library is", async () => {
  const stage = await createStage();
  await stage.importer(["list", "albums"]);
  const db = new Database(join(stage.env["IMPORTER_HOME"]!, "library.db"));
  db.exec(`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 20001)
    INSERT INTO artists (name, name_key, created_at, updated_at) SELECT 'Number ' || n, '', 1, 1 FROM numbers`);
  db.close();
  const first = await stage.importer(["search", "20001"]);
  expect(first.stderr).toMatch(/^reading 20001 titles into the index, once; .*\n19 %\n/);
  expect(first.stderr).toMatch(/\n100 %\n$/);
  expect(first.stdout).toMatch(/^1 artist\n/);
  expect((await stage.importer(["search", "20000"])).stderr).toBe("");
  expect((await stage.importer(["search", "--rebuild", "20000"])).stderr).toMatch(/^reading 20001 titles/);
});
