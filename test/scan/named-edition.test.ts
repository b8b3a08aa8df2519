import { expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";
import { importReleases } from "../../src/importers/release/import.ts";
import { getAlbum } from "../../src/library/items/albums.ts";
import { ownRelease } from "../../src/library/write/decisions/owned-release.ts";
import { importing, importWords } from "../helpers/importing.ts";
import { scanning, song, type Scanning } from "./scanning.ts";

/** Two editions of one album have recordings of their own under the same titles: which of them a file is, the edition that it names tells. */

const artist = { id: madeUpMbid("artist", "Named"), name: "The Named" };
const songs: [title: string, lengthMs: number][] = [
  ["One", 200_000],
  ["Two", 230_000],
];
const mbidOf = (edition: string): string => madeUpMbid("release", `Named ${edition}`);

function edition(name: string): DemoAlbum["releases"][number] {
  const media = [{ format: "CD" as const, tracks: numbered(`Named ${name}`, songs) }];
  return { id: mbidOf(name), events: [["1999", "GB"]], barcode: null, media };
}

const album: DemoAlbum = {
  id: madeUpMbid("album", "Named"),
  title: "Twice",
  primaryType: "Album",
  firstReleased: "1999",
  genres: [],
  credits: [{ artist }],
  releases: [edition("r1"), edition("r2")],
};

async function scene(): Promise<Scanning> {
  const library = await importing(buildDemoCatalogue([album]));
  const { itemId } = await importWords(library.context, { title: "Twice", artist: "The Named" });
  await importReleases(library.context, getAlbum(library.db, itemId!)!);
  return scanning(library.db);
}

interface Told {
  /** Undefined: none is named. */
  names?: string;
  /** Longer than the release says, s. */
  off?: number;
  unnumbered?: boolean;
  comment?: string;
}

function put(stage: Scanning, folder: string, { names, off = 0, unnumbered, comment = "" }: Told): void {
  songs.forEach(([title, lengthMs], at) => {
    const tags = {
      TITLE: title,
      ALBUM: "Twice",
      ARTIST: "The Named",
      COMMENT: comment,
      TRACKNUMBER: unnumbered ? "" : String(at + 1),
      MUSICBRAINZ_ALBUMID: names === undefined ? "" : mbidOf(names),
    };
    const seconds = lengthMs / 1000 + off;
    stage.put(`${folder}/${at}.flac`, song(tags, { seconds, audio: `${folder} ${title}` }));
  });
}

const nameOf = new Map(["r1", "r2"].map((name) => [mbidOf(name), name]));

/** Per file, in the order of their paths: the edition on which its track stands. */
function editionsOf(stage: Scanning): string[] {
  const found = stage.rows<{ mbid: string | null }>(`
    SELECT (SELECT value FROM release_tracks JOIN identifiers ON item_type = 'release' AND item_id = release_id
      WHERE release_tracks.track_id = files.track_id AND identifiers.kind = 'musicbrainz_release') AS mbid FROM files ORDER BY path`);
  return found.map(({ mbid }) => nameOf.get(mbid ?? "") ?? "none");
}

it.each<[string, Told, string]>([
  ["the first, by MBID", { names: "r1" }, "r1"],
  ["the second, by MBID", { names: "r2" }, "r2"],
  ["the second, a few seconds off", { names: "r2", off: 3 }, "r2"],
  ["none: it is the one that was listed first", {}, "r2"],
  ["the second, at another length", { names: "r2", off: 40 }, "none"],
])("files name %s", async (_, told, expected) => {
  const stage = await scene();
  put(stage, "a", told);
  await stage.scan();
  expect(editionsOf(stage)).toEqual([expected, expected]);
});

it("a copy of each edition is a copy of each, in one scan or two, and retagged it is the other's", async () => {
  const stage = await scene();
  put(stage, "b", { names: "r2" });
  await stage.scan();
  put(stage, "a", { names: "r1" });
  put(stage, "c", { names: "r2" });
  await stage.scan();
  expect(editionsOf(stage)).toEqual(["r1", "r1", "r2", "r2", "r2", "r2"]);
  put(stage, "b", { names: "r1" });
  await stage.scan();
  expect(editionsOf(stage)).toEqual(["r1", "r1", "r1", "r1", "r2", "r2"]);
  expect(stage.rows("SELECT id FROM tracks")).toHaveLength(4);
});

it("a recording that was laid wrong is mended once the file is read again, unless a person said which edition it is", async () => {
  const stage = await scene();
  put(stage, "a", { names: "r2" });
  await stage.scan();
  const [first] = stage.rows<{ id: number }>(
    `SELECT item_id AS id FROM identifiers WHERE item_type = 'release' AND value = '${mbidOf("r1")}'`,
  );
  stage.db.$client.exec(`UPDATE files SET track_id = (SELECT track_id FROM release_tracks
    WHERE release_id = ${first!.id} AND position = files.told_number)`);
  expect(editionsOf(stage)).toEqual(["r1", "r1"]);
  ownRelease(stage.db, 1, first!.id, 1);
  put(stage, "a", { names: "r2", comment: "read again" });
  await stage.scan();
  expect(editionsOf(stage)).toEqual(["r1", "r1"]);
  stage.db.$client.exec("UPDATE albums SET owned_release_by = NULL, owned_release_id = NULL");
  put(stage, "a", { names: "r2", comment: "and again" });
  await stage.scan();
  expect(editionsOf(stage)).toEqual(["r2", "r2"]);
});
