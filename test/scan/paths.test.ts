import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flac, id3, mp3 } from "../helpers/audio.ts";
import { vbrFrames } from "../helpers/audio/frames.ts";
import { m4a } from "../helpers/audio/m4a.ts";
import { readFileName, readPath } from "../../src/scan/tags/path-names.ts";
import { scanning, song, tracksOf } from "./scanning.ts";

/** `artist | album (year) | disc.number | title`, of a file below the folder that is scanned. */
function told(path: string, siblings: string[] = []): string | undefined {
  const [name, ...folders] = path.split("/").reverse();
  const folder = ["/music", ...folders.reverse()].join("/");
  const facts = readPath({ root: "/music", folder, name: name!, siblings });
  if (!facts) return undefined;
  const { artist, album, year, disc, number, title } = facts;
  return `${artist ?? "-"} | ${album ?? "-"}${year ? ` (${year})` : ""} | ${disc ?? "-"}.${number ?? "-"} | ${title}`;
}

const twelve = Array.from({ length: 12 }, (_, at) => `${at + 1} Song.mp3`);

it.each([
  ["Radiohead/OK Computer (1997)/01 - Airbag.mp3", "Radiohead | OK Computer (1997) | -.1 | Airbag"],
  ["Radiohead/1997 - OK Computer/01. Airbag.mp3", "Radiohead | OK Computer (1997) | -.1 | Airbag"],
  ["Radiohead/[1997] OK Computer [FLAC]/01_Airbag.flac", "Radiohead | OK Computer (1997) | -.1 | Airbag"],
  ["Radiohead/OK Computer/01 Airbag.mp3", "Radiohead | OK Computer | -.1 | Airbag"],
  ["Radiohead - OK Computer (1997)/01-Airbag.mp3", "Radiohead | OK Computer (1997) | -.1 | Airbag"],
  ["Radiohead - 1997 - OK Computer/01 Airbag.mp3", "Radiohead | OK Computer (1997) | -.1 | Airbag"],
  ["Music/Radiohead - OK Computer/01 Airbag.mp3", "Radiohead | OK Computer | -.1 | Airbag"],
  ["Rock/Radiohead/Radiohead - OK Computer/01 Airbag.mp3", "Radiohead | OK Computer | -.1 | Airbag"],
  ["Adele - 19/CD1/Adele - 19 - 101 - Daydreamer.mp3", "Adele | 19 | 1.1 | Daydreamer"],
  ["Pink Floyd/The Wall/Disc 2/03 - Vera.mp3", "Pink Floyd | The Wall | 2.3 | Vera"],
  ["Pink Floyd/The Wall/2-03 Vera.mp3", "Pink Floyd | The Wall | 2.3 | Vera"],
  ["Can/Tago Mago (1971)/A1 - Paperhouse.flac", "Can | Tago Mago (1971) | -.A1 | Paperhouse"],
  ["Various Artists/Hits (1999)/03 - Queen - Innuendo.mp3", "Queen | Hits (1999) | -.3 | Innuendo"],
  ["Queen/Innuendo (1991)/03 - Queen - Headlong.mp3", "Queen | Innuendo (1991) | -.3 | Headlong"],
  ["Nena/Nena (1983)/02 - Kino - Live.mp3", "Nena | Nena (1983) | -.2 | Kino - Live"],
  [
    "anything/Portishead - Dummy - 04 - It Could Be Sweet.mp3",
    "Portishead | Dummy | -.4 | It Could Be Sweet",
  ],
  ["anything/07 - Song.mp3", "- | - | -.7 | Song"],
  ["Portishead - Glory Box.mp3", "Portishead | - | -.- | Glory Box"],
  ["Taylor Swift/1989 (2014)/05 - Style.mp3", "Taylor Swift | 1989 (2014) | -.5 | Style"],
  ["Taylor Swift/1989 (Deluxe)/05 - Style.mp3", "Taylor Swift | 1989 (Deluxe) | -.5 | Style"],
  ["Oasis/[1995] (What's the Story)/02 - Roll.mp3", "Oasis | (What's the Story) (1995) | -.2 | Roll"],
  ["Can/1971 - Tago Mago (2004)/02 - Mushroom.mp3", "Can | Tago Mago (1971) | -.2 | Mushroom"],
  ["Daft Punk/Alive (Disc 2)/201 - Encore.mp3", "Daft Punk | Alive | 2.1 | Encore"],
  ["Pink Floyd - The Wall (1979) [CD2]/03 - Vera.mp3", "Pink Floyd | The Wall (1979) | 2.3 | Vera"],
  ["Black Sabbath/Vol. 4 (1972)/03 - Changes.mp3", "Black Sabbath | Vol. 4 (1972) | -.3 | Changes"],
  ["Music/Black Sabbath/Vol. 4/03 - Changes.mp3", "Black Sabbath | Vol. 4 | -.3 | Changes"],
  ["Autechre/LP5/01 - Acroyear2.mp3", "Autechre | LP5 | -.1 | Acroyear2"],
  ["Pink Floyd/The Wall/LP 2/01 - Hey You.mp3", "Pink Floyd | The Wall | 2.1 | Hey You"],
  ["Pink Floyd - The Wall/LP 2/01 - Hey You.mp3", "Pink Floyd | The Wall | 2.1 | Hey You"],
  ["Compilations/Hits (1999)/03 - Queen - Innuendo.mp3", "Queen | Hits (1999) | -.3 | Innuendo"],
  ["Varios Artistas/Hits (1999)/03 - Queen - Innuendo.mp3", "Queen | Hits (1999) | -.3 | Innuendo"],
  ["V.A./Hits (1999)/03 - Queen - Innuendo.mp3", "Queen | Hits (1999) | -.3 | Innuendo"],
  ["Compilations/Hits (1999)/03 - Innuendo.mp3", "- | Hits (1999) | -.3 | Innuendo"],
  ["Nena/Nena (1983)/99 Luftballons.mp3", "Nena | Nena (1983) | -.- | 99 Luftballons"],
])("reads %s", (path, expected) => {
  expect(told(path)).toBe(expected);
});

