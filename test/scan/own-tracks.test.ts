import { expect, it } from "vitest";
import { oggVorbis } from "../helpers/audio/ogg.ts";
import { listAlbumTracks } from "../../src/library/details/album-tracks.ts";
import { scanning, song, tracksOf, type Scanning } from "./scanning.ts";

const count = (stage: Scanning): number => stage.rows("SELECT id FROM tracks").length;
const places = (stage: Scanning) =>
  listAlbumTracks(stage.db, 1).map(({ disc, number, title }) => `${disc ?? "-"}.${number ?? "-"} ${title}`);

it.each<[string, Parameters<typeof song>[0][], number[], number]>([
  ["two lengths", [{}, {}], [200, 20], 2],
  ["no numbers and one length", [{}, {}], [200, 200], 2],
  [
    "two artists",
    [
      { ARTIST: "A", TRACKNUMBER: "1" },
      { ARTIST: "B", TRACKNUMBER: "1" },
    ],
    [60, 60],
    2,
  ],
  ["two sides", [{ TRACKNUMBER: "A1" }, { TRACKNUMBER: "B1" }], [200, 200], 2],
  ["two discs", [{ TRACKNUMBER: "1" }, { TRACKNUMBER: "1", DISCNUMBER: "2" }], [200, 200], 2],
  [
    "no artist",
    [
      { ARTIST: "", ALBUMARTIST: "", TRACKNUMBER: "1" },
      { ARTIST: "", ALBUMARTIST: "", TRACKNUMBER: "1" },
    ],
    [200, 200],
    2,
  ],
  ["three seconds between them", [{ TRACKNUMBER: "1" }, { TRACKNUMBER: "1" }], [200, 203], 2],
  ["all the same", [{ TRACKNUMBER: "1" }, { TRACKNUMBER: "01" }], [200, 201], 1],
  [
    "all the same, and disc 1 said once",
    [{ TRACKNUMBER: "1" }, { TRACKNUMBER: "1/9", DISCNUMBER: "1" }],
    [200, 201],
    1,
  ],
])("takes two files of one title for as many tracks as they are: %s", async (_, tags, seconds, expected) => {
  const stage = await scanning();
  const all = { TITLE: "Allegro", ALBUMARTIST: "The Testers" };
  tags.forEach((each, at) =>
    stage.put(`${at}.flac`, song({ ...all, ...each }, { seconds: seconds[at]!, audio: String(at) })),
  );
  await stage.scan();
  expect(count(stage)).toBe(expected);
});

it("takes a file whose length nobody knows for a track of its own", async () => {
  const stage = await scanning();
  const tags = { TITLE: "Allegro", ARTIST: "A", ALBUM: "B", TRACKNUMBER: "1" };
  stage.put("1.flac", song(tags, { audio: "one" }));
  stage.put("2.ogg", oggVorbis(tags).subarray(0, 4000)); // nothing but headers is left of it
  await stage.scan();
  expect(count(stage)).toBe(2);
});

it("keeps numbers and discs, and shows them in order", async () => {
  const stage = await scanning();
  for (const disc of [2, 1]) {
    for (const number of [10, 2, 1]) {
      const tags = { TITLE: `Song ${disc}.${number}`, TRACKNUMBER: `${number}/12`, DISCNUMBER: `${disc}/2` };
      stage.put(`CD${disc}/${number}.flac`, song(tags));
    }
  }
  stage.put("bonus.flac", song({ TITLE: "Bonus" }));
  await stage.scan();
  expect(places(stage)).toEqual([
    "1.1 Song 1.1",
    "1.2 Song 1.2",
    "1.10 Song 1.10",
    "-.- Bonus",
    "2.1 Song 2.1",
    "2.2 Song 2.2",
    "2.10 Song 2.10",
  ]);
  expect(listAlbumTracks(stage.db, 1)[0]!.files).toMatchObject([{ state: "read", toldBy: "tags" }]);
});

it("orders the sides of a record", async () => {
  const stage = await scanning();
  for (const number of ["B2", "A10", "B1", "A2"])
    stage.put(`${number}.flac`, song({ TITLE: number, TRACKNUMBER: number }));
  await stage.scan();
  expect(places(stage).map((place) => place.split(" ")[1])).toEqual(["A2", "A10", "B1", "B2"]);
});

/** As 0.1 left it: two files of one track, nothing measured, nothing numbered. */
async function mergedBy01(): Promise<Scanning> {
  const stage = await scanning();
  const tags = { TITLE: "Defeat", ALBUMARTIST: "Various Artists" };
  stage.put("1.flac", song({ ...tags, ARTIST: "One" }, { seconds: 8.5, audio: "one" }));
  stage.put("2.flac", song({ ...tags, ARTIST: "Two" }, { seconds: 14.2, audio: "two" }));
  await stage.scan();
  stage.rows(
    "UPDATE files SET track_id = 1, audio_hash = NULL, ctime_ms = NULL, reader_version = 1 RETURNING id",
  );
  stage.rows("UPDATE tracks SET length_ms = NULL, number = NULL RETURNING id");
  stage.rows("DELETE FROM tracks WHERE id = 2 RETURNING id");
  stage.rows(`INSERT INTO lyrics (track_id, plain, synced, instrumental, source, fetched_at)
    VALUES (1, 'la', '[09:00.00] la', 0, 'lrclib', 1) RETURNING track_id`);
  stage.rows("UPDATE tracks SET lyrics_status = 'available' RETURNING id");
  return stage;
}

it("reads what 0.1 read once more, and takes apart what it had put together", async () => {
  const stage = await mergedBy01();
  expect(await stage.scan()).toMatchObject({ changed: 2, unchanged: 0, tracksCreated: 1 });
  expect(tracksOf(stage)).toEqual(["First / Defeat / One", "First / Defeat / Two"]);
  expect(
    stage.rows("SELECT track_id, length_ms FROM files JOIN tracks ON tracks.id = track_id ORDER BY path"),
  ).toMatchObject([{ track_id: 1, length_ms: 8500 }, { length_ms: 14_200 }]);
  expect(stage.rows("SELECT DISTINCT lyrics_status FROM tracks")).toEqual([{ lyrics_status: "not_fetched" }]);
  expect(await stage.scan()).toMatchObject({ changed: 0, unchanged: 2 });
});

it("leaves no empty album, artist or track behind when tags change", async () => {
  const stage = await scanning();
  for (const at of [1, 2])
    stage.put(`${at}.flac`, song({ TITLE: `Song ${at}`, ALBUM: "Wrnog", ARTIST: "AC" }));
  await stage.scan();
  for (const at of [1, 2])
    stage.put(`${at}.flac`, song({ TITLE: `Song ${at}`, ALBUM: "Right", ARTIST: "AC/DC" }));
  expect(await stage.scan()).toMatchObject({ changed: 2, tracksCreated: 0 });
  expect(stage.rows("SELECT title FROM albums")).toEqual([{ title: "Right" }]);
  expect(stage.rows("SELECT name FROM artists")).toEqual([{ name: "AC/DC" }]);
  expect(count(stage)).toBe(2);
});
