import { expect, it } from "vitest";
import { getAlbum } from "../../src/library/items/albums.ts";
import { importReleases } from "../../src/importers/release/import.ts";
import { importing, importWords, rows, type Importing } from "../helpers/importing.ts";
import { scanning, song, type Scanning } from "./scanning.ts";

const words = { title: "Nevermind", artist: "Nirvana" };

interface Song {
  title: string;
  lengthMs: number;
}

/** What a complete import makes of the album. */
async function importAll(stage: Importing, force = false): Promise<Song[]> {
  const { itemId } = await importWords(stage.context, words, { force });
  await importReleases(stage.context, getAlbum(stage.db, itemId!)!);
  return songs(stage);
}

const songs = ({ db }: Importing): Song[] =>
  rows<Song>(db, "SELECT title, length_ms AS lengthMs FROM tracks ORDER BY id");

const uniqueSongs = (all: Song[]): Song[] =>
  all.filter(({ title, lengthMs }, at) => lengthMs && all.findIndex((each) => each.title === title) === at);

function putAlbum(stage: Scanning, all: Song[]): void {
  all.forEach(({ title, lengthMs }, at) => {
    const tags = {
      TITLE: title.toUpperCase(),
      ARTIST: "nirvana",
      ALBUM: "NEVERMIND",
      TRACKNUMBER: String(at + 1),
    };
    stage.put(`Nevermind/${at + 1}.flac`, song(tags, { seconds: (lengthMs + 900) / 1000 }));
  });
}

it("links files without MBIDs to an album that was imported by title, and doubles nothing", async () => {
  const library = await importing();
  const imported = await importAll(library);
  const stage = await scanning(library.db);
  putAlbum(stage, uniqueSongs(imported));
  const result = await stage.scan();
  expect(result).toMatchObject({ albumsCreated: 0, tracksCreated: 0, artistsCreated: 0 });
  expect(result.new).toBe(uniqueSongs(imported).length);
  expect(songs(library)).toEqual(imported);
});

it("lets a later import fill up what a scan made, and doubles nothing", async () => {
  const expected = await importAll(await importing());
  const library = await importing();
  const stage = await scanning(library.db);
  putAlbum(stage, uniqueSongs(expected));
  await stage.scan();
  const linked = rows(library.db, "SELECT id, track_id FROM files");
  await importAll(library, true);
  expect(rows(library.db, "SELECT id FROM albums")).toHaveLength(1);
  expect(rows(library.db, "SELECT name FROM artists WHERE name_key = 'nirvana'")).toHaveLength(1);
  const titles = (all: Song[]): string[] => all.map(({ title }) => title).sort();
  expect(titles(songs(library))).toEqual(titles(expected));
  expect(rows(library.db, "SELECT id, track_id FROM files")).toEqual(linked);
  const unnamed = `SELECT id FROM tracks WHERE NOT EXISTS (SELECT 1 FROM identifiers
    WHERE item_type = 'track' AND item_id = tracks.id AND kind = 'musicbrainz_recording')`;
  expect(rows(library.db, unnamed)).toEqual([]);
});
