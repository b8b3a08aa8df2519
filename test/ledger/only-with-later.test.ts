import { expect, it, onTestFinished } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { contentOf } from "./content.ts";

/** `--only` with `--with-later`: later runs are taken back as far as that one item needs, and no further. */

async function enrichedStage(): Promise<Stage> {
  const stage = await createStage();
  for (const title of ["Bob Dylan - Desire", "U2 - Desire"])
    await stage.importer(["album", "-p", "musicbrainz", title]);
  await stage.importer(["worker", "--drain"]);
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  await stage.importer(["enrich", "--no-artwork"], { env: services.env });
  return stage;
}

const lyricsOf = (stage: Stage, album: number): Promise<unknown[]> =>
  stage.rows(`SELECT lyrics.* FROM lyrics JOIN tracks ON tracks.id = track_id WHERE album_id = ${album}`);

it("takes of later runs only what hangs on that item, and comes back with one undo", async () => {
  const stage = await enrichedStage();
  const [before, others] = [await contentOf(stage), await lyricsOf(stage, 2)];
  expect(others.length).toBeGreaterThan(1);
  const refused = await stage.importer(["undo", "1", "--only", "album:1"]);
  expect(refused.exitCode).toBe(1);
  const [, hint] = /importer (undo 1 --only album:1 --with-later)\n/.exec(refused.stderr)!;
  const told = await stage.importer([...hint!.split(" "), "--dry-run"]);
  expect(told.stdout).toMatch(/would undo: run \d+, importer enrich[^]*would undo: run 1, importer album/);
  expect(await contentOf(stage)).toEqual(before);
  const { run, undone } = documentOf<{ run: number; undone: { command: string }[] }>(
    await stage.importer([...hint!.split(" "), "--json"]),
  );
  expect(undone.map(({ command }) => command.split(" ")[1])).toEqual(["enrich", "album"]);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
  expect(await lyricsOf(stage, 2)).toEqual(others);
  expect(await stage.importer(["undo", String(run)])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});

it.each([
  ["a removal", ["remove", "album", "1"]],
  ["an undo", ["undo", "1", "--only", "album:1", "--with-later"]],
])("what comes back alone by the undo of %s is whole, down to the lyrics of its tracks", async (_, argv) => {
  const stage = await enrichedStage();
  const before = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(await stage.importer([...argv, "--json"]));
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
  const back = await stage.importer(["undo", String(run), "--only", "album:1"]);
  expect(back).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});
