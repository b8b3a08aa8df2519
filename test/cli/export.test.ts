import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { drawPng } from "../helpers/pictures.ts";
import type { ExportResult } from "../../src/scan/export.ts";
import { flac, type AudioTags } from "../helpers/audio.ts";
import { documentOf, importer, patientSettings } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const cover = (seed: string): Buffer => drawPng(seed, 300);
const synced = "[00:01.00]la\n[00:02.00]la la";

/** A folder of scanned music. */
async function scanned(files: Record<string, Buffer>) {
  const [music, home] = [realpathSync(temporaryFolder()), temporaryFolder()];
  const env = { ...patientSettings, IMPORTER_HOME: home };
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(music, name)), { recursive: true });
    writeFileSync(join(music, name), bytes);
  }
  expect(await importer(["scan", music], { env })).toMatchObject({ exitCode: 0 });
  const at = (name: string): string => join(music, name);
  const read = (name: string): string => readFileSync(at(name), "utf8");
  const outcomes = async (...argv: string[]): Promise<Record<string, string>> => {
    const { files } = documentOf<ExportResult>(await importer(["export", ...argv, music, "--json"], { env }));
    return Object.fromEntries(files.map(({ path, outcome }) => [path.slice(music.length + 1), outcome]));
  };
  return { music, env, at, read, outcomes };
}

const song = (tags: AudioTags, picture?: Buffer): Buffer =>
  flac({ ARTIST: "The Testers", ALBUM: "First", ...tags }, picture ? { picture: { bytes: picture } } : {});

it("writes .lrc and .txt beside the audio files, and nothing for a song without lyrics", async () => {
  const { music, env, at, read, outcomes } = await scanned({
    "a/one.flac": song({ TITLE: "One", LYRICS: synced }),
    "a/two.flac": song({ TITLE: "Two", LYRICS: "only words" }),
    "b/three.flac": song({ TITLE: "Three", LYRICS: "[Instrumental]" }),
    "b/four.flac": song({ TITLE: "Four" }),
  });
  const result = await importer(["export", "lyrics", music], { env });
  expect(result).toMatchObject({ exitCode: 0 });
  expect(result.stdout).toContain(`wrote ${at("a/one.lrc")}\n`);
  expect(result.stdout).toContain("lyrics: 2 written\n");
  expect(read("a/one.lrc")).toBe("[00:01.00] la\n[00:02.00] la la\n");
  expect(read("a/two.txt")).toBe("only words\n");
  expect(readdirSync(at("b")).sort()).toEqual(["four.flac", "three.flac"]);
  expect(await outcomes("lyrics")).toEqual({ "a/one.lrc": "unchanged", "a/two.txt": "unchanged" });
});

it("keeps a file that says something else, unless forced, and a newer one in any case", async () => {
  const { music, env, at, read, outcomes } = await scanned({
    "one.flac": song({ TITLE: "One", LYRICS: synced }),
  });
  const own = `\uFEFF${synced.replaceAll("]", "]  ").replaceAll("\n", "\r\n")}`;
  writeFileSync(at("one.lrc"), own);
  expect(await outcomes("lyrics")).toEqual({ "one.lrc": "unchanged" }); // the same, set otherwise
  writeFileSync(at("one.lrc"), "my own\n");
  const kept = await importer(["export", "lyrics", music], { env });
  expect(kept.exitCode).toBe(0);
  expect(kept.stdout).toContain(`kept ${at("one.lrc")}`);
  expect(kept.stderr).toContain("--force");
  expect(read("one.lrc")).toBe("my own\n");
  expect(await outcomes("lyrics", "--force")).toEqual({ "one.lrc": "kept" });
  const forced = await importer(["export", "lyrics", music, "--force"], { env });
  expect(forced.stdout).toContain(`${at("one.lrc")}: one.lrc is newer than the library's\n`);
  expect(forced.stderr).toBe(
    "what is newer than the library's stays, also with --force; to have the library's, move it away first\n",
  );
  expect(read("one.lrc")).toBe("my own\n");
  utimesSync(at("one.lrc"), 1_000_000_000, 1_000_000_000);
  expect(await outcomes("lyrics", "--force")).toEqual({ "one.lrc": "written" });
  expect(read("one.lrc")).toContain("la la");
  expect(readdirSync(music).sort()).toEqual(["one.flac", "one.lrc"]);
});

it("writes nothing on a dry run", async () => {
  const { music, env, at } = await scanned({
    "one.flac": song({ TITLE: "One", LYRICS: synced }, cover("one")),
  });
  for (const [what, name] of [
    ["lyrics", "one.lrc"],
    ["artwork", "cover.png"],
  ] as const) {
    const { stdout } = await importer(["export", what, music, "-n"], { env });
    expect(stdout).toContain(`would write ${at(name)}\n`);
    expect(existsSync(at(name))).toBe(false);
  }
});

it("writes one cover into each folder that holds one album", async () => {
  const bytes = cover("one");
  const { at, outcomes } = await scanned({
    "a/one.flac": song({ TITLE: "One" }, bytes),
    "a/two.flac": song({ TITLE: "Two" }),
    "mixed/three.flac": song({ TITLE: "Three", ALBUM: "Second" }, cover("two")),
    "mixed/four.flac": song({ TITLE: "Four", ALBUM: "Third" }, cover("three")),
    "none/five.flac": song({ TITLE: "Five", ALBUM: "Fourth" }),
  });
  expect(await outcomes("artwork")).toEqual({ "a/cover.png": "written", mixed: "mixed" });
  expect(readFileSync(at("a/cover.png")).equals(bytes)).toBe(true);
  expect(await outcomes("artwork")).toEqual({ "a/cover.png": "unchanged", mixed: "mixed" });
  writeFileSync(at("a/cover.png"), "other");
  expect(await outcomes("artwork")).toEqual({ "a/cover.png": "kept", mixed: "mixed" });
  utimesSync(at("a/cover.png"), 1_000_000_000, 1_000_000_000);
  expect(await outcomes("artwork", "--force")).toEqual({ "a/cover.png": "written", mixed: "mixed" });
  expect(readFileSync(at("a/cover.png")).equals(bytes)).toBe(true);
});

it("puts no second cover beside one of another type", async () => {
  const { at, outcomes } = await scanned({ "a/one.flac": song({ TITLE: "One" }, cover("one")) });
  writeFileSync(at("a/cover.jpg"), "a picture of somebody's own");
  expect(await outcomes("artwork")).toEqual({ "a/cover.png": "kept" });
  expect(existsSync(at("a/cover.png"))).toBe(false);
});

it("ends with 2 for a folder that is not there, and says so when there is nothing to write", async () => {
  const { music, env } = await scanned({ "one.flac": song({ TITLE: "One" }) });
  const missing = await importer(["export", "lyrics", join(music, "nowhere")], { env });
  expect(missing).toMatchObject({ exitCode: 2, stdout: "" });
  const nothing = await importer(["export", "lyrics", music], { env });
  expect(nothing).toMatchObject({ exitCode: 0 });
  expect(nothing.stderr).toContain("no lyrics for audio files");
});
