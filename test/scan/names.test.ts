import { expect, it } from "vitest";
import { id3, mp3 } from "../helpers/audio.ts";
import { soundOf } from "../helpers/audio/bytes.ts";
import { vbrFrames } from "../helpers/audio/frames.ts";
import { apeTag, id3v22, id3v23 } from "../helpers/audio/id3-old.ts";
import { oggVorbis } from "../helpers/audio/ogg.ts";
import { wav } from "../helpers/audio/wav.ts";
import { scanning, song, tracksOf, uuid, type Scanning } from "./scanning.ts";

const sound = vbrFrames(2);
const artists = (stage: Scanning): string[] =>
  stage.rows<{ name: string }>("SELECT name FROM artists ORDER BY id").map(({ name }) => name);

async function scanned(name: string, bytes: Buffer): Promise<Scanning> {
  const stage = await scanning();
  stage.put(name, bytes);
  expect(await stage.scan()).toMatchObject({ new: 1, failed: [] });
  return stage;
}

const old = (TPE1: string, texts: Record<string, string> = {}): Buffer =>
  Buffer.concat([id3v23({ TIT2: "Song", TALB: "Songs", TPE1 }, texts), sound]);
const artistIds = (...ids: string[]) => ({ "MusicBrainz Artist Id": ids.join("/") });

it.each([
  ["AC/DC", {}, ["AC/DC"]],
  ["GZA/Genius", {}, ["GZA/Genius"]],
  ["+/-", {}, ["+/-"]],
  ["AC/DC", artistIds(uuid(1)), ["AC/DC"]],
  ["AC/DC", { ARTISTS: "AC/DC" }, ["AC/DC"]],
  ["Queen/David Bowie", artistIds(uuid(1), uuid(2)), ["Queen", "David Bowie"]],
  ["Queen & David Bowie", { Artists: "Queen/David Bowie" }, ["Queen", "David Bowie"]],
  ["Queen\0David Bowie", {}, ["Queen", "David Bowie"]],
])("takes %j of an ID3v2.3 tag with %j for %j", async (credit, texts, expected) => {
  expect(artists(await scanned("a.mp3", old(credit, texts)))).toEqual(expected);
});

it("keeps a guest in the credit and no dangling phrase on the album", async () => {
  const stage = await scanned(
    "a.mp3",
    old("B.o.B feat. Hayley Williams", { ARTISTS: "B.o.B/Hayley Williams" }),
  );
  expect(tracksOf(stage)).toEqual(["Songs / Song / B.o.B feat. Hayley Williams"]);
  expect(stage.rows("SELECT credited_as, join_phrase FROM album_artists")).toEqual([
    { credited_as: "B.o.B", join_phrase: "" },
  ]);
});

it.each([
  [{ ARTIST: "Public Image Ltd", ALBUM: "Album" }, "Album / Song / Public Image Ltd"],
  [{ ARTIST: "Null", ALBUM: "Songs" }, "Songs / Song / Null"],
  [{ ARTIST: "Null", ALBUM: "null" }, "- / Song / Unknown Artist"],
  [{ ARTIST: "N/A", ALBUM: "N/A" }, "- / Song / Unknown Artist"],
  [{ ARTIST: "", ALBUM: "album" }, "- / Song / Unknown Artist"],
  [{ ARTIST: "Unknown Artist", ALBUM: "Songs" }, "Songs / Song / Unknown Artist"],
  [{ ARTIST: "Somebody", ALBUM: "Unknown Album" }, "- / Song / Somebody"],
  [{ ARTIST: "Somebody", ALBUM: "<unknown>" }, "- / Song / Somebody"],
  [{ ARTIST: "Unbekannter Interpret", ALBUM: "Unbekanntes Album" }, "- / Song / Unknown Artist"],
  [{ ARTIST: "Неизвестный исполнитель", ALBUM: "Songs" }, "Songs / Song / Unknown Artist"],
  [{ ARTIST: "Artista desconocido", ALBUM: "不明なアルバム" }, "- / Song / Unknown Artist"],
  [{ ARTIST: "Unknown Mortal Orchestra", ALBUM: "II" }, "II / Song / Unknown Mortal Orchestra"],
])("keeps what is a name and no placeholder: %j", async (tags, expected) => {
  expect(tracksOf(await scanned("a.flac", song({ TITLE: "Song", ...tags })))).toEqual([expected]);
});

it.each([
  ["24.03.1973", "1973-03-24"],
  ["1973.3.4", "1973-03-04"],
  ["19730324", "1973-03-24"],
  ["1973-03-24T00:00:00Z", "1973-03-24"],
  ["24/03/1973", "1973-03-24"],
  ["03/24/1973", "1973-03-24"],
  ["03/04/1973", "1973"],
  ["March 24, 1973", "1973-03-24"],
  ["24 Mar 1973", "1973-03-24"],
  ["1973-00-00", "1973"],
  ["73", null],
  ["unknown", null],
])("reads the date %j as %j", async (DATE, expected) => {
  const stage = await scanned("a.flac", song({ TITLE: "Song", DATE }));
  expect(stage.rows("SELECT first_release_date AS date FROM albums")).toEqual([{ date: expected }]);
});

it("reads the fields that the tag reader leaves out", async () => {
  const tags = { TITLE: "One", ARTIST: "A", ALBUM: "B", YEAR: "1973" };
  const lyrics = { UNSYNCEDLYRICS: "first\nsecond", SYNCEDLYRICS: "[00:01.00]first\n[00:02.00]second" };
  const stage = await scanned("1.ogg", oggVorbis({ ...tags, ...lyrics }, { seconds: 10 }));
  stage.put(
    "2.mp3",
    Buffer.concat([id3v22({ TT2: "Two", TP1: "A", TAL: "B" }, "only words\nand more"), sound]),
  );
  await stage.scan();
  expect(stage.rows("SELECT first_release_date AS date FROM albums")).toEqual([{ date: "1973" }]);
  expect(stage.rows("SELECT plain, synced FROM lyrics ORDER BY track_id")).toEqual([
    { plain: "first\nsecond", synced: "[00:01.00] first\n[00:02.00] second" },
    { plain: "only words\nand more", synced: null },
  ]);
});

it("takes all fields from one tag: ID3v2 before APEv2, ID3v1 and INFO", async () => {
  const frames = { TIT2: "Right", TPE1: "Right Artist" };
  const id3v1 = Buffer.alloc(128);
  id3v1.write(`TAG${"Old title".padEnd(30, "\0")}${"Old artist".padEnd(30, "\0")}Old album`);
  const ape = apeTag({ Title: "Wrong", Artist: "Wrong Artist", Album: "Wrong Album", Track: "9" });
  const stage = await scanned("a.mp3", Buffer.concat([id3({ frames }), soundOf("a", 10), sound, ape, id3v1]));
  stage.put(
    "b.wav",
    wav(2, { id3: { frames: { ...frames, TIT2: "Wave" } }, info: { INAM: "Wrong", IPRD: "Wrong Album" } }),
  );
  stage.put(
    "c.mp3",
    Buffer.concat([mp3({ frames: {} }, 200, "c"), apeTag({ Title: "Only", Artist: "Ape", Album: "Tag" })]),
  );
  await stage.scan();
  expect(tracksOf(stage)).toEqual([
    "- / Right / Right Artist",
    "- / Wave / Right Artist",
    "Tag / Only / Ape",
  ]);
});
