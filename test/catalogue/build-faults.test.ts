import { existsSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { archiveOf, frontOf, type Dump, type Dumped } from "../../src/demo/dumps/dump.ts";
import { storedXz } from "../../src/demo/dumps/stored-xz.ts";
import { tarEnd, tarMember } from "../../src/demo/dumps/tar.ts";
import { catalogueStage, demoDump, writeDump, writeWithSums } from "./dumps.ts";

/** Whatever is wrong with a dump: a clear error that names the file, and the catalogue that is there serves on. */
const withLines = (entity: Dumped, change: (lines: string[]) => string[]): string => {
  const { lines } = demoDump();
  return writeDump(demoDump({ lines: { ...lines, [entity]: change(lines[entity]) } }));
};
const changed = (line: string, change: Record<string, unknown>): string =>
  JSON.stringify({ ...(JSON.parse(line) as object), ...change });
const first = (change: Record<string, unknown>) => (lines: string[]) =>
  lines.map((line, at) => (at === 0 ? changed(line, change) : line));
const archive = (dump: Dump, members: [string, Buffer][], end = tarEnd): Buffer =>
  storedXz(
    Buffer.concat([...[...frontOf(dump), ...members].map(([name, body]) => tarMember(name, body)), end]),
  );
const groups = (bytes: Buffer): string => writeWithSums(demoDump(), { "release-group.tar.xz": bytes });
const whole = archiveOf(demoDump(), "release-group");
const schema: [string, Buffer] = ["JSON_DUMPS_SCHEMA_NUMBER", Buffer.from("1\n")];
const body = Buffer.from(demoDump().lines["release-group"].join("\n"));

const faults: [what: string, folder: () => string, says: RegExp, exitCode?: number][] = [
  ["no folder", () => "/nowhere/20260923-001002", /there is no folder \/nowhere/, 2],
  ["no checksums", () => without("SHA256SUMS"), /SHA256SUMS is missing/, 2],
  ["an archive that is missing", () => without("release-group.tar.xz"), /release-group\.tar\.xz is missing/, 2],
  ["checksums that leave one out", () => writeDump(demoDump(), { SHA256SUMS: Buffer.from("") }), /says nothing of artist\.tar\.xz/, 2],
  ["a wrong sum", () => writeDump(demoDump(), { "artist.tar.xz": archiveOf(demoDump({ sequence: 1 }), "artist") }), /artist\.tar\.xz can't be used: its SHA-256 is/],
  ["an archive cut off", () => groups(whole.subarray(0, whole.length / 2)), /can't be unpacked/],
  ["a tar cut off", () => groups(storedXz(Buffer.concat([tarMember("TIMESTAMP", frontOf(demoDump())[0]![1])]))), /ends too early/],
  ["no xz", () => groups(Buffer.from("<html>log in</html>")), /can't be unpacked/],
  ["no tar", () => groups(storedXz(Buffer.alloc(4096, "x"))), /is no tar archive/],
  ["a flipped byte", () => groups(flipped(whole)), /can't be unpacked/],
  ["no body", () => groups(archive(demoDump(), [schema])), /holds no mbdump\/release-group/],
  ["another body", () => groups(archive(demoDump(), [["mbdump/label", body], schema])), /holds no mbdump\/release-group/],
  ["no schema number", () => groups(archive(demoDump(), [["mbdump/release-group", body]])), /JSON_DUMPS_SCHEMA_NUMBER/],
  ["an unknown schema number", () => writeDump(demoDump({ schemaNumber: "2\n" })), /schema "2", and this program knows 1/],
  ["an archive of another dump", () => groups(archiveOf(demoDump({ sequence: 187_999 }), "release-group")), /of another dump: its sequence is 187999/],
  ["an archive of another week", () => groups(archiveOf(demoDump({ stamp: "20260930-001002" }), "release-group")), /of another dump: it was made at 2026-09-30/],
  ["a front that is no time", () => groups(storedXz(Buffer.concat([tarMember("TIMESTAMP", Buffer.from("soon")), tarMember("mbdump/release-group", body), tarEnd]))), /TIMESTAMP is "soon"/],
  ["a line that is no JSON", () => withLines("artist", (lines) => [...lines, "{"]), /line \d+ of mbdump\/artist can't be used: it is no JSON/],
  ["an empty line", () => withLines("artist", (lines) => ["", ...lines]), /line 1 of mbdump\/artist/],
  ["a document of another kind", () => withLines("release-group", first({ id: "x" })), /line 1 of mbdump\/release-group can't be used: it is none that is known/],
  ["a group credited to nobody", () => withLines("release-group", first({ "artist-credit": [] })), /is credited to nobody/],
  ["a group without a credit", () => withLines("release-group", first({ "artist-credit": undefined })), /is credited to nobody/],
  ["a group without a title", () => withLines("release-group", first({ title: "" })), /has no title/],
  ["an artist without a name", () => withLines("artist", first({ name: null })), /has no name/],
  ["a release without a credit", () => withLines("release", first({ "artist-credit": null })), /is credited to nobody/],
  ["a release of no group", () => withLines("release", first({ "release-group": null })), /of no release group/],
  ["a document twice", () => withLines("release-group", (lines) => [...lines, lines[0]!]), /two of its documents have the same MBID/],
  ["a line without an end", () => groups(archive(demoDump(), [["mbdump/release-group", Buffer.alloc(65 * 1024 ** 2, "x")]])), /longer than 64 MB/],
]; // prettier-ignore

function without(name: string): string {
  const folder = writeDump(demoDump());
  rmSync(`${folder}/${name}`);
  return folder;
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[2000]! ^= 1;
  return copy;
}

describe("a dump that is not as it should be", () => {
  it.each(faults)("%s: a clear error, and the old file serves on", async (_, folder, says, exitCode = 1) => {
    const stage = catalogueStage();
    const path = folder();
    const { exitCode: ended, stderr } = await stage.importer([
      "catalogue",
      "build",
      "--releases",
      "--from",
      path,
    ]);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain("should not happen");
    expect(ended).toBe(exitCode);
    expect(existsSync(stage.path)).toBe(false);
  });

  it("leaves the catalogue that is there as it is, byte for byte", async () => {
    const stage = catalogueStage();
    const built = await stage.importer(["catalogue", "build", "--from", writeDump(demoDump())]);
    expect(built.exitCode).toBe(0);
    expect(built.stderr).not.toContain("IMPORTER_CONTACT"); // nobody is asked
    const before = readFileSync(stage.path);
    const newer = demoDump({ stamp: "20260930-001002" });
    const broken = { ...newer.lines, "release-group": [...newer.lines["release-group"], "{"] };
    const folder = writeDump({ ...newer, lines: broken });
    expect((await stage.importer(["catalogue", "build", "--from", folder])).exitCode).toBe(1);
    expect(readFileSync(stage.path).equals(before)).toBe(true);
    const { stdout } = await stage.importer(["catalogue", "status"]);
    expect(stdout).toMatch(/23 Sep 2026[^]*begun and not ended: 20260930-001002/);
  });

  it("is built, where it is only unusual: sizes in base 256, no newline at the end, another time in each archive", async () => {
    const stage = catalogueStage();
    const late = archiveOf(demoDump({ stamp: "20260923-140000", base256: true }), "release-group");
    const folder = writeWithSums(demoDump({ base256: true }), { "release-group.tar.xz": late });
    const { exitCode, stderr } = await stage.importer(["catalogue", "build", "--releases", "--from", folder]);
    expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
    expect(stage.open().about.counts).toMatchObject({
      groups: 10,
      releases: demoDump().lines.release.length,
    });
  });

  it("refuses an older dump than the one that is there, unless it is forced", async () => {
    const stage = catalogueStage();
    await stage.importer(["catalogue", "build", "--from", writeDump(demoDump())]);
    const older = writeDump(demoDump({ stamp: "20260916-001002" }));
    const refused = await stage.importer(["catalogue", "build", "--from", older]);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("--force")]);
    expect((await stage.importer(["catalogue", "build", "--force", "--from", older])).exitCode).toBe(0);
    expect((await stage.importer(["catalogue", "status"])).stdout).toContain("16 Sep 2026");
  });
});
