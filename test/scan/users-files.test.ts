import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawPng } from "../helpers/pictures.ts";
import { saveArtwork } from "../../src/library/write/enrichment/artworks.ts";
import { offerCover } from "../../src/library/write/enrichment/covers.ts";
import { replaceLyrics } from "../../src/library/write/decisions/lyrics-override.ts";
import { saveLyrics } from "../../src/library/write/enrichment/lyrics.ts";
import { scanning, song, type Scanning } from "./scanning.ts";

const cover = (seed: string, size = 300): Buffer => drawPng(seed, size);
const synced = (words: string): string => `[00:01.00]${words}\n[00:02.00]and more`;

/** One song, whose lyrics and cover somebody else's server told. */
async function fetched(source = "lrclib"): Promise<Scanning> {
  const stage = await scanning();
  stage.put("a/1.flac", song({ TITLE: "One", TRACKNUMBER: "1" }, { audio: "same" }));
  await stage.scan();
  const words = { plain: "fetched", synced: null, instrumental: false, source, sourceId: "1" };
  if (source === "person") replaceLyrics(stage.db, 1, words, 1);
  else saveLyrics(stage.db, 1, words, 1);
  const image = {
    sha256: "f".repeat(64),
    mediaType: "image/png",
    width: 900,
    height: 900,
    bytes: 9,
    path: "x.png",
  };
  const from = source === "person" ? "person" : "cover-art-archive";
  const artworkId = saveArtwork(stage.db, { ...image, source: from }, 1);
  const tier = source === "person" ? "person" : "release_group";
  offerCover(
    stage.db,
    { albumId: 1, artworkId, tier, source: from, asked: true },
    { leastSide: 600, now: 1 },
  );
  return stage;
}

const lyricsOf = (stage: Scanning) => stage.rows("SELECT source, plain FROM lyrics");
const coverOf = (stage: Scanning) =>
  stage.rows(`SELECT DISTINCT artworks.source FROM albums JOIN artworks ON artworks.id = albums.artwork_id
    JOIN tracks ON tracks.artwork_id = albums.artwork_id`);

it("takes a corrected .lrc in place of what was fetched, and each correction of it", async () => {
  const stage = await fetched();
  stage.put("a/1.lrc", synced("first"));
  expect(await stage.scan()).toMatchObject({ unchanged: 1, lyrics: 1 });
  expect(lyricsOf(stage)).toEqual([{ source: "file", plain: "first\nand more" }]);
  stage.put("a/1.lrc", synced("corrected"));
  expect(await stage.scan()).toMatchObject({ unchanged: 1, lyrics: 1 });
  expect(lyricsOf(stage)).toEqual([{ source: "file", plain: "corrected\nand more" }]);
  expect(await stage.scan()).toMatchObject({ lyrics: 0 });
  rmSync(join(stage.folder, "a/1.lrc"));
  expect(await stage.scan()).toMatchObject({ lyrics: 0 });
});

it("takes our own export, read again, for nobody's correction", async () => {
  const stage = await fetched();
  stage.put("a/1.txt", "fetched\n");
  expect(await stage.scan()).toMatchObject({ lyrics: 0 });
  expect(lyricsOf(stage)).toEqual([{ source: "lrclib", plain: "fetched" }]);
});

it("takes words that came into the tags later", async () => {
  const stage = await fetched();
  stage.put("a/1.flac", song({ TITLE: "One", TRACKNUMBER: "1", LYRICS: "tagged" }, { audio: "same" }));
  expect(await stage.scan()).toMatchObject({ changed: 1, lyrics: 1, tracksCreated: 0 });
  expect(lyricsOf(stage)).toEqual([{ source: "embedded", plain: "tagged" }]);
});

it("takes a new cover.png in place of a fetched one, for the album and its tracks", async () => {
  const stage = await fetched();
  stage.put("a/cover.png", cover("own", 100));
  expect(await stage.scan()).toMatchObject({ unchanged: 1, covers: 1, refusedImages: [] });
  expect(coverOf(stage)).toEqual([{ source: "folder" }]);
});

it("leaves what a person chose", async () => {
  const stage = await fetched("person");
  stage.put("a/cover.png", cover("own"));
  stage.put("a/1.lrc", synced("first"));
  expect(await stage.scan()).toMatchObject({ covers: 0, lyrics: 0 });
  expect(lyricsOf(stage)).toMatchObject([{ source: "person" }]);
});

it("asks every file of an album for a cover until one has it", async () => {
  const stage = await scanning();
  for (let at = 1; at <= 9; at++) {
    const options = at === 9 ? { picture: { bytes: cover("ninth") } } : {};
    stage.put(`${at}.flac`, song({ TITLE: `Song ${at}`, TRACKNUMBER: String(at) }, options));
  }
  expect(await stage.scan()).toMatchObject({ covers: 1 });
});
