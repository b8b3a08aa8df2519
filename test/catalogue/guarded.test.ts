import { closeSync, openSync, writeSync } from "node:fs";
import { expect, it } from "vitest";
import { guardedSource } from "../../src/catalogue/guarded.ts";
import { createLayered } from "../../src/catalogue/layered.ts";
import type { MusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import { UnavailableError } from "../../src/errors.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

const mbid = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

/** Tables of a catalogue, but for those that are read on opening: what is read when it is asked, and when it is made. */
const damages = ["NOT LIKE '%words%'", "LIKE '%words%'"];

/** A catalogue of which the first page of these tables, and of their indexes, is overwritten. */
async function damagedCatalogue(tables: string) {
  const stage = catalogueStage();
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  const whole = stage.open().db;
  const size = whole.pragma("page_size", { simple: true }) as number;
  const roots = whole
    .prepare<[], number>(
      `SELECT rootpage FROM sqlite_master WHERE rootpage > 1 AND tbl_name NOT IN ('about', 'dictionaries') AND tbl_name ${tables}`,
    )
    .pluck()
    .all();
  whole.close();
  expect(roots.length).toBeGreaterThan(1);
  const file = openSync(stage.path, "r+");
  for (const root of roots) writeSync(file, Buffer.alloc(size, 0xff), 0, size, (root - 1) * size);
  closeSync(file);
  return stage;
}

const damagedSource = async (tables: string) => guardedSource((await damagedCatalogue(tables)).open());

it.each(damages)(
  "whatever a file damaged in tables %s is asked, SQLite's own fault never comes of it",
  async (tables) => {
    const source = await damagedSource(tables);
    expect(source.hasArtist(mbid)).toBe(false);
    expect(source.releasesAtHand(mbid)).toBeUndefined();
    const unavailable = { rejects: expect.any(UnavailableError) as unknown };
    const answers = [
      source.searchAlbums({ readings: [{ title: "Nevermind" }], how: "forgiving" }),
      source.searchArtists("Nirvana"),
      source.lookUpAlbum(mbid),
      source.lookUpArtist(mbid),
      source.findAlbumOfRelease(mbid),
      source.findAlbumsByBarcode(["724382975229"]),
      source.lookUpAddress(new URL("https://open.spotify.com/album/1").href),
      source.albumPages(mbid).next(),
      source.lookUpCollection(mbid),
      source.collectionPages({ mbid, name: "", holds: "release" }).next(),
      source.releasePages(mbid).next(),
    ];
    for (const answer of answers)
    expect({ rejects: await answer.then(() => "an answer", (error: unknown) => error) }).toEqual(unavailable); // prettier-ignore
  },
);

it.each(damages)("an artist's albums come from the web then (%s)", async (tables) => {
  const asked: string[] = [];
  const web = { albumPages: (artist: string) => asked.push(artist) } as unknown as MusicBrainz;
  createLayered(await damagedSource(tables), web).albumPages(mbid, undefined);
  expect(asked).toEqual([mbid]);
});

it("pages that can't be read come from the web, whole, and the fault is told once", async () => {
  const told: string[] = [];
  const damaged = guardedSource((await damagedCatalogue(damages[0]!)).open(), ({ says }) => told.push(says));
  const page = { releases: [], total: 0 };
  const web = {
    async *releasePages() {
      yield await Promise.resolve(page);
    },
    lookUpAlbum: () => Promise.resolve(undefined),
  } as unknown as MusicBrainz;
  // As where the file is damaged after it was asked what it has.
  const layered = createLayered({ ...damaged, hasAlbum: () => true }, web);
  const pages: unknown[] = [];
  for await (const each of layered.releasePages(mbid)) pages.push(each);
  expect(pages).toEqual([page]);
  expect(await layered.lookUpAlbum(mbid)).toBeUndefined();
  expect(told).toEqual([expect.stringContaining("importer catalogue verify --deep")]);
});

it("a fault that is not the file's is none to be passed over", async () => {
  const broken = { lookUpAlbum: () => Promise.reject(new TypeError("a slip")) };
  const layered = createLayered(broken as never, {} as MusicBrainz);
  await expect(layered.lookUpAlbum(mbid)).rejects.toThrow("a slip");
});

it("a command that asks the web in the place of a damaged file says so, once", async () => {
  const { importer } = await damagedCatalogue(damages[0]!);
  const { stderr } = await importer(["album", "Nevermind", "-a", "Nirvana", "-p", "musicbrainz"]);
  expect(stderr.match(/catalogue verify --deep; MusicBrainz itself is asked instead/g)).toHaveLength(1);
});

it.each(damages)(
  "a command that asks a file damaged in tables %s says so, and its check says what to do",
  async (tables) => {
    const { importer, path } = await damagedCatalogue(tables);
    const asked = await importer(["album", "Nirvana - Nevermind"], { env: { IMPORTER_CATALOGUE: "only" } });
    expect([asked.exitCode, asked.stdout]).toEqual([5, expect.stringContaining("catalogue verify --deep")]);
    const checked = await importer(["catalogue", "verify", "--deep"]);
    expect([checked.exitCode, checked.stderr]).toEqual([1, expect.stringContaining(`${path} is damaged`)]);
  },
);
