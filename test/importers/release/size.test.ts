import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { column, importing, importWords } from "../../helpers/importing.ts";
import { boxSet, countAdded } from "./albums.ts";

test("twenty albums with pages of 500 tracks are saved a release at a time, a big one never with another in one transaction", async () => {
  const albums = Array.from({ length: 20 }, (_, at) => boxSet(`Box ${at}`, 2, 250));
  const t = await importing(buildDemoCatalogue(albums));
  const { context, added } = countAdded(t, "releases");
  for (const album of albums) {
    const { itemId } = await importWords(context, { mbid: album.id });
    const result = await importReleases(context, getAlbum(t.db, itemId!)!);
    expect(result).toMatchObject({ saved: { created: 2 }, providers: [{ errors: [] }] });
  }
  expect(Math.max(...added)).toBe(1);
  expect(column(t.db, "SELECT count(*) FROM releases")).toEqual([40]);
  expect(column(t.db, "SELECT count(*) FROM release_tracks")).toEqual([10_000]);
  expect(t.asked().filter((each) => each === "browse release")).toHaveLength(20);
});

test("a release with more tracks than a statement has parameters is saved whole", async () => {
  const t = await importing(buildDemoCatalogue([boxSet("Everything", 1, 3500)]));
  const { itemId } = await importWords(t.context, { title: "Everything", artist: "The Boxes" });
  const album = getAlbum(t.db, itemId!)!;
  expect(await importReleases(t.context, album)).toMatchObject({ saved: { created: 1 } });
  expect(column(t.db, "SELECT count(*) FROM tracks")).toEqual([3500]);
  expect(await importReleases(t.context, album)).toMatchObject({ saved: { unchanged: 1 } });
});
