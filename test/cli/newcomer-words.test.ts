import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flac } from "../helpers/audio.ts";
import { createStage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** What a person reads who has nothing yet, or little: no counts of nothing, no library's own words, and no dry run that has done something. */

const countOfNothing = /(?<![\d.,:/#-])\b0 (?!s\b|%|MB\b)[a-z]+/;

function musicFolder(): string {
  const music = temporaryFolder();
  mkdirSync(join(music, "Nevermind"));
  const whole = flac(
    { ALBUM: "Nevermind", ARTIST: "Nirvana", TITLE: "Polly", TRACKNUMBER: "6" },
    { seconds: 100 },
  );
  writeFileSync(join(music, "Nevermind", "6.flac"), whole);
  return music;
}

it.each([
  ["hello.flac", Buffer.from("hello")],
  ["cut.flac", flac({ TITLE: "Cut" }).subarray(0, 40)],
  ["garbled.flac", Buffer.concat([flac({ TITLE: "Cut" }).subarray(0, 60), Buffer.alloc(300, 7)])],
  ["hello.m4a", Buffer.from("hello hello hello hello hello")],
  ["hello.wav", Buffer.from("hello")],
  ["hello.wma", Buffer.from("hello")],
  ["page.opus", Buffer.from(`OggS${"\0".repeat(30)}`)],
])("of %s, which can't be read, it says so in its own words", async (name, bytes) => {
  const { importer } = await createStage();
  const music = temporaryFolder();
  writeFileSync(join(music, name), bytes);
  const { stdout } = await importer(["scan", music]);
  expect(stdout).toMatch(/not read: .*: (no audio in it|it is damaged, cut off, or no audio)\n/);
});

it("counts of nothing are not told", async () => {
  const { importer } = await createStage();
  const music = musicFolder();
  const list = join(temporaryFolder(), "list.txt");
  writeFileSync(list, "U2 - Desire\n");
  const commands = [
    ["scan", temporaryFolder()],
    ["scan", music],
    ["scan", music],
    ["export", "lyrics", music],
    ["import", list, "--background"],
    ["worker", "--queue", "serial", "--drain"],
    ["import", list, "--background"],
    ["complete", "--dry-run", "--no-enrich"],
    ["complete", "--no-enrich"],
    ["sync", music, "--dry-run"],
  ];
  for (const argv of commands) {
    const { stdout, stderr } = await importer(argv);
    expect([argv, countOfNothing.exec(stdout + stderr)?.[0]]).toEqual([argv, undefined]);
  }
});

it("a dry run says what would be done, as the run does it", async () => {
  const { importer } = await createStage();
  const list = join(temporaryFolder(), "list.txt");
  writeFileSync(list, "U2 - Desire\n");
  expect((await importer(["import", list, "--dry-run"])).stdout).toBe("1 row: 1 would be created\n");
  expect((await importer(["import", list])).stdout).toBe("1 row: 1 created\n");
  await importer(["scan", musicFolder()]);
  const run = await importer(["complete", "--no-enrich"]);
  expect(run.stdout).toContain("1 to review");
  const dry = await importer(["complete", "--dry-run"]);
  expect(dry.stdout).toBe(
    "no album to ask for; 1 waits in importer review, or stays as it is; nothing was written (--dry-run)\n",
  );
  expect((await importer(["complete", "--dry-run", "--retry", "not_found"])).stdout).toContain(
    "1 album to identify",
  );
});

it("history says of a sheet of decisions that was partly done what was", async () => {
  const { importer } = await createStage();
  for (const title of ["Desire", "Nothing At All"]) await importer(["album", title]);
  const sheet = join(temporaryFolder(), "open.csv");
  writeFileSync(sheet, "id,decision\n1,1\n2,7\n");
  const applied = await importer(["review", "apply", sheet]);
  expect(applied.exitCode).toBe(1);
  expect((await importer(["history"])).stdout).toMatch(/review apply .* 1 of 2 done, 1 failed/);
});

it("show says of covers and lyrics in words how they stand", async () => {
  const { importer } = await createStage();
  await importer(["scan", musicFolder()]);
  const { stdout } = await importer(["show", "track", "1"]);
  expect(stdout).toMatch(/lyrics +not asked for yet\n +artwork +not asked for yet\n/);
  expect((await importer(["show", "file", "1"])).stdout).toMatch(/scanned +\d{4}-\d\d-\d\d \d\d:\d\d/);
});
