import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readArchive, type Archive } from "../../src/catalogue/build/archives/archive.ts";
import { findUnpacker } from "../../src/catalogue/build/archives/unpack.ts";
import { frontOf } from "../../src/demo/dumps/dump.ts";
import { storedXz } from "../../src/demo/dumps/stored-xz.ts";
import { tarEnd, tarHeader, tarMember, tarPadding, tarSealed } from "../../src/demo/dumps/tar.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { demoDump, stamp } from "./dumps.ts";

/** Archives as other versions of tar and xz write them: the same documents, or a clear refusal. */

const documents = demoDump().lines.artist;
const body = Buffer.from(documents.join("\n"));
const text = (name: string, content: string): Buffer => tarMember(name, Buffer.from(content));
const front = frontOf({ stamp, sequence: 1 }).map(([name, content]) => tarMember(name, content));
const schema = text("JSON_DUMPS_SCHEMA_NUMBER", "1\n");
const artists = tarMember("mbdump/artist", body);

/** A member of another type than a plain file's. */
function typed(type: string, name: string, content: Buffer, size = content.length): Buffer {
  const header = tarHeader(name, size);
  header.write(type, 156);
  return Buffer.concat([tarSealed(header), content, tarPadding(content.length)]);
}

const record = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  const length = bytes + String(bytes + 2).length;
  return `${length}${rest}`;
};
const pax = (...records: string[]): Buffer => typed("x", "PaxHeaders/artist", Buffer.from(records.join("")));

const readable: [what: string, members: Buffer[]][] = [
  ["as the server packs it", [...front, artists, schema]],
  ["in folders of its own", [...front, typed("5", "mbdump/", Buffer.alloc(0)), artists, schema]],
  ["with names as ./mbdump/artist", [...front, tarMember("./mbdump/artist", body), schema]],
  ["with times and owners in pax headers", [...front, pax(record("mtime", "1790.5"), record("uname", "m\u00fc")), artists, schema]],
  ["with its size in a pax header alone", [...front, pax(record("size", String(body.length))), typed("0", "mbdump/artist", body, 0), schema]],
  ["with its name in a pax header", [...front, pax(record("path", "mbdump/artist")), tarMember("mbdump/art", body), schema]],
  ["with its name in a long name", [...front, typed("L", "././@LongLink", Buffer.from("mbdump/artist\0")), tarMember("mbdump/art", body), schema]],
  ["with a global header", [typed("g", "pax_global_header", Buffer.from(record("comment", "x"))), ...front, artists, schema]],
  ["as a contiguous file", [...front, typed("7", "mbdump/artist", body), schema]],
  ["in another order", [schema, ...front.toReversed(), text("NEWS", "x"), artists]],
  ["with large files nobody knows", [...front, tarMember("mbdump/artist_extra", Buffer.alloc(70_000, 120)), artists, schema]],
]; // prettier-ignore

const refused: [what: string, members: Buffer[], says: RegExp][] = [
  ["its time behind the documents", [artists, ...front, schema], /no TIMESTAMP stands before its documents/],
  ["a pax header that is none", [...front, typed("x", "PaxHeaders/artist", Buffer.from("no record")), artists, schema], /a header of it can't be read/],
  ["a pax header without an end", [...front, pax(record("comment", "x".repeat(70_000))), artists, schema], /a header of it is too long/],
  ["an impossible size in a pax header", [...front, pax(record("size", "-1")), artists, schema], /impossible size/],
  ["a size beyond the archive", [...front, pax(record("size", "900000000")), artists, schema], /ends too early/],
]; // prettier-ignore

/** What is read of an archive's bytes; the refusal is thrown. */
async function read(bytes: Buffer, unpacker = findUnpacker()): Promise<string[]> {
  const path = join(temporaryFolder(), "artist.tar.xz");
  writeFileSync(path, bytes);
  const refuse: Archive["refuse"] = (why) => {
    throw new Error(why);
  };
  const archive: Archive = { part: "artist", path, bytes: bytes.length, refuse };
  const lines: string[] = [];
  const on = { front: () => undefined, line: (line: Buffer) => void lines.push(line.toString()) };
  await readArchive(archive, { unpacker, signal: new AbortController().signal }, on);
  return lines;
}

it.each(readable)("a tar %s: the same documents", async (_, members) => {
  expect(await read(storedXz(Buffer.concat([...members, tarEnd])))).toEqual(documents);
});

it.each(refused)("a tar with %s: refused", async (_, members, says) => {
  await expect(read(storedXz(Buffer.concat([...members, tarEnd])))).rejects.toThrow(says);
});

const tar = Buffer.concat([...front, artists, schema, tarEnd]);
const half = Math.floor(tar.length / 2);
const streams: [what: string, bytes: Buffer][] = [
  ["of two streams", Buffer.concat([storedXz(tar.subarray(0, half)), storedXz(tar.subarray(half))])],
  ["with padding between and behind", Buffer.concat([storedXz(tar.subarray(0, half)), Buffer.alloc(8), storedXz(tar.subarray(half)), Buffer.alloc(4)])],
]; // prettier-ignore

it.each(streams)("an .xz file %s: all of it, by either unpacker", async (_, bytes) => {
  expect(await read(bytes)).toEqual(documents);
  expect(await read(bytes, findUnpacker({ PATH: "" }))).toEqual(documents);
});

const hasXz = findUnpacker().name === "xz";
const packed = (content: Buffer, ...flags: string[]): Buffer =>
  spawnSync("xz", ["-c", ...flags], { input: content, maxBuffer: 1e9 }).stdout;

it.skipIf(!hasXz)(
  "an .xz file of many blocks; and one that what is built in can't unpack says what can",
  async () => {
    expect(await read(packed(tar, "--block-size=20000", "-T2"))).toEqual(documents);
    const large = packed(tar, "--lzma2=preset=0,dict=192MiB");
    expect(await read(large)).toEqual(documents);
    await expect(read(large, findUnpacker({ PATH: "" }))).rejects.toThrow(/and xz on the PATH does/);
  },
);

it.skipIf(!hasXz)("a bomb is refused long before it is through", async () => {
  const begun = packed(Buffer.concat([...front, tarHeader("README", 4e9)]));
  const zeros = packed(Buffer.alloc(16 * 1024 ** 2), "-0");
  const bomb = Buffer.concat([begun, ...Array.from({ length: 33 }, () => zeros)]);
  expect(bomb.length).toBeLessThan(200_000);
  await expect(read(bomb)).rejects.toThrow(/unpacks to more than 512 MB/);
});
