import { expect, it } from "vitest";
import { flac, mp3 } from "../helpers/audio.ts";
import { wav } from "../helpers/audio/wav.ts";
import { scanning, song, tracksOf, uuid } from "./scanning.ts";

it("makes an album, its artist and its tracks of what the tags say", async () => {
  const stage = await scanning();
  stage.put("First/01.flac", song({ TITLE: "One", TRACKNUMBER: "1", DATE: "1999-05" }, { seconds: 100 }));
  stage.put("First/02.flac", song({ TITLE: "Two", TRACKNUMBER: "2", DATE: "1999-05" }, { seconds: 200 }));
  const result = await stage.scan();
  expect(result).toMatchObject({
    seen: 2,
    new: 2,
    albumsCreated: 1,
    tracksCreated: 2,
    artistsCreated: 1,
    left: 0,
  });
  expect(stage.rows("SELECT title, first_release_date, release_year FROM albums")).toEqual([
    { title: "First", first_release_date: "1999-05", release_year: 1999 },
  ]);
  expect(stage.rows("SELECT title, length_ms FROM tracks ORDER BY title")).toEqual([
    { title: "One", length_ms: 100_000 },
    { title: "Two", length_ms: 200_000 },
  ]);
  expect(stage.rows("SELECT name FROM artists")).toEqual([{ name: "The Testers" }]);
});

it("files that name no artist are by whoever the others of their album are by", async () => {
  const stage = await scanning();
  for (const at of [1, 2, 3, 4, 5]) {
    const tags = { TITLE: `Song ${at}`, TRACKNUMBER: String(at), ALBUM: "Half" };
    const all = song(tags, { seconds: 100 + at });
    stage.put(`Half/0${at}.flac`, at < 3 ? all : flac(tags, { seconds: 100 + at }));
  }
  await stage.scan();
  expect(
    stage.rows(
      "SELECT title, name FROM albums JOIN album_artists ON album_id = albums.id JOIN artists ON artists.id = artist_id",
    ),
  ).toEqual([{ title: "Half", name: "The Testers" }]);
});

it("keeps the MBIDs, ISRCs, barcodes and catalogue numbers of the tags as identifiers", async () => {
  const stage = await scanning();
  const tags = {
    TITLE: "One",
    MUSICBRAINZ_TRACKID: uuid(1),
    MUSICBRAINZ_ALBUMID: uuid(2),
    MUSICBRAINZ_RELEASEGROUPID: uuid(3),
    MUSICBRAINZ_ARTISTID: uuid(4),
    ISRC: "GB-AYE-73-00101",
    BARCODE: "5099902987729",
    CATALOGNUMBER: "SHVL 804",
  };
  stage.put("one.flac", song(tags));
  await stage.scan();
  expect(stage.rows("SELECT item_type, kind, value FROM identifiers ORDER BY item_type, kind")).toEqual([
    { item_type: "album", kind: "barcode", value: "5099902987729" },
    { item_type: "album", kind: "catalog_number", value: "SHVL 804" },
    { item_type: "album", kind: "musicbrainz_release", value: uuid(2) },
    { item_type: "album", kind: "musicbrainz_release_group", value: uuid(3) },
    { item_type: "artist", kind: "musicbrainz_artist", value: uuid(4) },
    { item_type: "track", kind: "isrc", value: "GBAYE7300101" },
    { item_type: "track", kind: "musicbrainz_recording", value: uuid(1) },
  ]);
});

it("reads the MBIDs of an MP3, and takes the same recording in two formats for one track", async () => {
  const stage = await scanning();
  const frames = { TIT2: "One", TPE1: "The Testers", TALB: "First" };
  stage.put(
    "a/one.mp3",
    mp3({ frames, recordingMbid: uuid(1), texts: { "MusicBrainz Release Group Id": uuid(3) } }),
  );
  const other = {
    TITLE: "Uno",
    ALBUM: "Erste",
    MUSICBRAINZ_TRACKID: uuid(1),
    MUSICBRAINZ_RELEASEGROUPID: uuid(3),
  };
  stage.put("b/one.flac", song(other));
  expect(await stage.scan()).toMatchObject({ new: 2, albumsCreated: 1, tracksCreated: 1 });
  expect(stage.rows("SELECT DISTINCT track_id FROM files")).toHaveLength(1);
});

