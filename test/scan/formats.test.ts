import { expect, it } from "vitest";
import { drawPng } from "../helpers/pictures.ts";
import { flac, mp3, type AudioTags } from "../helpers/audio.ts";
import { m4a } from "../helpers/audio/m4a.ts";
import { oggFlac, oggVorbis, opus } from "../helpers/audio/ogg.ts";
import { wav } from "../helpers/audio/wav.ts";
import { scanning, tracksOf, uuid } from "./scanning.ts";

const picture = { bytes: drawPng("formats", 300) };
const lyrics = "[00:01.00]first\n[00:02.00]second";
const seconds = 3;

const comments: AudioTags = {
  TITLE: "Jóga",
  ARTIST: "Björk",
  ALBUMARTIST: "Björk",
  ALBUM: "Homogenic",
  DATE: "1997-09-20",
  TRACKNUMBER: "2/10",
  DISCNUMBER: "1/1",
  ISRC: "GBAJH9700012",
  LYRICS: lyrics,
  MUSICBRAINZ_TRACKID: uuid(1),
  MUSICBRAINZ_ALBUMID: uuid(2),
  MUSICBRAINZ_RELEASEGROUPID: uuid(3),
  MUSICBRAINZ_ARTISTID: uuid(4),
  MUSICBRAINZ_ALBUMARTISTID: uuid(4),
  BARCODE: "5016958021924",
};

/** The same, by the names that the other formats' tags have. */
const named = {
  "MusicBrainz Album Id": uuid(2),
  "MusicBrainz Release Group Id": uuid(3),
  "MusicBrainz Artist Id": uuid(4),
  "MusicBrainz Album Artist Id": uuid(4),
  BARCODE: "5016958021924",
};
const id3 = {
  frames: {
    TIT2: "Jóga",
    TPE1: "Björk",
    TPE2: "Björk",
    TALB: "Homogenic",
    TDRC: "1997-09-20",
    TRCK: "2/10",
    TPOS: "1/1",
    TSRC: "GBAJH9700012",
  },
  texts: named,
  recordingMbid: uuid(1),
  lyrics,
  picture,
};

const files: [name: string, bytes: Buffer][] = [
  ["1.flac", flac(comments, { seconds, picture })],
  ["1.mp3", mp3(id3, 115)],
  [
    "1.m4a",
    m4a(
      {
        texts: {
          "©nam": "Jóga",
          "©ART": "Björk",
          aART: "Björk",
          "©alb": "Homogenic",
          "©day": "1997-09-20",
          "©lyr": lyrics,
        },
        track: [2, 10],
        disc: [1, 1],
        named: { ...named, "MusicBrainz Track Id": uuid(1), ISRC: "GBAJH9700012" },
      },
      { seconds, picture },
    ),
  ],
  ["1.ogg", oggVorbis(comments, { seconds, picture })],
  ["1.opus", opus(comments, { seconds, picture })],
  ["1.oga", oggFlac(comments, { seconds, picture })],
  ["1.wav", wav(seconds, { id3 })],
];

it.each(files)("takes tags, identifiers, cover and lyrics from %s", async (name, bytes) => {
  const stage = await scanning();
  stage.put(name, bytes);
  expect(await stage.scan()).toMatchObject({ new: 1, covers: 1, lyrics: 1, failed: [], refusedImages: [] });
  expect(tracksOf(stage)).toEqual(["Homogenic / Jóga / Björk"]);
  expect(stage.rows("SELECT first_release_date FROM albums")).toEqual([{ first_release_date: "1997-09-20" }]);
  expect(stage.rows("SELECT abs(length_ms - 3000) < 20 AS fits FROM tracks")).toEqual([{ fits: 1 }]);
  expect(
    stage.rows("SELECT item_type || ' ' || kind AS kind, value FROM identifiers ORDER BY item_type, kind"),
  ).toEqual([
    { kind: "album barcode", value: "5016958021924" },
    { kind: "album musicbrainz_release", value: uuid(2) },
    { kind: "album musicbrainz_release_group", value: uuid(3) },
    { kind: "artist musicbrainz_artist", value: uuid(4) },
    { kind: "track isrc", value: "GBAJH9700012" },
    { kind: "track musicbrainz_recording", value: uuid(1) },
  ]);
  expect(stage.rows("SELECT source, synced FROM lyrics")).toEqual([
    { source: "embedded", synced: "[00:01.00] first\n[00:02.00] second" },
  ]);
  expect(stage.rows("SELECT source, bytes FROM artworks")).toEqual([
    { source: "embedded", bytes: picture.bytes.length },
  ]);
});

it("takes the same song in seven formats for one track, and gives it its place once", async () => {
  const stage = await scanning();
  for (const [name, bytes] of files) stage.put(name, bytes);
  expect(await stage.scan()).toMatchObject({ new: 7, albumsCreated: 1, tracksCreated: 1, artistsCreated: 1 });
});

it.each([
  ["flac", (number: string) => flac({ TITLE: "Same", ARTIST: "A", ALBUM: "B", TRACKNUMBER: number })],
  ["mp3", (number: string) => mp3({ frames: { TIT2: "Same", TPE1: "A", TALB: "B", TRCK: number } })],
  [
    "m4a",
    (number: string) =>
      m4a({ texts: { "©nam": "Same", "©ART": "A", "©alb": "B" }, track: [Number(number), 10] }),
  ],
  ["ogg", (number: string) => oggVorbis({ TITLE: "Same", ARTIST: "A", ALBUM: "B", TRACKNUMBER: number })],
  ["opus", (number: string) => opus({ TITLE: "Same", ARTIST: "A", ALBUM: "B", TRACKNUMBER: number })],
  ["wav", (number: string) => wav(1, { info: { INAM: "Same", IART: "A", IPRD: "B", ITRK: number } })],
])("tells two tracks of one title apart by the track numbers in %s files", async (extension, make) => {
  const stage = await scanning();
  stage.put(`one.${extension}`, make("3"));
  stage.put(`two.${extension}`, make("4"));
  stage.put(`two again.${extension}`, make("4"));
  expect(await stage.scan()).toMatchObject({ new: 3, tracksCreated: 2, failed: [] });
});
