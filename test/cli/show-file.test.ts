import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flac } from "../helpers/audio.ts";
import { createStage, documentOf } from "../helpers/cli.ts";

it("shows a file by its id and by its path, as `list files` tells of it", async () => {
  const stage = await createStage();
  const music = join(stage.home, "..", "music");
  mkdirSync(music);
  const path = join(music, "1.flac");
  writeFileSync(
    path,
    flac({ TITLE: "Days", ARTIST: "Low", ALBUM: "Hey What", TRACKNUMBER: "1" }, { seconds: 61 }),
  );
  writeFileSync(join(music, "2.mp3"), "no sound at all");
  await stage.importer(["scan", music]);
  const listed = documentOf<{ id: number; path: string }[]>(
    await stage.importer(["list", "files", "--json"]),
  );
  for (const file of listed) {
    expect(documentOf(await stage.importer(["show", "file", String(file.id), "--json"]))).toEqual({ file });
    expect(documentOf(await stage.importer(["show", "file", file.path, "--json"]))).toEqual({ file });
  }
  const { id } = listed.find((file) => file.path === path)!;
  expect((await stage.importer(["show", "file", String(id)])).stdout).toMatch(
    /1\.flac\n +state +read\n +track +Days {2}\[track 1\]\n +artist +Low\n +album +Hey What {2}\[album 1\]\n +length +1:01\n/,
  );
  expect((await stage.importer(["show", "file", join(music, "2.mp3")])).stdout).toMatch(
    /state +failed\n[^]*error +\S/,
  );
});

it.each([
  [["show", "file", "99"], 3, "importer list files"],
  [["show", "file", "nowhere.flac"], 3, "importer list files"],
  [["show", "file", "1", "--history"], 2, "importer show file 1"],
  [["show", "file", "1", "--sources"], 2, "importer show file 1"],
])("%j ends with %i and says what to type", async (argv, exitCode, hint) => {
  const stage = await createStage();
  const result = await stage.importer(argv);
  expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(hint)]);
});

it("the version is a document where one is asked for", async () => {
  const { importer } = await createStage();
  const plain = (await importer(["--version"])).stdout.trim();
  for (const argv of [
    ["--version", "--json"],
    ["--json", "-V"],
    ["version", "--json"],
  ])
    expect(documentOf(await importer(argv))).toEqual({ version: plain });
});
