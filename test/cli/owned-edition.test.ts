import { join } from "node:path";
import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoTrackRow } from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

const name = "Two Ways";
const rows: DemoTrackRow[] = ["One", "Two", "Three", "Four"].map((title, at) => [
  title,
  180_000 + at * 10_000,
]);
const songs = rows.map(([title, lengthMs]): Song => [title, lengthMs!]);
const artist = { id: madeUpMbid("artist", "Ways"), name: "Ways" };

function release(edition: string, tracks: DemoTrackRow[]): DemoAlbum["releases"][number] {
  const media = [{ format: "CD" as const, tracks: numbered(name, tracks) }];
  return { id: madeUpMbid("release", edition), events: [["1999", "GB"]], barcode: null, media };
}

const plain = release("plain", rows);
const deluxe = release("deluxe", [...rows, ["Five", 300_000]]);
const other = release("other", [...rows, ["Five", 300_000]]);

function album(...releases: DemoAlbum["releases"]): DemoAlbum {
  const facts = { title: name, primaryType: "Album", firstReleased: "1999", genres: [] };
  return { id: madeUpMbid("album", name), ...facts, credits: [{ artist }], releases };
}

const tags = { ALBUM: name, ARTIST: "Ways" };
const musicOf = (stage: Stage, folder = "a"): string => join(stage.home, "..", "music", folder);

interface Shown {
  ownedRelease: { id: number; mbid: string; by: string } | null;
  media: { releaseId: number }[];
  tracks: { title: string; files: { path: string; duplicateOf: string | null }[] }[];
}
const shown = async (stage: Stage): Promise<Shown> =>
  documentOf<Shown>(await stage.importer(["show", "album", "1", "--json"]));

async function completed(stage: Stage): Promise<Shown> {
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  expect(await stage.importer(["complete", "--no-enrich"])).toMatchObject({ exitCode: 0 });
  return shown(stage);
}

test("number, titles and lengths of the files say which edition it is; show begins with that one", async () => {
  const stage = await createStage(buildDemoCatalogue([album(deluxe, plain)]));
  writeAlbum(musicOf(stage), tags, songs);
  const { ownedRelease, media } = await completed(stage);
  expect(ownedRelease).toMatchObject({ mbid: plain.id, by: "track_list" });
  expect(media[0]!.releaseId).toBe(ownedRelease!.id);
  const words = (await stage.importer(["show", "album", "1"])).stdout;
  expect(words).toContain(
    `yours      release ${ownedRelease!.id}, 1999 GB CD: by number, titles and lengths of its files`,
  );
});

test("of two editions that fit equally none is chosen; the MBID in the files decides, and a person's word stays", async () => {
  const stage = await createStage(buildDemoCatalogue([album(deluxe, other)]));
  writeAlbum(musicOf(stage), tags, [...songs, ["Five", 300_000]]);
  expect((await completed(stage)).ownedRelease).toBeNull();
  writeAlbum(musicOf(stage), { ...tags, MUSICBRAINZ_ALBUMID: other.id }, [...songs, ["Five", 300_000]]);
  await stage.importer(["scan", musicOf(stage)]);
  expect((await shown(stage)).ownedRelease).toMatchObject({ mbid: other.id, by: "file" });
});

test("a release that goes, or comes back with its undoing, is or is not the user's", async () => {
  const stage = await createStage(buildDemoCatalogue([album(deluxe, plain)]));
  writeAlbum(musicOf(stage), tags, songs);
  const { ownedRelease } = await completed(stage);
  const removal = await stage.importer(["remove", "release", String(ownedRelease!.id)]);
  expect(removal).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("take it back") });
  expect((await shown(stage)).ownedRelease).toBeNull();
  expect(await stage.rows("SELECT owned_release_id AS id FROM albums")).toEqual([{ id: null }]);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  expect(await stage.importer(["undo", String(runs[0]!.id)])).toMatchObject({ exitCode: 0 });
  expect((await shown(stage)).ownedRelease).toEqual(ownedRelease);
});

test("a second copy of it is shown as that, and stays a file of its own", async () => {
  const stage = await createStage(buildDemoCatalogue([album(plain)]));
  const first = writeAlbum(musicOf(stage, "a"), tags, songs);
  await stage.importer(["scan", musicOf(stage, "a")]);
  const second = writeAlbum(musicOf(stage, "b"), tags, songs);
  const { ownedRelease, tracks } = await completed(stage);
  expect(ownedRelease).toMatchObject({ mbid: plain.id });
  const copies = tracks.flatMap(({ files }) => files.map(({ duplicateOf }) => duplicateOf));
  expect(copies.filter((each) => each !== null)).toEqual(first.map((path) => expect.stringContaining(path)));
  const words = (await stage.importer(["show", "album", "1"], { columns: 2000 })).stdout;
  expect(words).toContain(`${second[0]}: duplicate of file ${first[0]}`);
  const listed = documentOf<{ path: string; duplicateOf: string | null }[]>(
    await stage.importer(["list", "files", "--json"]),
  );
  const ofCopies = listed.filter(({ path }) => second.includes(path)).map(({ duplicateOf }) => duplicateOf);
  expect([listed.length, ofCopies]).toEqual([8, first]);
});
