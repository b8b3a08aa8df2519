import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { mp3 } from "../helpers/audio.ts";
import { oggVorbis } from "../helpers/audio/ogg.ts";
import { scanning, song, tracksOf, type Scanning } from "./scanning.ts";

const files = "SELECT id, path, track_id FROM files ORDER BY id";
const long = 1_700_000_000;

function move(stage: Scanning, from: string, to: string): string {
  const [source, target] = [join(stage.folder, from), join(stage.folder, to)];
  mkdirSync(dirname(target), { recursive: true });
  renameSync(source, target);
  return target;
}

it("takes another song of equal size and time for another song", async () => {
  const stage = await scanning();
  const one = stage.put("a/one.flac", song({ TITLE: "One" }));
  utimesSync(one, long, long);
  await stage.scan();
  rmSync(one);
  const two = stage.put("b/two.flac", song({ TITLE: "Two" }));
  utimesSync(two, long, long);
  expect(await stage.scan({ gone: true })).toMatchObject({ moved: 0, new: 1, gone: 1 });
  expect(tracksOf(stage)).toEqual(["First / One / The Testers", "First / Two / The Testers"]);
});

const tags = (title: string) => ({ TITLE: title, ARTIST: "The Testers", ALBUM: "First" });
it.each([
  ["flac", (title: string) => song({ TITLE: title }, { audio: "same" })],
  ["ogg", (title: string) => oggVorbis({ ...tags(title), COMMENT: title.repeat(9000) }, { audio: "same" })],
  [
    "mp3",
    (title: string) => mp3({ frames: { TIT2: title, TPE1: "The Testers", TALB: "First" } }, 300, "same"),
  ],
])("follows a %s that was moved and got other tags at the same time", async (extension, make) => {
  const stage = await scanning();
  stage.put(`a/one.${extension}`, make("Wrnog"));
  await stage.scan();
  const [before] = stage.rows(files);
  rmSync(join(stage.folder, `a/one.${extension}`));
  const path = stage.put(`b/uno.${extension}`, make("A right and longer title"));
  expect(await stage.scan()).toMatchObject({ moved: 1, new: 0, gone: 0, tracksCreated: 0 });
  expect(stage.rows(files)).toEqual([{ ...before, path }]);
  expect(tracksOf(stage)).toEqual(["First / A right and longer title / The Testers"]);
});

it("sees a move over several scans: first missing, with a date, then found elsewhere", async () => {
  const stage = await scanning();
  for (const title of ["One", "Two", "Three"]) stage.put(`a/${title}.flac`, song({ TITLE: title }));
  await stage.scan();
  const elsewhere = join(stage.home, "One.flac");
  renameSync(join(stage.folder, "a/One.flac"), elsewhere);
  expect(await stage.scan({ now: () => 5000 })).toMatchObject({ gone: 1 });
  expect(stage.rows("SELECT state, missing_since FROM files WHERE path LIKE '%One.flac'")).toEqual([
    { state: "missing", missing_since: 5000 },
  ]);
  await stage.scan({ now: () => 6000 });
  expect(stage.rows("SELECT missing_since FROM files WHERE state = 'missing'")).toEqual([
    { missing_since: 5000 },
  ]);
  mkdirSync(join(stage.folder, "b"));
  renameSync(elsewhere, join(stage.folder, "b/One.flac"));
  expect(await stage.scan()).toMatchObject({ moved: 1, new: 0, tracksCreated: 0 });
  expect(stage.rows("SELECT state, missing_since FROM files WHERE path LIKE '%One.flac'")).toEqual([
    { state: "read", missing_since: null },
  ]);
});

it("sees tags that were written into the padding, with size and time kept", async () => {
  const stage = await scanning();
  const path = stage.put("one.flac", song({ TITLE: "Aaaa" }, { audio: "same" }));
  utimesSync(path, long, long);
  await stage.scan();
  const { size } = statSync(path);
  writeFileSync(path, song({ TITLE: "Bbbb" }, { audio: "same" }));
  utimesSync(path, long, long);
  expect(statSync(path).size).toBe(size);
  expect(await stage.scan()).toMatchObject({ changed: 1, tracksCreated: 0 });
  expect(tracksOf(stage)).toEqual(["First / Bbbb / The Testers"]);
});

