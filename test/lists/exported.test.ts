import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** What the program writes it reads again: every row is known, and nobody is asked. */

const odd = '=cmd|x,"@sum(1)"\nNobody,"Line one ""q"" ; x, and more"\nMe,=1+1\nYou,-2\n';

async function stageOfOddAlbums(): Promise<Stage> {
  const stage = await createStage();
  const path = join(stage.home, "..", "odd.csv");
  writeFileSync(path, `artist,title\nPink Floyd,The Dark Side of the Moon\nEd Sheeran,+\n${odd}`);
  await stage.importer(["import", path]);
  const questions = await stage.rows("SELECT id FROM review_questions");
  for (const { id } of questions) await stage.importer(["review", "keep", String(id)]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

it.each(["csv", "tsv", "json", "ndjson"])("a list of albums as %s", async (form) => {
  const stage = await stageOfOddAlbums();
  const path = join(stage.home, "..", `albums.${form}`);
  const { length } = stage.server.requests;
  for (const columns of [undefined, "title,artist,mbid", "artist,title"]) {
    const flags = columns === undefined ? [] : ["--columns", columns];
    writeFileSync(path, (await stage.importer(["list", "albums", `--${form}`, ...flags])).stdout);
    const { list } = documentOf<{ list: object }>(await stage.importer(["import", path, "--json"]));
    expect({ columns, ...list }).toMatchObject({ columns, rows: 6, known: 6 });
  }
  expect(stage.server.requests.length).toBe(length);
});

it.each(["csv", "ndjson"])("the whole library as %s, by albums, tracks and releases", async (form) => {
  const stage = await stageOfOddAlbums();
  const folder = join(stage.home, "..", "exported");
  await stage.importer(["export", "library", "--as", form, folder]);
  const { length } = stage.server.requests;
  for (const kind of ["albums", "tracks", "releases"]) {
    const path = join(folder, `${kind}.${form}`);
    const { list } = documentOf<{ list: { rows: number; known: number } }>(
      await stage.importer(["import", path, "--json"]),
    );
    expect([kind, list.rows > 5, list.rows - list.known]).toEqual([kind, true, 0]);
  }
  expect(stage.server.requests.length).toBe(length);
});
