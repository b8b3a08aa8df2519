import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { edit } from "../helpers/importing.ts";
import { contentOf } from "./content.ts";

/** Rows come and go under others, and identities come again: what an undo brings back, or takes away, is its own. */

const bob = "Bob Dylan - Desire";
const u2 = "U2 - Desire";

async function stageWith(...titles: string[]): Promise<Stage> {
  const stage = await createStage();
  for (const title of titles) await stage.importer(["album", "-p", "musicbrainz", title]);
  return stage;
}

const runOf = async (stage: Stage, ...argv: string[]): Promise<number> => {
  await stage.importer(argv);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  return runs[0]!.id;
};

const ofAlbum = (id: number): Record<string, string> => ({
  identifiers: `SELECT kind, value FROM identifiers WHERE item_type = 'album' AND item_id = ${id} ORDER BY 1, 2`,
  genres: `SELECT category_id FROM item_categories WHERE item_type = 'album' AND item_id = ${id} ORDER BY 1`,
  links: `SELECT url FROM external_links WHERE item_type = 'album' AND item_id = ${id} ORDER BY 1`,
});

it("what was removed comes back whole, though others have the ids of its rows by now", async () => {
  const stage = await stageWith(u2, bob);
  const told = async (): Promise<unknown> =>
    Promise.all(Object.values(ofAlbum(2)).map((sql) => stage.rows(sql)));
  const before = await told();
  const removal = await runOf(stage, "remove", "album", "2");
  await stage.importer(["album", "-p", "musicbrainz", "Nevermind", "-a", "Nirvana"]);
  const undone = await stage.importer(["undo", String(removal)]);
  expect(undone.exitCode).toBe(0);
  expect(undone.stdout + undone.stderr).not.toContain("its place is taken");
  expect(await told()).toEqual(before);
  const again = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  for (const { id } of again.runs)
    expect(await stage.importer(["undo", String(id)])).toMatchObject({ exitCode: 0 });
  expect((await contentOf(stage))["albums"]).toEqual([]);
});

it("an album that was imported anew meanwhile is not brought back beside itself, unless that is undone first", async () => {
  const stage = await stageWith(bob);
  const before = await contentOf(stage);
  const removal = await runOf(stage, "remove", "album", "1");
  const later = await runOf(stage, "album", "-p", "musicbrainz", bob, "--again");
  const refused = await stage.importer(["undo", String(removal)]);
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      new RegExp(
        `its album 1 \\(".+"\\) would be there twice, as album \\d+ \\(".+"\\) of run ${later} \\(.+\\)\n.*--with-later`,
      ),
    ) as string,
  });
  expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 1 }]);
  expect(await stage.importer(["undo", String(removal), "--with-later"])).toMatchObject({ exitCode: 0 });
  const after = await contentOf(stage);
  expect(after["albums"]).toEqual(before["albums"]);
  expect(after["identifiers"]!.length).toBe(before["identifiers"]!.length);
});

it("an undone import that was done anew is not done twice by undoing that undo", async () => {
  const stage = await stageWith(bob);
  const undo = await runOf(stage, "undo", "1");
  await stage.importer(["album", "-p", "musicbrainz", bob]);
  expect(await stage.importer(["undo", String(undo)])).toMatchObject({ exitCode: 1 });
  expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 1 }]);
});

it("a link that was confirmed while another was away is not taken for that", async () => {
  const stage = await stageWith(bob, u2);
  const told = (): Promise<unknown> =>
    stage.rows("SELECT album_id AS album, external_id AS asin FROM products ORDER BY 1");
  const first = await runOf(stage, "links", "1", "--confirm", "B000000001");
  const removal = await runOf(stage, "remove", "album", "1");
  await stage.importer(["links", "2", "--confirm", "B000000002"]);
  const second = { album: 2, asin: "B000000002" };
  expect(await stage.importer(["undo", String(removal)])).toMatchObject({ exitCode: 0 });
  expect(await told()).toEqual([{ album: 1, asin: "B000000001" }, second]);
  expect(await stage.importer(["undo", String(first)])).toMatchObject({ exitCode: 0 });
  expect(await told()).toEqual([second]);
});

it("what a later run has left of a value comes back, whichever of two is undone first", async () => {
  const stage = await stageWith(bob);
  const title = async (): Promise<unknown> => (await stage.rows("SELECT title FROM albums"))[0]!["title"];
  const rename = async (to: string): Promise<number> => {
    for (const mbid of stage.catalogue.releaseGroups.keys())
      edit(stage.catalogue.releaseGroups, mbid, { title: to });
    return runOf(stage, "album", "-p", "musicbrainz", "-f", "--id", "1");
  };
  const [before, one, two] = [await title(), await rename("Desire II"), await rename("Desire III")];
  await stage.importer(["undo", String(one)]);
  expect(await title()).toBe("Desire III");
  const undo = await runOf(stage, "undo", String(two));
  expect(await title()).toBe(before);
  await stage.importer(["undo", String(undo)]);
  expect(await title()).toBe("Desire III");
});