it("never reads a file in the tick of the clock in which it was written: the next write must show", async () => {
  const stage = await scanning();
  for (let times = 0; times < 20; times++) {
    const title = `A${String(times).padStart(2, "0")}`;
    const path = stage.put("one.flac", song({ TITLE: title }, { audio: "same" }));
    utimesSync(path, long, long);
    await stage.scan();
    expect(tracksOf(stage)).toEqual([`First / ${title} / The Testers`]);
  }
});

it("takes files that changed their names with each other for what they are", async () => {
  const stage = await scanning();
  for (const title of ["One", "Two"]) stage.put(`${title}.flac`, song({ TITLE: title, TRACKNUMBER: "1" }));
  await stage.scan();
  const before = stage.rows("SELECT id, title FROM tracks ORDER BY id");
  move(stage, "One.flac", "x.flac");
  move(stage, "Two.flac", "One.flac");
  move(stage, "x.flac", "Two.flac");
  expect(await stage.scan()).toMatchObject({ tracksCreated: 0, gone: 0 });
  expect(stage.rows("SELECT id, title FROM tracks ORDER BY id")).toEqual(before);
  expect(stage.rows("SELECT title FROM files JOIN tracks ON tracks.id = track_id ORDER BY path")).toEqual([
    { title: "Two" },
    { title: "One" },
  ]);
});

it("takes two rows of one sound for no hint, unless a name was kept", async () => {
  const stage = await scanning();
  for (const name of ["one", "two"]) stage.put(`a/${name}.flac`, song({ TITLE: name }, { audio: "same" }));
  await stage.scan();
  rmSync(join(stage.folder, "a"), { recursive: true });
  stage.put("b/one.flac", song({ TITLE: "one" }, { audio: "same" }));
  stage.put("b/three.flac", song({ TITLE: "three" }, { audio: "same" }));
  const result = await stage.scan({ gone: true });
  expect(result.moved).toBeGreaterThanOrEqual(1);
  expect(stage.rows("SELECT title FROM tracks ORDER BY title")).toMatchObject([
    { title: "one" },
    { title: "three" },
  ]);
});

it("takes two files of silence for two", async () => {
  const stage = await scanning();
  const silence = (TIT2: string) => {
    const bytes = mp3({ frames: { TIT2, TPE1: "A", TALB: "B" } }, 300, "");
    return bytes.fill(0, bytes.length - 417 * 299);
  };
  stage.put("a/one.mp3", silence("One"));
  await stage.scan();
  rmSync(join(stage.folder, "a/one.mp3"));
  stage.put("b/two.mp3", silence("Two"));
  expect(await stage.scan({ gone: true })).toMatchObject({ moved: 0, new: 1, gone: 1 });
});

it("marks nothing where the folder is empty or more than half is gone, unless that is meant", async () => {
  const stage = await scanning();
  for (const title of ["One", "Two", "Three"]) stage.put(`${title}.flac`, song({ TITLE: title }));
  await stage.scan();
  for (const title of ["One", "Two"]) rmSync(join(stage.folder, `${title}.flac`));
  expect(await stage.scan()).toMatchObject({ gone: 0, heldBack: 2, unchanged: 1 });
  expect(stage.rows("SELECT id FROM files WHERE state = 'missing'")).toEqual([]);
  rmSync(stage.folder, { recursive: true });
  expect(await stage.scan()).toMatchObject({ gone: 0, heldBack: 3, seen: 0 });
  expect(await stage.scan({ gone: true })).toMatchObject({ gone: 3, heldBack: 0 });
  expect(stage.rows("SELECT id FROM files WHERE state = 'missing'")).toHaveLength(3);
  await expect(stage.scan()).rejects.toThrow("no folder");
});

it("writes nothing on a dry run, and says what there would be", async () => {
  const stage = await scanning();
  for (const title of ["One", "Two", "Three"]) stage.put(`a/${title}.flac`, song({ TITLE: title }));
  await stage.scan();
  move(stage, "a/One.flac", "b/One.flac");
  rmSync(join(stage.folder, "a/Two.flac"));
  stage.put("b/Four.flac", song({ TITLE: "Four" }));
  const before = stage.rows("SELECT * FROM files");
  expect(await stage.scan({ dryRun: true })).toMatchObject({
    new: 1,
    moved: 1,
    gone: 1,
    unchanged: 1,
    dryRun: true,
  });
  expect(stage.rows("SELECT * FROM files")).toEqual(before);
});
