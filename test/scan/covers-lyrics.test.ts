import { existsSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { showAlbum, showTrack } from "../../src/library/details/show.ts";
import { drawPng } from "../helpers/pictures.ts";
import { mp3 } from "../helpers/audio.ts";
import { oggVorbis } from "../helpers/audio/ogg.ts";
import { scanning, song } from "./scanning.ts";

const cover = (seed: string, size = 300) => drawPng(seed, size);
const covers = "SELECT source, width, path FROM albums JOIN artworks ON artworks.id = artwork_id";

it("takes the embedded front cover, once an album, for the album and its tracks", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }, { picture: { bytes: cover("one") } }));
  stage.put("2.flac", song({ TITLE: "Two" }, { picture: { bytes: cover("two") } }));
  stage.put("cover.png", cover("three"));
  expect(await stage.scan()).toMatchObject({ covers: 1, refusedImages: [] });
  const [row] = stage.rows<{ source: string; path: string }>(covers);
  expect(row).toMatchObject({ source: "embedded", width: 300 });
  expect(existsSync(join(stage.home, row!.path))).toBe(true);
  expect(stage.rows("SELECT DISTINCT artwork_status, artwork_id FROM tracks")).toEqual([
    { artwork_status: "available", artwork_id: 1 },
  ]);
});

it("takes the cover of an MP3, and gives it to a track that comes later", async () => {
  const stage = await scanning();
  const frames = { TIT2: "One", TPE1: "The Testers", TALB: "First" };
  stage.put("1.mp3", mp3({ frames, picture: { bytes: cover("one") } }));
  expect(await stage.scan()).toMatchObject({ covers: 1 });
  stage.put("2.mp3", mp3({ frames: { ...frames, TIT2: "Two" } }));
  expect(await stage.scan()).toMatchObject({ covers: 0, new: 1 });
  expect(stage.rows("SELECT id FROM tracks WHERE artwork_id = 1")).toHaveLength(2);
});

it.each([
  "Cover.PNG",
  "folder.png",
  "front.png",
  "AlbumArt_{0A1B2C}_Large.png",
  "AlbumArtSmall.png",
  "art.png",
  "cover (1).png",
  "cover-front.png",
  "The Testers - First (Front).png",
  "Scans/front.png",
  "Artwork/Cover.png",
])("takes %s beside the files", async (name) => {
  const stage = await scanning();
  stage.put("a/1.flac", song({ TITLE: "One" }));
  stage.put(`a/${name}`, cover("one"));
  for (const name of ["back.png", "Back Cover.png", "cd.png", "Scans/back.png"])
    stage.put(`a/${name}`, cover("two"));
  expect(await stage.scan()).toMatchObject({ covers: 1 });
  expect(stage.rows(covers)).toMatchObject([{ source: "folder" }]);
});

it.each([
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["avif", "image/jpeg"],
  ["tiff", "image/jpeg"],
] as const)("keeps a cover.%s as %s", async (format, media_type) => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }));
  stage.put(`cover.${format}`, await sharp(cover("one")).toFormat(format).toBuffer());
  expect(await stage.scan()).toMatchObject({ covers: 1, refusedImages: [] });
  expect(stage.rows("SELECT media_type, width FROM artworks")).toEqual([{ media_type, width: 300 }]);
});

it("takes the picture of an old COVERART comment", async () => {
  const stage = await scanning();
  const tags = { TITLE: "One", ARTIST: "The Testers", ALBUM: "First" };
  stage.put("1.ogg", oggVorbis({ ...tags, COVERART: cover("one").toString("base64") }, { seconds: 5 }));
  expect(await stage.scan()).toMatchObject({ covers: 1, refusedImages: [] });
  expect(stage.rows(covers)).toMatchObject([{ source: "embedded", width: 300 }]);
});

it("counts a broken picture, and takes the next one", async () => {
  const stage = await scanning();
  const path = stage.put(
    "1.flac",
    song({ TITLE: "One" }, { picture: { bytes: cover("one").subarray(0, 400) } }),
  );
  stage.put("cover.png", cover("two"));
  const result = await stage.scan();
  expect(result).toMatchObject({ covers: 1, failed: [], refusedImages: [{ path }] });
  expect(stage.rows(covers)).toMatchObject([{ source: "folder" }]);
});

it("shows for each of two albums with one picture where it has it from", async () => {
  const stage = await scanning();
  stage.put("a/1.flac", song({ TITLE: "One" }));
  stage.put("a/cover.png", cover("same"));
  stage.put("b/2.flac", song({ TITLE: "Two", ALBUM: "Second" }, { picture: { bytes: cover("same") } }));
  expect(await stage.scan()).toMatchObject({ covers: 2 });
  expect(stage.rows("SELECT id FROM artworks")).toHaveLength(1);
  const shown = [1, 2].map((id) => showAlbum(stage.db, id)!.cover!.source);
  expect(shown).toEqual(["folder", "embedded"]);
  expect(showTrack(stage.db, 2)!.cover!.source).toBe("embedded");
});

it("gives a picture beside the files of two albums to neither", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }));
  stage.put("2.flac", song({ TITLE: "Two", ALBUM: "Second" }));
  stage.put("cover.png", cover("one"));
  expect(await stage.scan()).toMatchObject({ covers: 0 });
});

it("leaves a cover that is there", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }, { picture: { bytes: cover("one") } }));
  await stage.scan();
  stage.put("2.flac", song({ TITLE: "Two" }, { picture: { bytes: cover("two") } }));
  expect(await stage.scan()).toMatchObject({ covers: 0 });
  expect(stage.rows("SELECT id FROM artworks")).toHaveLength(1);
});

const lyrics = "SELECT source, plain, synced FROM lyrics";

it("takes the .lrc beside a file before the lyrics in it", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One", LYRICS: "embedded words" }));
  stage.put("1.LRC", "[ti:One]\r\n[00:01.00]first line\r\n[00:05.50]second line\r\n");
  expect(await stage.scan()).toMatchObject({ lyrics: 1 });
  expect(stage.rows(lyrics)).toEqual([
    {
      source: "file",
      plain: "first line\nsecond line",
      synced: "[00:01.00] first line\n[00:05.50] second line",
    },
  ]);
  expect(stage.rows("SELECT lyrics_status FROM tracks")).toEqual([{ lyrics_status: "available" }]);
});

it("takes embedded lyrics, with times and without", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One", LYRICS: "[00:01.00]first\n[00:02.00]second" }));
  const frames = { TIT2: "Two", TPE1: "The Testers", TALB: "First" };
  stage.put("2.mp3", mp3({ frames, lyrics: "only words\nand more" }));
  expect(await stage.scan()).toMatchObject({ lyrics: 2 });
  expect(stage.rows(`${lyrics} ORDER BY track_id`)).toEqual([
    { source: "embedded", plain: "first\nsecond", synced: "[00:01.00] first\n[00:02.00] second" },
    { source: "embedded", plain: "only words\nand more", synced: null },
  ]);
});

it("reads an old .lrc that is no UTF-8, and refuses one that goes on after the track", async () => {
  const stage = await scanning();
  stage.put("1.flac", song({ TITLE: "One" }));
  stage.put("1.lrc", Buffer.from("[00:01.00]caf\xe9", "latin1"));
  stage.put("2.flac", song({ TITLE: "Two" }, { seconds: 60 }));
  stage.put("2.lrc", "[00:01.00]on and on\n[09:00.00]and on");
  expect(await stage.scan()).toMatchObject({ lyrics: 1 });
  expect(stage.rows(lyrics)).toMatchObject([{ plain: "café" }]);
});
