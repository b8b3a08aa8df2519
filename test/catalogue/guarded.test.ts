import { closeSync, openSync, writeSync } from "node:fs";
import { expect, it } from "vitest";
import { guarded } from "../../src/catalogue/guarded.ts";
import { createLayered } from "../../src/catalogue/layered.ts";
import { createCatalogueSource } from "../../src/catalogue/source.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import { UnavailableError } from "../../src/errors.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

const mbid = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

/** A catalogue of which the first page of every table and index is overwritten, but for those that are read on opening. */
async function damagedSource() {
  const stage = catalogueStage();
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  const whole = stage.open().db;
  const size = whole.pragma("page_size", { simple: true }) as number;
  const roots = whole
    .prepare<[], number>(
      "SELECT rootpage FROM sqlite_master WHERE rootpage > 1 AND tbl_name NOT IN ('about', 'dictionaries') AND tbl_name NOT LIKE '%words%'",
    )
    .pluck()
    .all();
  whole.close();
  const file = openSync(stage.path, "r+");
  for (const root of roots) writeSync(file, Buffer.alloc(size, 0xff), 0, size, (root - 1) * size);
  closeSync(file);
  return guarded(createCatalogueSource(stage.open()), stamp);
}

it("whatever a damaged file is asked, SQLite's own fault never comes of it", async () => {
  const source = await damagedSource();
  expect(source.hasArtist(mbid)).toBe(false);
  expect(source.releasesAtHand(mbid)).toBeUndefined();
  const unavailable = { rejects: expect.any(UnavailableError) as unknown };
  const answers = [
    source.lookUpAlbum(mbid),
    source.lookUpArtist(mbid),
    source.findAlbumOfRelease(mbid),
    source.findAlbumsByBarcode(["724382975229"]),
    source.lookUpAddress(new URL("https://open.spotify.com/album/1").href),
    source.albumPages(mbid).next(),
    source.releasePages(mbid).next(),
  ];
  for (const answer of answers)
    expect({ rejects: await answer.then(() => "an answer", (error: unknown) => error) }).toEqual(unavailable); // prettier-ignore
});

it("an artist's albums come from the web then", async () => {
  const asked: string[] = [];
  const web = { albumPages: (artist: string) => asked.push(artist) } as unknown as MusicBrainz;
  createLayered(await damagedSource(), web).albumPages(mbid, undefined);
  expect(asked).toEqual([mbid]);
});