it("takes a number without a sign for one where all files have it", () => {
  expect(told("Blur/Blur (1997)/10 Song.mp3", twelve)).toBe("Blur | Blur (1997) | -.10 | Song");
  expect(readFileName("99 Luftballons.mp3", ["99 Luftballons.mp3", "01 Other.mp3"], null)).toBe(
    "99 Luftballons",
  );
  expect(readFileName("07 - Some Song.mp3", [], null)).toBe("Some Song");
});

it.each(["song.mp3", "Recordings/voice.m4a", "a/b/c.mp3", "1979.mp3"])("takes nothing from %s", (path) => {
  expect(told(path)).toBeUndefined();
});

it("reads files without tags from their paths, and marks them", async () => {
  const stage = await scanning();
  stage.put("Radiohead/OK Computer (1997)/01 - Airbag.mp3", mp3({ frames: {} }));
  stage.put("Radiohead/OK Computer (1997)/02 - Paranoid Android.flac", flac({}));
  expect(await stage.scan()).toMatchObject({ new: 2, albumsCreated: 1, artistsCreated: 1 });
  expect(tracksOf(stage)).toEqual([
    "OK Computer / Airbag / Radiohead",
    "OK Computer / Paranoid Android / Radiohead",
  ]);
});

it("reads a file by its content, whatever its extension says", async () => {
  const stage = await scanning();
  stage.put("flac.mp3", song({ TITLE: "Flac" }));
  stage.put("mp3.flac", mp3({ frames: { TIT2: "Mpeg", TPE1: "The Testers", TALB: "First" } }));
  stage.put("m4a.ogg", m4a({ texts: { "©nam": "Mp4", "©ART": "The Testers", "©alb": "First" } }));
  const frames = vbrFrames(5).subarray(50);
  stage.put(
    "cut.flac",
    Buffer.concat([id3({ frames: { TIT2: "Cut", TPE1: "The Testers", TALB: "First" } }), frames]),
  );
  expect(await stage.scan()).toMatchObject({ new: 4, failed: [] });
  expect(tracksOf(stage)).toEqual(
    ["Cut", "Flac", "Mp4", "Mpeg"].map((title) => `First / ${title} / The Testers`),
  );
  expect(stage.rows("SELECT id FROM tracks WHERE length_ms IS NULL")).toEqual([]);
});

it.skipIf(process.platform !== "linux")("reads names that are no UTF-8, and shows them escaped", async () => {
  const stage = await scanning();
  const folder = Buffer.concat([Buffer.from(`${stage.folder}/dir`), Buffer.from([0xff])]);
  mkdirSync(folder);
  const put = (name: Buffer | string, bytes: Buffer | string): void =>
    writeFileSync(Buffer.concat([folder, Buffer.from("/"), Buffer.from(name)]), bytes);
  put(Buffer.from("latin\xe9.flac", "latin1"), song({ TITLE: "One" }));
  put(Buffer.from("latin\xe9.lrc", "latin1"), "[00:01.00]la\n[00:02.00]le");
  put("back\\xe9slash.flac", song({ TITLE: "Two" }));
  put("plain.flac", song({ TITLE: "Three" }));
  expect(await stage.scan()).toMatchObject({ seen: 3, new: 3, lyrics: 1, failed: [] });
  expect(stage.rows("SELECT path FROM files ORDER BY path")).toEqual(
    ["back\\x5cxe9slash", "latin\\xe9", "plain"].map((name) => ({
      path: join(stage.folder, "dir\\xff", `${name}.flac`),
    })),
  );
  expect(await stage.scan()).toMatchObject({ seen: 3, unchanged: 3, gone: 0 });
  expect(readdirSync(stage.folder)).toHaveLength(1);
});
