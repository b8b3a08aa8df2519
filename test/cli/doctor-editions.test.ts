import { expect, it } from "vitest";
import { createStage, type Stage } from "../helpers/cli.ts";

/** An album names the edition that its user has without a foreign key: what is none of its releases is found, and mended by what is said. */

async function twoAlbums(): Promise<Stage> {
  const stage = await createStage();
  for (const title of ["Bob Dylan - Desire", "U2 - Desire"])
    await stage.importer(["album", "-p", "musicbrainz", title]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

it.each([
  ["of another album", "(SELECT min(id) FROM releases WHERE album_id = 2)"],
  ["that is not there", "99999"],
])("a release %s", async (_, release) => {
  const stage = await twoAlbums();
  const own = (id: string): Promise<unknown> =>
    stage.inLibrary(({ $client }) =>
      $client.exec(`UPDATE albums SET owned_release_id = ${id}, owned_release_by = 'person' WHERE id = 1`),
    );
  await own("(SELECT min(id) FROM releases WHERE album_id = 1)");
  expect((await stage.importer(["doctor"])).stdout).not.toContain("its edition");
  await own(release);
  const told = await stage.importer(["doctor"]);
  expect(told.stdout).toMatch(
    /album 1, "Desire", has release \d+ as its edition, which is none of its releases/,
  );
  expect(told.stdout).toContain("importer releases 1");
  expect(told.exitCode).toBe(0);
  expect(await stage.importer(["releases", "1"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT owned_release_id AS id FROM albums WHERE id = 1")).toEqual([{ id: null }]);
  expect((await stage.importer(["doctor"])).stdout).not.toContain("its edition");
});
