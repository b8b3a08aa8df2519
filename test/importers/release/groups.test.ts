import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { column, importing, importWords } from "../../helpers/importing.ts";
import { boxSet, countAdded } from "./albums.ts";

async function albumOf(releases: number, tracks: number) {
  const t = await importing(buildDemoCatalogue([boxSet("Box", releases, tracks)]));
  const { itemId } = await importWords(t.context, { title: "Box", artist: "The Boxes" });
  return { t, album: getAlbum(t.db, itemId!)! };
}

/** Releases, tracks of each, and how many releases each transaction added. */
const sizes = [
  [25, 10, [10, 10, 5]],
  [3, 40, [2, 1]],
  [3, 150, [1, 1, 1]],
  [4, 0, [4]],
] as const;

test.each(sizes)("%i new releases of %i tracks share transactions of a hundred tracks", async (...size) => {
  const [releases, tracks, wanted] = size;
  const { t, album } = await albumOf(releases, tracks);
  const { context, added } = countAdded(t, "releases");
  expect(await importReleases(context, album)).toMatchObject({ saved: { created: releases } });
  expect(added.filter((count) => count > 0)).toEqual(wanted);
  const again = countAdded(t, "releases");
  expect(await importReleases(again.context, album)).toMatchObject({ saved: { unchanged: releases } });
  expect(again.added.length).toBeGreaterThanOrEqual(releases); // what is known goes alone
});

test("where one release of a group can't be saved, those before it are kept, and told as populated", async () => {
  const { t, album } = await albumOf(12, 5);
  t.db.$client.exec(`CREATE TRIGGER full BEFORE INSERT ON releases WHEN (SELECT count(*) FROM releases) = 7
    BEGIN SELECT raise(ABORT, 'no more'); END`);
  const result = await importReleases(t.context, album);
  expect(result).toMatchObject({
    saved: { created: 7 },
    providers: [{ outcome: "failed", errors: [expect.stringContaining("no more")] }],
  });
  expect(column(t.db, "SELECT count(*) FROM releases")).toEqual([7]);
  expect(result.providers[0]!.dataPopulated).toContain("tracks");
  t.db.$client.exec("DROP TRIGGER full");
  expect(await importReleases(t.context, album)).toMatchObject({ saved: { created: 5, unchanged: 7 } });
});