it("takes a compilation for one album of various artists, also when its next file comes later", async () => {
  const stage = await scanning();
  for (const at of [1, 2, 3]) {
    const tags = { TITLE: `Song ${at}`, ARTIST: `Singer ${at}`, ALBUM: "Hits", TRACKNUMBER: String(at) };
    stage.put(`Hits/${at}.flac`, song(tags));
  }
  expect(await stage.scan()).toMatchObject({ albumsCreated: 1, tracksCreated: 3 });
  stage.put("Hits/4.flac", song({ TITLE: "Song 4", ARTIST: "Singer 4", ALBUM: "Hits", TRACKNUMBER: "4" }));
  expect(await stage.scan()).toMatchObject({ albumsCreated: 0, tracksCreated: 1, new: 1, unchanged: 3 });
  expect(stage.rows("SELECT credited_as FROM album_artists")).toEqual([{ credited_as: "Various Artists" }]);
});

it("takes guests for guests: the album stays that of its artist", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }));
  stage.put("2.flac", song({ TITLE: "Two", ARTIST: "The Testers feat. Somebody" }));
  expect(await stage.scan()).toMatchObject({ albumsCreated: 1, artistsCreated: 1 });
  expect(tracksOf(stage)).toEqual(["First / One / The Testers", "First / Two / The Testers feat. Somebody"]);
});

it("gives each of several artists a place in the credit", async () => {
  const stage = await scanning();
  const ids = [uuid(5), uuid(6)];
  const people = { ALBUMARTIST: "Queen & David Bowie", ALBUMARTISTS: ["Queen", "David Bowie"] };
  stage.put("1.flac", song({ TITLE: "Under", ...people, MUSICBRAINZ_ALBUMARTISTID: ids }));
  await stage.scan();
  expect(stage.rows("SELECT credited_as, join_phrase FROM album_artists ORDER BY position")).toEqual([
    { credited_as: "Queen", join_phrase: " & " },
    { credited_as: "David Bowie", join_phrase: "" },
  ]);
  expect(stage.rows("SELECT value FROM identifiers WHERE item_type = 'artist' ORDER BY value")).toEqual(
    ids.map((value) => ({ value })),
  );
});

it("keeps albums apart that lie in one folder, also two of the same title without album artists", async () => {
  const stage = await scanning();
  for (const artist of ["Queen", "ABBA"]) {
    for (const at of [1, 2]) {
      const tags = {
        TITLE: `${artist} ${at}`,
        ARTIST: artist,
        ALBUM: "Greatest Hits",
        TRACKNUMBER: String(at),
      };
      stage.put(`${artist} ${at}.flac`, song(tags));
    }
  }
  stage.put("other.flac", song({ TITLE: "Other", ARTIST: "Queen", ALBUM: "Another" }));
  await stage.scan();
  expect(tracksOf(stage)).toEqual([
    "Another / Other / Queen",
    "Greatest Hits / ABBA 1 / ABBA",
    "Greatest Hits / ABBA 2 / ABBA",
    "Greatest Hits / Queen 1 / Queen",
    "Greatest Hits / Queen 2 / Queen",
  ]);
  expect(stage.rows("SELECT id FROM albums")).toHaveLength(3);
});

it("puts an album together that lies in a folder for each disc", async () => {
  const stage = await scanning();
  stage.put("Wall/Disc 1/01.flac", song({ TITLE: "One", ALBUM: "Wall (Disc 1)", TRACKNUMBER: "1" }));
  stage.put(
    "Wall/Disc 2/01.flac",
    song({ TITLE: "Two", ALBUM: "Wall (Disc 2)", TRACKNUMBER: "1", ARTIST: "Guest" }),
  );
  stage.put(
    "Wall/Disc 2/02.flac",
    song({ TITLE: "Three", ALBUM: "Wall", TRACKNUMBER: "2", DISCNUMBER: "2" }),
  );
  await stage.scan();
  expect(stage.rows("SELECT title FROM albums")).toEqual([{ title: "Wall" }]);
});

it("tells two tracks of one title apart by their numbers, and two copies of one track not", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "Interlude", TRACKNUMBER: "1" }, { seconds: 30 }));
  stage.put("5.flac", song({ TITLE: "Interlude", TRACKNUMBER: "5" }, { seconds: 31 }));
  stage.put("5 (copy).flac", song({ TITLE: "Interlude", TRACKNUMBER: "5" }, { seconds: 31 }));
  expect(await stage.scan()).toMatchObject({ new: 3, tracksCreated: 2 });
});

