import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { frontOf, type Dumped } from "../../src/demo/dumps/dump.ts";
import { storedXz } from "../../src/demo/dumps/stored-xz.ts";
import { tarEnd, tarHeader, tarMember, tarSealed } from "../../src/demo/dumps/tar.ts";
import { catalogueStage, demoDump, writeDump, writeWithSums } from "./dumps.ts";

/**
 * Dumps as nobody means to make them. What is only unusual is built, and what could not be read of it is counted and told; for
 * what can't be trusted there is a clear error. Never half of either.
 */

type Json = Record<string, unknown>;

/** The demo's dump with its first document of a kind changed. */
const withFirst = (entity: Dumped, change: (line: string) => string): string => {
  const { lines } = demoDump();
  const changed = lines[entity].map((line, at) => (at === 0 ? change(line) : line));
  return writeDump(demoDump({ lines: { ...lines, [entity]: changed } }));
};
const saying = (entity: Dumped, changes: Json): string =>
  withFirst(entity, (line) => JSON.stringify({ ...(JSON.parse(line) as Json), ...changes }));
const beginning = (entity: Dumped, text: string): string =>
  withFirst(entity, (line) => line.replace(/^\{/, () => `{${text},`));
const adding = (entity: Dumped, ...added: string[]): string => {
  const { lines } = demoDump();
  return writeDump(demoDump({ lines: { ...lines, [entity]: [...lines[entity], ...added] } }));
};

const usual = demoDump().lines;
const [firstArtist = "", firstRelease = ""] = [usual.artist[0], usual.release[0]];
const body = Buffer.from(usual.artist.join("\n"));
const schema = tarMember("JSON_DUMPS_SCHEMA_NUMBER", Buffer.from("1\n"));
/** `changed` to undefined: left out. */
const front = (changed: Record<string, string | undefined> = {}): Buffer[] =>
  frontOf(demoDump()).flatMap(([name, bytes]) => {
    const text = name in changed ? changed[name] : bytes;
    return text === undefined ? [] : [tarMember(name, Buffer.from(text))];
  });
/** The archive of the artists, of these members. */
const archived = (...members: Buffer[]): string =>
  writeWithSums(demoDump(), { "artist.tar.xz": storedXz(Buffer.concat(members)) });
const artists = tarMember("mbdump/artist", body);
const artistsAs = (content: string | Buffer): string =>
  archived(...front(), tarMember("mbdump/artist", Buffer.from(content)), schema, tarEnd);
const inFront = (changed: Record<string, string | undefined>): string =>
  archived(...front(changed), artists, schema, tarEnd);

function withSums(change: (text: string) => string | Buffer): string {
  const folder = writeDump(demoDump());
  const path = join(folder, "SHA256SUMS");
  writeFileSync(path, change(readFileSync(path, "utf8")));
  return folder;
}

const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

const spoiled = Buffer.from(body);
spoiled[spoiled.indexOf('"name":"') + 8] = 0xff;

const unusual: [what: string, folder: () => string][] = [
  ["fields nobody knows", () => saying("artist", { "future-field": { a: [1] }, constructor: "x" })],
  ["a field that is called __proto__", () => beginning("artist", '"__proto__":{"name":"evil"}')],
  ["a key that is there twice", () => beginning("artist", '"name":"Other"')],
  ["letters that turn the line round", () => saying("release-group", { title: "\u202Egnp.exe\u2066 \u05D0\u05D1 \u061C" })],
  ["a name that nobody sees", () => saying("artist", { name: "\u200B\u2060" })],
  ["control signs", () => saying("artist", { name: "\u001b[31mRed\u0007\u009b" })],
  ["half a pair of signs and no more", () => saying("artist", { name: "\ud800" })],
  ["bytes that are no UTF-8", () => artistsAs(spoiled)],
  ["lists in lists, a million deep", () => beginning("artist", `"deep":${nested("[", "]", 1_000_000)}`)],
  ["objects in objects, in a field nobody knows", () => beginning("artist", `"deep":${nested('{"a":', "}", 50_000)}`)],
  ["dates that are none", () => saying("release-group", { "first-release-date": "0000" })],
  ["a month of no year", () => saying("release-group", { "first-release-date": "????-05" })],
  ["a length beyond all numbers of the library", () => withFirst("release", (line) => line.replace(/"length":\d+/g, '"length":1e308'))],
  ["a title of two million words", () => saying("release-group", { title: "word ".repeat(2 * 1024 ** 2) })],
  ["an annotation of 60 MB", () => saying("release-group", { annotation: "x".repeat(60 * 1024 ** 2) })],
  ["twenty thousand aliases", () => saying("artist", { aliases: Array.from({ length: 20_000 }, (_, at) => ({ name: `Alias ${at}` })) })],
  ["lines that end in CRLF", () => artistsAs(`${usual.artist.join("\r\n")}\r\n`)],
  ["no artist at all: the credits tell of them", () => artistsAs("")],
  ["something behind the end of the tar", () => archived(...front(), artists, schema, tarEnd, Buffer.alloc(100_000, "g"))],
  ["one empty block at its end", () => archived(...front(), artists, schema, tarEnd.subarray(512))],
  ["a time with three million spaces behind it", () => inFront({ TIMESTAMP: `2026-09-23 00:10:02+00${" ".repeat(3e6)}` })],
  ["no number of the schema of their tables", () => inFront({ SCHEMA_SEQUENCE: undefined })],
  ["a number of it that is none", () => inFront({ SCHEMA_SEQUENCE: "x" })],
  ["checksums in capitals, with CRLF", () => withSums((text) => text.replace(/^[0-9a-f]+/gm, (sum) => sum.toUpperCase()).replaceAll("\n", "\r\n"))],
  ["checksums with ./ before the names, and no mark", () => withSums((text) => text.replaceAll(" *", "  ./"))],
]; // prettier-ignore

it.each(unusual)("%s: built whole, and nothing is told", async (_, folder) => {
  const stage = catalogueStage();
  const built = await stage.importer(["catalogue", "build", "--releases", "--from", folder()]);
  expect([built.exitCode, built.stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect(built.stdout).not.toContain("could not be read");
  expect((await stage.importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
  expect(stage.open().about).toMatchObject({ counts: { groups: 10, releases: usual.release.length } });
});

const told: [what: string, folder: () => string, says: RegExp][] = [
  ["relations that are no list", () => saying("artist", { relations: "x" }), /parts of 1 artist could not be read, the first in line 1 of mbdump\/artist: a field can't be read \(.*expected array/],
  ["aliases that are no list", () => saying("release-group", { aliases: { name: "x" } }), /parts of 1 album could not be read, the first in line 1 of mbdump\/release-group: a field/],
  ["aliases in lists, deeper and deeper", () => withFirst("artist", (line) => JSON.stringify({ ...(JSON.parse(line) as Json), aliases: "there" }).replace('"there"', () => nested("[", "]", 50_000))), /parts of 1 artist/],
  ["media that are none", () => saying("release", { media: "x" }), /parts of 1 release could not be read, the first in line 1 of mbdump\/release: a field can't be read/],
  ["no track that is one", () => saying("release", { media: [{ position: 1, tracks: [{}, 3] }] }), /the first in line 1 of mbdump\/release: a track without a name can't be read/],
  ["a number beyond all numbers", () => withFirst("release", (line) => line.replace(/"track-count":\d+/g, '"track-count":1e999')), /parts of 1 release/],
  ["a genre without a name", () => saying("artist", { genres: [{ name: "rock", count: 1 }, { name: null, count: 1 }] }), /parts of 1 artist could not be read, the first in line 1 of mbdump\/artist: a genre without a name/],
  ["every document of a kind in a new way", () => {
    const { lines } = demoDump();
    const release = lines.release.map((line) => JSON.stringify({ ...(JSON.parse(line) as Json), media: {} }));
    return writeDump(demoDump({ lines: { ...lines, release } }));
  }, new RegExp(`parts of ${usual.release.length} releases`)],
]; // prettier-ignore

it.each(told)("%s: built without, and told when it is and afterwards", async (_, folder, says) => {
  const stage = catalogueStage();
  const built = await stage.importer(["catalogue", "build", "--releases", "--from", folder()]);
  expect([built.exitCode, built.stdout]).toEqual([0, expect.stringMatching(says)]);
  expect((await stage.importer(["catalogue", "status"])).stdout).toMatch(says);
  expect((await stage.importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
});

it("what could not be read of two kinds at once is counted and told of each", async () => {
  const { lines } = demoDump();
  const without = (entity: Dumped, key: string, most: number): string[] =>
    lines[entity].map((line, at) =>
      at < most ? JSON.stringify({ ...(JSON.parse(line) as Json), [key]: "x" }) : line,
    );
  const dump = demoDump({
    lines: {
      artist: without("artist", "relations", 2),
      "release-group": without("release-group", "aliases", 3),
      release: without("release", "media", 4),
    },
  });
  const stage = catalogueStage();
  const build = ["catalogue", "build", "--releases", "--from", writeDump(dump)];
  const { stdout } = await stage.importer(build);
  for (const says of ["2 artists", "3 albums", "4 releases"])
    expect(stdout).toContain(`parts of ${says} could not be read`);
  const { unread } = stage.open().about;
  expect(unread).toMatchObject({
    artist: { documents: 2, first: expect.stringContaining("line 1 of mbdump/artist") as string },
    "release-group": {
      documents: 3,
      first: expect.stringContaining("line 1 of mbdump/release-group") as string,
    },
    release: { documents: 4, first: expect.stringContaining("line 1 of mbdump/release") as string },
  });
});

it("what could not be read of the albums is still told once the releases are there, too", async () => {
  const stage = catalogueStage();
  const folder = saying("artist", { relations: "x" });
  await stage.importer(["catalogue", "build", "--from", folder]);
  const { stdout } = await stage.importer(["catalogue", "build", "--releases", "--from", folder, "--json"]);
  const { unread } = (JSON.parse(stdout) as { catalogue: { unread: unknown } }).catalogue;
  expect(unread).toEqual({ artist: { documents: 1, first: expect.stringContaining("line 1 of mbdump/artist") as string } }); // prettier-ignore
});

const negative = tarHeader("mbdump/artist", 1, true).fill(0xff, 124, 136);
const beyond = tarHeader("mbdump/artist", 1, true).fill(1, 125, 126);
const ofType = (type: string, content: Buffer): Buffer => {
  const header = tarHeader("mbdump/artist", content.length);
  header.write(type, 156);
  return Buffer.concat([tarSealed(header), content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
};

const refused: [what: string, folder: () => string, says: RegExp, exitCode?: number][] = [
  ["an artist twice, once in capitals", () => adding("artist", firstArtist.replace(/"id":"[^"]+"/, (id) => id.toUpperCase().replace("ID", "id"))), /artist\.tar\.xz can't be used: two of its documents have the same MBID/],
  ["a release twice", () => adding("release", firstRelease), /release\.tar\.xz can't be used: two of its documents/],
  ["a list for a document", () => adding("artist", "[]"), /line 24 of mbdump\/artist can't be used: it is none that is known: : .*expected object, received array/],
  ["null for a document", () => adding("artist", "null"), /expected object, received null/],
  ["a text for a document", () => adding("release", '"x"'), /expected object, received string/],
  ["a title that is a number", () => saying("release-group", { title: 7 }), /line 1 of mbdump\/release-group can't be used: .* has no title/],
  ["a credit that is no list", () => saying("release-group", { "artist-credit": {} }), /is credited to nobody/],
  ["a credit of no artist", () => saying("release-group", { "artist-credit": [{ name: "x", artist: null }] }), /is credited to nobody/],
  ["a NUL as it is", () => withFirst("artist", (line) => line.replace('"name":"', '"name":"\u0000')), /line 1 of mbdump\/artist can't be used: it is no JSON/],
  ["a byte order mark before the documents", () => artistsAs(Buffer.concat([Buffer.from("\uFEFF"), body])), /line 1 of mbdump\/artist can't be used: it is no JSON/],
  ["an empty line at its end", () => artistsAs(`${usual.artist.join("\n")}\n\n`), /line 24 of mbdump\/artist can't be used: it is no JSON/],
  ["documents in a sparse file", () => archived(...front(), ofType("S", body), schema, tarEnd), /holds no mbdump\/artist/],
  ["a link for the documents", () => archived(...front(), ofType("2", Buffer.alloc(0)), schema, tarEnd), /holds no mbdump\/artist/],
  ["two members of the same name", () => archived(...front(), tarMember("mbdump/artist", Buffer.from(firstArtist)), tarMember("mbdump/artist", Buffer.from(usual.artist.slice(1).join("\n"))), schema, tarEnd), /holds two mbdump\/artist/],
  ["no end of the tar", () => archived(...front(), artists, schema), /ends too early/],
  ["a size below zero", () => archived(...front(), tarSealed(negative), body), /impossible size/],
  ["a size in base 256 beyond the archive", () => archived(...front(), tarSealed(beyond), body.subarray(0, 0), tarEnd), /ends too early|is no JSON|impossible size/],
  ["no time", () => inFront({ TIMESTAMP: undefined }), /no TIMESTAMP stands before its documents/],
  ["the 31st of February", () => inFront({ TIMESTAMP: "2026-02-31 00:00:00+00" }), /it is of another dump: it was made at 2026-02-31/],
  ["no sequence, where the others have one", () => inFront({ REPLICATION_SEQUENCE: undefined }), /release-group\.tar\.xz can't be used: it is of another dump: its sequence is 187654, and that of .*artist\.tar\.xz is none/],
  ["a sequence that is no number", () => inFront({ REPLICATION_SEQUENCE: "abc" }), /its REPLICATION_SEQUENCE is "abc", which is no number/],
  ["a schema that is 1 only as a number", () => writeDump(demoDump({ schemaNumber: "01\n" })), /schema "01", and this program knows 1/],
  ["a schema of no words", () => writeDump(demoDump({ schemaNumber: " \n" })), /does not say of which schema/],
  ["a checksum that another line gives otherwise", () => withSums((text) => `${text}${"0".repeat(64)} *artist.tar.xz\n`), /SHA256SUMS says 0{64}/],
  ["checksums as BSD writes them", () => withSums((text) => text.replace(/^(\S+) \*(.*)$/gm, "SHA256 ($2) = $1")), /SHA256SUMS says nothing of artist\.tar\.xz/, 2],
  ["checksums that are too short", () => withSums((text) => text.replace(/^[0-9a-f]{4}/gm, "")), /SHA256SUMS says nothing of artist\.tar\.xz/, 2],
  ["checksums in UTF-16", () => withSums((text) => Buffer.from(text, "utf16le")), /SHA256SUMS says nothing of artist\.tar\.xz/, 2],
]; // prettier-ignore

it.each(refused)(
  "%s: a clear error, the file that is there untouched",
  async (_, folder, says, exitCode = 1) => {
    const stage = catalogueStage();
    const older = writeDump(demoDump({ stamp: "20260916-001002" }));
    expect((await stage.importer(["catalogue", "build", "--from", older])).exitCode).toBe(0);
    const there = join(stage.home, "catalogue", "20260916-001002.db");
    const before = readFileSync(there);
    const failed = await stage.importer(["catalogue", "build", "--releases", "--from", folder()]);
    expect([failed.exitCode, failed.stderr]).toEqual([exitCode, expect.stringMatching(says)]);
    expect(failed.stderr).not.toContain("should not happen");
    expect(readFileSync(there).equals(before)).toBe(true);
  },
);

it("releases of another dump of the same days are not added to what is there", async () => {
  const stage = catalogueStage();
  const folder = writeDump(demoDump());
  expect((await stage.importer(["catalogue", "build", "--from", folder])).exitCode).toBe(0);
  const before = readFileSync(stage.path);
  const other = demoDump({ sequence: 187_999 });
  const mixed = writeWithSums(demoDump(), {
    "release.tar.xz": storedXz(
      Buffer.concat([
        ...frontOf(other).map(([name, bytes]) => tarMember(name, bytes)),
        tarMember("mbdump/release", Buffer.from(other.lines.release.join("\n"))),
        schema,
        tarEnd,
      ]),
    ),
  });
  const failed = await stage.importer(["catalogue", "build", "--releases", "--from", mixed]);
  expect([failed.exitCode, failed.stderr]).toEqual([
    1,
    expect.stringMatching(/release\.tar\.xz can't be used: it is of another dump: its sequence is 187999/),
  ]);
  expect(readFileSync(stage.path).equals(before)).toBe(true);
});
