import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scanning, song, tracksOf } from "./scanning.ts";

const files = "SELECT path, state, track_id FROM files ORDER BY id";

it("reads nothing again that did not change, and changes nothing", async () => {
  const stage = await scanning();
  for (const title of ["One", "Two", "Three"]) stage.put(`a/${title}.flac`, song({ TITLE: title }));
  await stage.scan();
  const before = stage.rows("SELECT * FROM files");
  expect(await stage.scan()).toMatchObject({
    seen: 3,
    unchanged: 3,
    new: 0,
    changed: 0,
    gone: 0,
    tracksCreated: 0,
  });
  expect(stage.rows("SELECT * FROM files")).toEqual(before);
});

it("takes new tags of the only file of a track for that track's", async () => {
  const stage = await scanning();
  const path = stage.put("one.flac", song({ TITLE: "Wrnog" }, { audio: "same" }));
  await stage.scan();
  writeFileSync(path, song({ TITLE: "Right title" }, { audio: "same" }));
  expect(await stage.scan()).toMatchObject({ changed: 1, new: 0, tracksCreated: 0 });
  expect(tracksOf(stage)).toEqual(["First / Right title / The Testers"]);
});

it("follows a file that was moved", async () => {
  const stage = await scanning();
  const path = stage.put("a/one.flac", song({ TITLE: "One" }));
  await stage.scan();
  const [before] = stage.rows(files);
  const target = join(stage.folder, "b", "uno.flac");
  mkdirSync(join(stage.folder, "b"));
  renameSync(path, target);
  expect(await stage.scan()).toMatchObject({ seen: 1, moved: 1, new: 0, gone: 0 });
  expect(stage.rows(files)).toEqual([{ ...before, path: target }]);
});

it("takes a copy for a second file of the same track, not for a move", async () => {
  const stage = await scanning();
  const path = stage.put("one.flac", song({ TITLE: "One" }));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  await stage.scan();
  const copy = join(stage.folder, "two.flac");
  copyFileSync(path, copy);
  utimesSync(copy, 1_700_000_000, 1_700_000_000);
  expect(await stage.scan()).toMatchObject({ moved: 0, new: 1, tracksCreated: 0 });
  expect(stage.rows(files)).toHaveLength(2);
});

it("marks deleted files, keeps their tracks, and knows them when they are back", async () => {
  const stage = await scanning();
  const path = stage.put("one.flac", song({ TITLE: "One" }));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  stage.put("two.flac", song({ TITLE: "Two" }));
  await stage.scan();
  rmSync(path);
  expect(await stage.scan()).toMatchObject({ seen: 1, gone: 1 });
  expect(await stage.scan()).toMatchObject({ seen: 1, gone: 0 });
  expect(stage.rows("SELECT state FROM files ORDER BY path")).toEqual([
    { state: "missing" },
    { state: "read" },
  ]);
  expect(tracksOf(stage)).toHaveLength(2);
  writeFileSync(path, song({ TITLE: "One" }));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  expect(await stage.scan()).toMatchObject({ unchanged: 1, changed: 1, new: 0, tracksCreated: 0 });
  expect(stage.rows("SELECT state FROM files ORDER BY path")).toEqual([{ state: "read" }, { state: "read" }]);
});

it("leaves files outside the scanned folder alone", async () => {
  const stage = await scanning();
  stage.put("a/one.flac", song({ TITLE: "One" }));
  const other = stage.put("ab/two.flac", song({ TITLE: "Two" }));
  await stage.scan();
  rmSync(other);
  expect(await stage.scan({ folder: join(stage.folder, "a") })).toMatchObject({ seen: 1, gone: 0 });
});

it("does not walk in circles, sees each file once, and follows links to other places", async () => {
  const [stage, elsewhere] = [await scanning(), await scanning()];
  stage.put("a/one.flac", song({ TITLE: "One" }));
  elsewhere.put("two.flac", song({ TITLE: "Two" }));
  symlinkSync(stage.folder, join(stage.folder, "a", "circle"));
  symlinkSync(join(stage.folder, "a"), join(stage.folder, "again"));
  symlinkSync("/", join(stage.folder, "all"));
  symlinkSync(join(stage.folder, "nowhere"), join(stage.folder, "broken"));
  symlinkSync(join(stage.folder, "a", "one.flac"), join(stage.folder, "link.flac"));
  symlinkSync(elsewhere.folder, join(stage.folder, "else"));
  const result = await stage.scan();
  expect(result).toMatchObject({ seen: 2, new: 2, failed: [] });
  expect(await stage.scan()).toMatchObject({ seen: 2, unchanged: 2 });
});

it("leaves out hidden folders and what is no audio", async () => {
  const stage = await scanning();
  stage.put(".trash/one.flac", song({ TITLE: "One" }));
  stage.put("._two.flac", song({ TITLE: "Two" }));
  stage.put("notes.txt", "no music");
  expect(await stage.scan()).toMatchObject({ seen: 0 });
});

it.skipIf(process.getuid?.() === 0)(
  "counts folders that can't be read, and takes nothing in them for gone",
  async () => {
    const stage = await scanning();
    stage.put("closed/one.flac", song({ TITLE: "One" }));
    await stage.scan();
    chmodSync(join(stage.folder, "closed"), 0);
    const result = await stage.scan().finally(() => chmodSync(join(stage.folder, "closed"), 0o755));
    expect(result).toMatchObject({ gone: 0, seen: 0 });
    expect(result.unreadableFolders).toMatchObject([{ path: join(stage.folder, "closed") }]);
  },
);

it("keeps what was saved when it is stopped, and goes on the next time", async () => {
  const stage = await scanning();
  const count = 420;
  for (let at = 0; at < count; at++) {
    stage.put(`album ${at % 4}/${at}.flac`, song({ TITLE: `Song ${at}`, ALBUM: `Album ${at % 4}` }));
  }
  const stopping = new AbortController();
  stage.events.on("scan-progress", ({ phase, read }) => {
    if (phase === "reading" && read > 0) stopping.abort();
  });
  const first = await stage.scan({ signal: stopping.signal });
  expect(first.interrupted).toBe(true);
  expect(first.new).toBeGreaterThan(0);
  expect(first.left).toBe(count - first.new);
  const second = await stage.scan();
  expect(second).toMatchObject({ interrupted: false, unchanged: first.new, new: count - first.new });
  expect(stage.rows("SELECT id FROM tracks")).toHaveLength(count);
  expect(stage.rows("SELECT id FROM albums")).toHaveLength(4);
});

it("saves nothing of a scan that is stopped while it looks", async () => {
  const stage = await scanning();
  stage.put("one.flac", song({ TITLE: "One" }));
  expect(await stage.scan({ signal: AbortSignal.abort() })).toMatchObject({ interrupted: true, left: null });
  expect(stage.rows(files)).toEqual([]);
});
