import { expect, it } from "vitest";
import { flac, id3, mp3 } from "../helpers/audio.ts";
import { adtsFrames, vbrFrames } from "../helpers/audio/frames.ts";
import { apeTag } from "../helpers/audio/id3-old.ts";
import { oggFlac, oggVorbis, opus } from "../helpers/audio/ogg.ts";
import { wav } from "../helpers/audio/wav.ts";
import { scanning } from "./scanning.ts";

const tags = { TITLE: "Song", ARTIST: "Singer", ALBUM: "Songs" };
const frames = { TIT2: "Song", TPE1: "Singer", TALB: "Songs" };
const large = Buffer.alloc(400_000, "picture");

const cases: [what: string, name: string, seconds: number, bytes: Buffer][] = [
  ["Ogg Vorbis", "a.ogg", 200, oggVorbis(tags, { seconds: 200 })],
  [
    "Ogg Vorbis with a picture of many pages",
    "a.ogg",
    200,
    oggVorbis(tags, { seconds: 200, picture: { bytes: large } }),
  ],
  ["Opus", "a.opus", 20, opus(tags, { seconds: 20 })],
  ["Opus, less than a second", "a.opus", 0.5, opus(tags, { seconds: 0.5 })],
  [
    "two streams in a chain",
    "a.ogg",
    150,
    Buffer.concat([oggVorbis(tags, { seconds: 50 }), oggVorbis(tags, { seconds: 100, serial: 2 })]),
  ],
  ["ADTS AAC", "a.aac", 120, Buffer.concat([id3({ frames }), adtsFrames(120)])],
  ["VBR MP3 without a Xing header", "a.mp3", 90, Buffer.concat([id3({ frames }), vbrFrames(90)])],
  [
    "VBR MP3 with tags at both ends",
    "a.mp3",
    90,
    Buffer.concat([id3({ frames }), vbrFrames(90), apeTag({ Title: "x".repeat(200_000) })]),
  ],
  ["CBR MP3", "a.mp3", 26.122, mp3({ frames }, 1000)],
  [
    "CBR MP3 with a long tag at its end",
    "a.mp3",
    26.122,
    Buffer.concat([mp3({ frames }, 1000), apeTag({ Lyrics: "la ".repeat(50_000) })]),
  ],
  [
    "VBR MP3 that begins within a frame",
    "a.mp3",
    90,
    Buffer.concat([id3({ frames }), vbrFrames(90).subarray(50)]),
  ],
  [
    "ADTS AAC behind padding",
    "a.aac",
    120,
    Buffer.concat([id3({ frames }), Buffer.alloc(3000), adtsFrames(120)]),
  ],
  ["FLAC in Ogg", "a.oga", 60, oggFlac(tags, { seconds: 60 })],
  ["FLAC behind an ID3v2 tag", "a.flac", 77, Buffer.concat([id3({ frames }), flac(tags, { seconds: 77 })])],
  ["FLAC", "a.flac", 77, flac(tags, { seconds: 77 })],
  ["WAV", "a.wav", 3, wav(3, { id3: { frames } })],
];

it.each(cases)("measures %s", async (_, name, seconds, bytes) => {
  const stage = await scanning();
  stage.put(name, bytes);
  expect(await stage.scan()).toMatchObject({ new: 1 });
  const [track] = stage.rows<{ length_ms: number | null }>("SELECT length_ms FROM tracks");
  expect(track!.length_ms! / 1000).toBeGreaterThan(seconds - 0.1);
  expect(track!.length_ms! / 1000).toBeLessThan(seconds + 0.1);
});

it("measures a file that is cut in the middle of a page up to there", async () => {
  const stage = await scanning();
  const whole = oggVorbis(tags, { seconds: 200 });
  stage.put("cut.ogg", whole.subarray(0, whole.length - 2000));
  await stage.scan();
  const [track] = stage.rows<{ length_ms: number }>("SELECT length_ms FROM tracks");
  expect(track!.length_ms).toBeGreaterThan(185_000);
  expect(track!.length_ms).toBeLessThanOrEqual(200_000);
});
