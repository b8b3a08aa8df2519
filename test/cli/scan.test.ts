import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { drawPng } from "../helpers/pictures.ts";
import type { ScanResult } from "../../src/scan/result.ts";
import { flac } from "../helpers/audio.ts";
import { documentOf, expectNoStack, expectPlain, importer, patientSettings } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

interface Place {
  music: string;
  env: Record<string, string>;
  put(name: string, bytes: Buffer | string): string;
}

function createPlace(): Place {
  const [music, home] = [realpathSync(temporaryFolder()), temporaryFolder()];
  return {
    music,
    env: { ...patientSettings, IMPORTER_HOME: home },
    put(name, bytes) {
      const path = join(music, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      return path;
    },
  };
}

const song = (title: string): Buffer =>
  flac(
    { TITLE: title, ARTIST: "The Testers", ALBUM: "First", LYRICS: "[00:01.00]la\n[00:02.00]la la" },
    { picture: { bytes: drawPng("one", 300) } },
  );

it("says what was read, what failed and why, and ends well", async () => {
  const { music, env, put } = createPlace();
  put("1.flac", song("One"));
  put("2.flac", song("Two"));
  put("bad\u001b[31m.mp3", "");
  const result = await importer(["scan", music], { env });
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toContain("3 files: 2 new, 1 failed\n");
  expect(result.stdout).toContain("new in the library: 1 album, 2 tracks, 1 cover, 2 lyrics\n");
  expect(result.stdout).toMatch(/not read: .*bad.*\.mp3: the file is empty/);
  expect(result.stderr).toContain("3 files, 3 to read\n");
  expectPlain(result);
  rmSync(join(music, "2.flac"));
  const again = await importer(["scan", music], { env });
  expect(again.stdout).toContain("2 files: 1 unchanged, 1 missing, 1 failed\n");
});

it("tells everything in one JSON document", async () => {
  const { music, env, put } = createPlace();
  put("1.flac", song("One"));
  const bad = put("bad.mp3", "");
  const result = await importer(["scan", music, "--json"], { env });
  expect(documentOf<ScanResult>(result)).toMatchObject({
    folder: music,
    seen: 2,
    new: 1,
    changed: 0,
    unchanged: 0,
    moved: 0,
    gone: 0,
    failed: [{ path: bad, reason: "the file is empty" }],
    albumsCreated: 1,
    tracksCreated: 1,
    covers: 1,
    lyrics: 1,
    interrupted: false,
    left: 0,
  });
});

it("shows a bar on a terminal", async () => {
  const { music, env, put } = createPlace();
  put("1.flac", song("One"));
  const result = await importer(["scan", music], { env, types: "" });
  expect(result).toMatchObject({ exitCode: 0 });
  expect(result.stderr).toContain("looking: 1 file");
});

it("ends with 1 if nothing could be read, and 0 in an empty folder", async () => {
  const { music, env, put } = createPlace();
  expect(await importer(["scan", music], { env })).toMatchObject({
    exitCode: 0,
    stdout: `no audio files in ${music}\n`,
  });
  put("bad.mp3", "");
  expect(await importer(["scan", music], { env })).toMatchObject({ exitCode: 1 });
});

it("ends with 2 for a folder that is not there and for a file, with words", async () => {
  const { music, env, put } = createPlace();
  const missing = await importer(["scan", join(music, "nowhere")], { env });
  expect(missing).toMatchObject({ exitCode: 2, stdout: "" });
  expect(missing.stderr).toContain("there is no folder");
  const file = await importer(["scan", put("1.flac", song("One"))], { env });
  expect(file).toMatchObject({ exitCode: 2, stdout: "" });
  expect(file.stderr).toContain("is a file");
  for (const result of [missing, file]) expectNoStack(result);
});

it("ends with 130 when it is stopped, and says that what was read is safe", async () => {
  const { music, env, put } = createPlace();
  put("1.flac", song("One"));
  let interrupt = (): void => undefined;
  const options = { env, onStart: (stop: () => void) => void (interrupt = stop) };
  const running = importer(["scan", music], options);
  const pressing = setInterval(() => interrupt(), 1);
  const result = await running.finally(() => clearInterval(pressing));
  expect(result.exitCode).toBe(130);
  expect(result.stderr).toContain("type the same again to go on");
  expect(await importer(["scan", music], { env })).toMatchObject({ exitCode: 0 });
});

it("shows a track's cover, lyrics and files, and where each came from", async () => {
  const { music, env, put } = createPlace();
  const path = put("1.flac", song("One"));
  await importer(["scan", music], { env });
  const { stdout } = await importer(["show", "track", "1"], { env });
  expect(stdout).toMatch(/lyrics\s+available, synced, from embedded/);
  expect(stdout).toMatch(/artwork\s+available, 300×300, from embedded/);
  expect(stdout).toContain(path);
  const shown = documentOf(await importer(["show", "track", "1", "--json"], { env }));
  expect(shown).toMatchObject({
    cover: { source: "embedded", width: 300, mediaType: "image/png" },
    lyrics: { source: "embedded", plain: "la\nla la" },
    files: [{ path, state: "read" }],
  });
});
