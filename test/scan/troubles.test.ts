import { chmodSync, rmSync, truncateSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { flac, mp3 } from "../helpers/audio.ts";
import { m4a } from "../helpers/audio/m4a.ts";
import { opus, oggVorbis } from "../helpers/audio/ogg.ts";
import { wav } from "../helpers/audio/wav.ts";
import { scanning, song, tracksOf } from "./scanning.ts";
import type { ScanResult } from "../../src/scan/result.ts";

const tags = { TITLE: "Song", ARTIST: "Singer", ALBUM: "Songs" };
const frames = { TIT2: "Song", TPE1: "Singer", TALB: "Songs" };
const atoms = { "©nam": "Song", "©ART": "Singer", "©alb": "Songs" };

const whole: [name: string, bytes: Buffer][] = [
  ["song.flac", flac(tags)],
  ["song.mp3", mp3({ frames })],
  ["song.m4a", m4a({ texts: atoms })],
  ["song.ogg", oggVorbis(tags)],
  ["song.opus", opus(tags)],
  ["song.wav", wav(1, { id3: { frames } })],
];

const failedNames = ({ failed }: ScanResult): string[] => failed.map(({ path }) => basename(path)).sort();

it.each(whole)(
  "counts a %s that is cut, overwritten or noise, and reads the good one",
  async (name, bytes) => {
    const stage = await scanning();
    const extension = name.slice(name.lastIndexOf("."));
    stage.put(`cut${extension}`, bytes.subarray(0, 30));
    stage.put(`noise${extension}`, noise(20_000));
    stage.put(`zeros${extension}`, Buffer.alloc(20_000));
    stage.put(`overwritten${extension}`, Buffer.concat([bytes.subarray(0, 10), noise(bytes.length)]));
    stage.put(`good${extension}`, bytes);
    const result = await stage.scan();
    expect(result).toMatchObject({ seen: 5, new: 1, left: 0, interrupted: false });
    expect(failedNames(result)).toEqual(
      ["cut", "noise", "overwritten", "zeros"].map((each) => each + extension),
    );
    for (const { reason } of result.failed) expect(reason).toMatch(/^[^\n]{3,200}$/);
    expect(tracksOf(stage)).toEqual(["Songs / Song / Singer"]);
  },
);

/** The same at every run; never the same twice in a row. */
function noise(length: number): Buffer {
  let state = 12_345;
  return Buffer.from(
    Array.from({ length }, () => ((state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16) & 0xff),
  );
}

it.each([
  ["untagged.flac", flac({})],
  ["untagged.mp3", mp3({ frames: {} })],
  ["untagged.m4a", m4a({ texts: {} })],
  ["untagged.ogg", oggVorbis({})],
  ["untagged.opus", opus({})],
  ["untagged.wav", wav()],
])("names %s as one without tags", async (name, bytes) => {
  const stage = await scanning();
  stage.put(name, bytes);
  expect(await stage.scan()).toMatchObject({
    seen: 1,
    new: 0,
    failed: [{ path: join(stage.folder, name), reason: expect.stringContaining("no tags") as string }],
  });
  expect(stage.rows("SELECT id FROM tracks")).toEqual([]);
});

it("does not read a file of gigabytes to its end, and takes one whose tags are good", async () => {
  const stage = await scanning();
  for (const extension of ["mp3", "flac", "m4a", "ogg", "opus", "wav", "aac", "wma", "aiff"]) {
    truncateSync(stage.put(`huge.${extension}`, ""), 6 * 1024 ** 3);
  }
  const good = stage.put("good.mp3", mp3({ frames }));
  truncateSync(good, 6 * 1024 ** 3);
  const result = await stage.scan();
  expect(result).toMatchObject({ seen: 10, new: 1 });
  expect(failedNames(result)).toHaveLength(9);
  expect(tracksOf(stage)).toEqual(["Songs / Song / Singer"]);
});

it("counts a file that vanishes between the look and the reading, and forgets it after that", async () => {
  const stage = await scanning();
  const path = stage.put("one.flac", song({ TITLE: "One" }));
  stage.put("two.flac", song({ TITLE: "Two" }));
  stage.events.on("scan-progress", ({ phase, read }) => {
    if (phase === "reading" && read === 0) rmSync(path, { force: true });
  });
  expect(await stage.scan()).toMatchObject({
    seen: 2,
    new: 1,
    interrupted: false,
    failed: [{ path, reason: expect.stringContaining("no such file") as string }],
  });
  expect(await stage.scan()).toMatchObject({ seen: 1, unchanged: 1, failed: [] });
});

it("counts what vanishes beside a file as if it had not been there", async () => {
  const stage = await scanning();
  stage.put("one.flac", song({ TITLE: "One" }));
  const beside = [stage.put("one.lrc", "[00:01.00]la"), stage.put("cover.png", "soon gone")];
  stage.events.on("scan-progress", ({ phase, read }) => {
    if (phase === "reading" && read === 0) for (const path of beside) rmSync(path, { force: true });
  });
  expect(await stage.scan()).toMatchObject({ new: 1, lyrics: 0, covers: 0, failed: [] });
});

it.skipIf(process.getuid?.() === 0)(
  "names a file that may not be read, and reads it when it may",
  async () => {
    const stage = await scanning();
    const path = stage.put("one.flac", song({ TITLE: "One" }));
    chmodSync(path, 0);
    expect(await stage.scan()).toMatchObject({ new: 0, failed: [{ path }] });
    chmodSync(path, 0o644);
    expect(await stage.scan()).toMatchObject({ changed: 1, failed: [] });
  },
);

it("reads files whatever they and their folders are called", async () => {
  const stage = await scanning();
  const titles = [
    "Ｆｕｌｌ Ｗｉｄｔｈ",
    "🎸👩‍🎤 Rock",
    "e\u0301le\u0300ve",
    "مرحبا",
    "%s [x] {y} 'q' \"z\" \\n",
    "-rf",
  ];
  titles.forEach((title, at) => {
    const name = title.replaceAll("/", "_");
    const extension = ["flac", "FLAC", "Flac"][at % 3];
    stage.put(`${name}/${name}.${extension}`, song({ TITLE: title, ALBUM: title, ARTIST: title }));
    stage.put(`${name}/${name}.lrc`, "[00:01.00]la");
  });
  expect(await stage.scan()).toMatchObject({
    seen: titles.length,
    new: titles.length,
    failed: [],
    albumsCreated: titles.length,
    artistsCreated: titles.length,
    lyrics: titles.length,
  });
  expect(
    stage
      .rows<{ title: string }>("SELECT title FROM tracks ORDER BY id")
      .map(({ title }) => title)
      .sort(),
  ).toEqual(titles.map((title) => title.normalize("NFC")).sort());
  expect(await stage.scan()).toMatchObject({ unchanged: titles.length, gone: 0, moved: 0 });
});

it.each(["song.constructor", "song.__proto__", "mp3", "song."])("takes %s for no audio", async (name) => {
  const stage = await scanning();
  stage.put(name, mp3({ frames }));
  expect(await stage.scan()).toMatchObject({ seen: 0 });
});
