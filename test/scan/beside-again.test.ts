import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawPng } from "../helpers/pictures.ts";
import { scanning, song, type Scanning } from "./scanning.ts";

const cover = (seed: string, size = 300) => drawPng(seed, size);
const synced = "[00:01.00]first\n[00:02.00]second";
const dayMs = 86_400_000;
const tomorrow = (): number => Date.now() + dayMs;

async function scannedAlbum(): Promise<Scanning> {
  const stage = await scanning();
  for (const title of ["One", "Two"]) stage.put(`a/${title}.flac`, song({ TITLE: title }));
  stage.put("b/Three.flac", song({ TITLE: "Three", ALBUM: "Second" }));
  expect(await stage.scan()).toMatchObject({ new: 3, covers: 0, lyrics: 0 });
  return stage;
}

const lyricsOf = (stage: Scanning) =>
  stage.rows("SELECT tracks.title, source, plain FROM lyrics JOIN tracks ON tracks.id = track_id");

it.each([
  ["One.lrc", synced],
  ["One.LRC", synced],
  ["One.txt", "first\nsecond"],
])("notices %s beside a file that did not change", async (name, text) => {
  const stage = await scannedAlbum();
  stage.put(`a/${name}`, text);
  expect(await stage.scan()).toMatchObject({ unchanged: 3, changed: 0, new: 0, lyrics: 1, left: 0 });
  expect(lyricsOf(stage)).toEqual([{ title: "One", source: "file", plain: "first\nsecond" }]);
  expect(await stage.scan()).toMatchObject({ unchanged: 3, lyrics: 0 });
});

it.each(["cover.png", "Folder.PNG"])("notices %s beside files that did not change", async (name) => {
  const stage = await scannedAlbum();
  const path = stage.put(`a/${name}`, cover("one"));
  expect(await stage.scan()).toMatchObject({ unchanged: 3, changed: 0, covers: 1 });
  const [artwork] = stage.rows<{ source: string; path: string }>("SELECT source, path FROM artworks");
  expect(artwork).toMatchObject({ source: "folder" });
  expect(readFileSync(join(stage.home, artwork!.path)).equals(readFileSync(path))).toBe(true);
  expect(stage.rows("SELECT title FROM albums WHERE artwork_id = 1")).toEqual([{ title: "First" }]);
  expect(stage.rows("SELECT id FROM tracks WHERE artwork_id = 1")).toHaveLength(2);
  expect(await stage.scan()).toMatchObject({ covers: 0 });
});

it("notices a cover above the folders of an album's discs, at first and later", async () => {
  const stage = await scanning();
  for (const [album, disc] of [
    ["Early", 1],
    ["Early", 2],
    ["Late", 1],
    ["Late", 2],
  ] as const) {
    stage.put(`${album}/CD${disc}/1.flac`, song({ TITLE: `Song ${disc}`, ALBUM: album }));
  }
  stage.put("Early/cover.png", cover("early"));
  expect(await stage.scan()).toMatchObject({ albumsCreated: 2, covers: 1 });
  stage.put("Late/cover.png", cover("late"));
  expect(await stage.scan()).toMatchObject({ unchanged: 4, covers: 1 });
  expect(stage.rows("SELECT id FROM artworks")).toHaveLength(2);
});

it("keeps an embedded cover, takes an .lrc in place of embedded words, and gives a picture beside two albums to neither", async () => {
  const stage = await scanning();
  stage.put(
    "a/One.flac",
    song({ TITLE: "One", LYRICS: "embedded words" }, { picture: { bytes: cover("one") } }),
  );
  stage.put("b/Two.flac", song({ TITLE: "Two", ALBUM: "Second" }));
  stage.put("b/Three.flac", song({ TITLE: "Three", ALBUM: "Third" }));
  await stage.scan();
  stage.put("a/One.lrc", synced);
  stage.put("a/cover.png", cover("two"));
  stage.put("b/cover.png", cover("three"));
  expect(await stage.scan()).toMatchObject({ unchanged: 3, covers: 0, lyrics: 1, refusedImages: [] });
  expect(lyricsOf(stage)).toMatchObject([{ source: "file" }]);
});

it("names a new picture that is no cover once, and takes a better one after it", async () => {
  const stage = await scannedAlbum();
  const path = stage.put("a/cover.png", cover("small", 40));
  expect(await stage.scan({ now: tomorrow })).toMatchObject({ covers: 0, refusedImages: [{ path }] });
  const before = stage.rows("SELECT * FROM files");
  expect(await stage.scan({ now: () => tomorrow() + dayMs })).toMatchObject({ refusedImages: [] });
  expect(stage.rows("SELECT * FROM files")).toEqual(before);
  stage.rows("UPDATE files SET scanned_at = 0 RETURNING id"); // as if it had been long ago
  stage.put("a/cover.png", cover("large"));
  expect(await stage.scan()).toMatchObject({ covers: 1, refusedImages: [] });
});

it("takes lyrics for the right ones of many files, however their names are written", async () => {
  const stage = await scanning();
  stage.put("Für Elise.flac".normalize("NFD"), song({ TITLE: "Für Elise" }));
  stage.put("Fur Elise.flac", song({ TITLE: "Another" }));
  await stage.scan();
  stage.put("Für Elise.lrc".normalize("NFC"), synced);
  expect(await stage.scan()).toMatchObject({ lyrics: 1 });
  expect(lyricsOf(stage)).toMatchObject([{ title: "Für Elise" }]);
});

it("can be stopped between two folders, and goes on the next time", async () => {
  const stage = await scannedAlbum();
  stage.put("a/One.lrc", synced);
  const stopping = new AbortController();
  stage.events.on("scan-progress", ({ phase }) => {
    if (phase === "reading") stopping.abort();
  });
  expect(await stage.scan({ signal: stopping.signal })).toMatchObject({ interrupted: true, lyrics: 0 });
  expect(await stage.scan()).toMatchObject({ interrupted: false, lyrics: 1 });
});

it("gives the picture of a mixed folder to none of its albums, also when one of them gets a file later", async () => {
  const stage = await scanning();
  for (const album of ["Alpha", "Beta"]) stage.put(`mix/${album}.flac`, song({ TITLE: album, ALBUM: album }));
  stage.put("mix/cover.png", cover("whose"));
  expect(await stage.scan()).toMatchObject({ new: 2, covers: 0 });
  stage.put("mix/More.flac", song({ TITLE: "More", ALBUM: "Beta" }));
  expect(await stage.scan()).toMatchObject({ new: 1, covers: 0 });
});
