import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createStage, documentOf, expectNoStack, type CliResult } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** What the system, Node and SQLite call their errors: nobody should have to know. */
const systemText =
  /\bE(?!RROR|XIT)[A-Z]{3,}\b|\bERR_\w+|SQLITE_\w+|this should not happen|unable to open|file is not a database|readonly database/;

const makePath: Record<string, () => string> = {
  "is not there": () => join(temporaryFolder(), "none"),
  "is a file": () => fileIn(temporaryFolder()),
  "lies below a file": () => join(fileIn(temporaryFolder()), "music"),
  "has too long a name": () => join(temporaryFolder(), "a".repeat(300)),
  "is a link in a circle": () => {
    const link = join(temporaryFolder(), "link");
    symlinkSync(link, link);
    return link;
  },
  "leads to nothing": () => {
    const link = join(temporaryFolder(), "link");
    symlinkSync("/nowhere/at/all", link);
    return link;
  },
};
if (process.platform === "linux") makePath["is one that Node would make for ever"] = () => "/proc/importer";

function fileIn(folder: string): string {
  writeFileSync(join(folder, "file"), "");
  return join(folder, "file");
}

function expectWords({ exitCode, stdout, stderr }: CliResult, path: string): void {
  expect(exitCode).toBeGreaterThan(0);
  expect(stdout + stderr).toContain(path);
  expect(stdout + stderr).not.toMatch(systemText);
  expectNoStack({ stdout, stderr });
}

const commands = [
  ["scan"],
  ["scan", "--dry-run"],
  ["export", "lyrics"],
  ["export", "artwork"],
  ["export", "artwork", "--dry-run"],
];

it.each(Object.keys(makePath))("a folder that %s is named, and the library not blamed", async (kind) => {
  const stage = await createStage();
  const path = makePath[kind]!();
  for (const command of commands) {
    const result = await stage.importer([...command, path]);
    expectWords(result, path);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).not.toContain("library.db");
    const json = await stage.importer([...command, path, "--json"]);
    expect(documentOf(json)).toMatchObject({ error: { code: "usage", exitCode: 2 } });
  }
});

/** Whatever opens a library, or puts something beside it. */
const waysIn = [
  ["list", "albums"],
  ["album", "Surrender"],
  ["worker", "--drain"],
  ["enrich"],
  ["history"],
  ["backup"],
  ["config", "set", "IMPORTER_CONTACT", "a@example.org"],
  ["catalogue", "build"],
];

const { "is not there": _, ...homes } = makePath;
if (process.platform === "linux") homes["takes no files of anybody"] = () => "/sys";

it.each(Object.keys(homes))("a home that %s is told, by every way to open a library", async (kind) => {
  const stage = await createStage();
  const path = homes[kind]!();
  const env = { IMPORTER_HOME: path };
  for (const command of waysIn) {
    const result = await stage.importer(command, { env });
    expectWords(result, path);
    expect([command, result.exitCode]).toEqual([command, 2]);
    expect(result.stderr).toContain("set IMPORTER_HOME to ");
    expect(result.stderr.trimEnd().split("\n"), "a line, and what to do").toHaveLength(2);
  }
  const doctor = await stage.importer(["doctor"], { env });
  expect(doctor.exitCode).toBe(2);
  expectWords(doctor, path);
});

it.each([
  ["is not there", () => join(temporaryFolder(), "none.db"), /there is no such file/],
  ["is a folder", () => temporaryFolder(), /there is no such file/],
  ["is packed", () => packed(), /a packed one must be unpacked first/],
])("an LRCLIB database that %s is blamed itself: exit 2", async (_, make, words) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  await stage.importer(["worker", "--drain"]);
  const path = make();
  const env = { IMPORTER_LRCLIB_DATABASE: path };
  const result = await stage.importer(["enrich"], { env });
  expectWords(result, path);
  expect(result.exitCode).toBe(2);
  expect(result.stderr).toMatch(words);
  expect(result.stderr).toContain("IMPORTER_LRCLIB_DATABASE");
  expect(result.stderr).not.toContain("library.db");
});

function packed(): string {
  const path = join(temporaryFolder(), "lrclib.sqlite3.gz");
  writeFileSync(path, gzipSync("SQLite format 3\0"));
  return path;
}

/** Commands that read a file, given what is none: told in words, with the path, and nothing of the library. */
it.each(Object.keys(makePath).filter((kind) => kind !== "is a file"))(
  "a list that %s is named",
  async (kind) => {
    const stage = await createStage();
    const path = makePath[kind]!();
    for (const command of [["import"], ["import", "--dry-run"], ["review", "apply"]]) {
      const result = await stage.importer([...command, path]);
      expectWords(result, path);
      expect(result.exitCode).toBe(2);
      expect(result.stderr).not.toContain("library.db");
    }
  },
);

it("a target in an export that can't be written is one file that failed, in words", async () => {
  const stage = await createStage();
  const music = temporaryFolder();
  mkdirSync(join(music, "song.mp3"));
  symlinkSync(join(music, "none"), join(music, "other.mp3"));
  writeFileSync(join(music, "empty.mp3"), "");
  const result = await stage.importer(["scan", "--strict", music]);
  expect(result.exitCode).toBe(1);
  expect(result.stdout + result.stderr).not.toMatch(systemText);
});