it.each(["", "Unknown Album", "<unknown>"])("takes %j for no album", async (ALBUM) => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One", ALBUM }));
  stage.put("2.flac", song({ TITLE: "Two", ALBUM }));
  expect(await stage.scan()).toMatchObject({ albumsCreated: 0, tracksCreated: 2 });
  expect(tracksOf(stage)).toEqual(["- / One / The Testers", "- / Two / The Testers"]);
});

it("keeps two recordings of one title apart that are of no album, and one recording together", async () => {
  const stage = await scanning();
  [uuid(1), uuid(2), uuid(2)].forEach((mbid, at) => {
    stage.put(`${at}.flac`, song({ TITLE: "Live", ALBUM: "", MUSICBRAINZ_TRACKID: mbid }));
  });
  expect(await stage.scan()).toMatchObject({ new: 3, albumsCreated: 0, tracksCreated: 2 });
  expect(stage.rows("SELECT value FROM identifiers WHERE item_type = 'track' ORDER BY value")).toEqual([
    { value: uuid(1) },
    { value: uuid(2) },
  ]);
});

it("takes hundreds of files of no album in one folder, a part at a time", async () => {
  const stage = await scanning();
  const count = 1100;
  for (let at = 0; at < count; at++) stage.put(`${at}.flac`, song({ TITLE: `Song ${at}`, ALBUM: "" }));
  let transactions = 0;
  expect(await stage.scan({ onTransaction: () => transactions++ })).toMatchObject({
    new: count,
    tracksCreated: count,
    artistsCreated: 1,
    left: 0,
  });
  expect(transactions).toBeGreaterThan(2); // nobody else could write for as long as one takes
});

it("takes the file's name for a missing title, and does without track numbers", async () => {
  const stage = await scanning();
  stage.put("07 - Some Song.flac", song({}));
  stage.put("99_Luftballons.flac", song({}));
  await stage.scan();
  expect(tracksOf(stage)).toEqual([
    "First / 99 Luftballons / The Testers",
    "First / Some Song / The Testers",
  ]);
});

it("takes composed and decomposed letters for the same", async () => {
  const stage = await scanning();
  const name = "Ágætis byrjun";
  stage.put(
    `${name.normalize("NFD")}/Svefn.flac`,
    song({ TITLE: "Svefn", ALBUM: name.normalize("NFD"), ARTIST: "Sigur Rós" }),
  );
  stage.put(`${name.normalize("NFC")}/Starálfur.flac`, song({ ALBUM: name, ARTIST: "Sigur Ro\u0301s" }));
  stage.put("東京/夜.flac", song({ TITLE: "夜", ALBUM: "東京", ARTIST: "椎名林檎" }));
  expect(await stage.scan()).toMatchObject({ new: 3, albumsCreated: 2, artistsCreated: 2 });
  expect(tracksOf(stage)).toEqual(
    [
      "東京 / 夜 / 椎名林檎",
      "Ágætis byrjun / Starálfur / Sigur Rós",
      "Ágætis byrjun / Svefn / Sigur Rós",
    ].sort(),
  );
});

it("names files that told nothing, with the reason, and reads the others", async () => {
  const stage = await scanning();
  stage.put("empty.mp3", "");
  stage.put("noise.flac", Buffer.alloc(5000, 0x5a));
  stage.put("silence.wav", wav());
  stage.put("cut.flac", song({ TITLE: "Cut" }).subarray(0, 60));
  stage.put("good.flac", song({ TITLE: "Good" }));
  const result = await stage.scan();
  expect(result).toMatchObject({ seen: 5, new: 1, tracksCreated: 1 });
  const reasons = Object.fromEntries(
    result.failed.map(({ path, reason }) => [path.split("/").at(-1), reason]),
  );
  expect(Object.keys(reasons).sort()).toEqual(["cut.flac", "empty.mp3", "noise.flac", "silence.wav"]);
  expect(reasons).toMatchObject({
    "empty.mp3": "the file is empty",
    "silence.wav": expect.stringContaining("no tags"),
  });
  expect(stage.rows("SELECT state, count(*) AS n FROM files GROUP BY state")).toEqual([
    { state: "failed", n: 4 },
    { state: "read", n: 1 },
  ]);
});
