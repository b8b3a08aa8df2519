import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createSmallFiles, readArchive } from "../../src/catalogue/build/archives/archive.ts";
import { checksumOf } from "../../src/catalogue/build/archives/checksums.ts";
import { fetchFile } from "../../src/catalogue/build/archives/download.ts";
import { unpackFile } from "../../src/catalogue/build/archives/unpack.ts";
import { PayloadError } from "../../src/errors.ts";
import type { Download } from "../../src/sources/http/exchange/download.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** What can be opened and not be read, as a disk that fails: a folder. */
const refuse = (why: string): never => {
  throw new Error(`refused: ${why}`);
};
const { signal } = new AbortController();

it("an archive that can't be read is refused, by the unpacking and by its checksum", async () => {
  const folder = temporaryFolder();
  const file = await open(folder);
  const waiting = {
    name: "wasm" as const,
    command: process.execPath,
    args: ["-e", "process.stdin.resume()"],
  };
  const pieces = unpackFile(waiting, file, refuse);
  await expect(pieces.next()).rejects.toThrow(/^refused: it can't be read/);
  await file.close();
  await expect(checksumOf(folder, signal, refuse)).rejects.toThrow(/^refused: it can't be read/);
});

/** What a small archive unpacks to: a member of a terabyte, of zeros. */
const bomb = `
  const header = Buffer.alloc(512);
  header.write("mbdump/label");
  header.write("0", 156);
  header[124] = 0x80;
  header.writeBigUInt64BE(1_000_000_000_000n, 128);
  header.fill(" ", 148, 156);
  header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0") + "\\0 ", 148);
  process.stdout.write(header);
  const zeros = Buffer.alloc(1 << 20);
  const write = () => { while (process.stdout.write(zeros)); process.stdout.once("drain", write); };
  write();`;

it("an archive that unpacks to thousands of times its size is left, and its unpacking ended", async () => {
  const path = join(temporaryFolder(), "artist.tar.xz");
  writeFileSync(path, "small");
  const unpacker = { name: "xz" as const, command: process.execPath, args: ["-e", bomb] };
  const archive = { part: "artist" as const, path, bytes: 5, refuse };
  const reading = readArchive(
    archive,
    { unpacker, signal },
    { front: () => undefined, line: () => undefined },
  );
  await expect(reading).rejects.toThrow("refused: it unpacks to more than 512 MB");
});

it("of an archive's small files only the known ones are kept, and the beginning of each", () => {
  const small = createSmallFiles();
  const piece = Buffer.alloc(900, "7");
  for (let at = 0; at < 50; at++) for (const name of ["TIMESTAMP", `README-${at}`]) small.push(name, piece);
  expect([small.count(), small.get("TIMESTAMP")?.length, small.get("README-1")]).toEqual([
    1,
    1024,
    undefined,
  ]);
});

it.each([
  ["as much as is there: it is whole", 100, "aaa"],
  ["less: it is fetched anew", 60, "bbb"],
  ["nothing of its size: it is fetched anew", undefined, "bbb"],
])(
  "a part that the server has not, of a file of which the size was not told, says %s",
  async (_, total, ends) => {
    const path = join(temporaryFolder(), "artist.tar.xz");
    writeFileSync(path, "a".repeat(100));
    writeFileSync(`${path}.state`, JSON.stringify({ validator: '"1"' }));
    async function* body(text: string): AsyncGenerator<Buffer> {
      yield Buffer.from(text);
    }
    const downloader = {
      open: async (_url: string, { from = 0 }): Promise<Download> =>
        from > 0
          ? { from, total, validator: undefined, body: body(""), isBeyond: true }
          : { from, total: 60, validator: '"2"', body: body("b".repeat(60)) },
      sizeOf: async () => undefined,
      close: async () => undefined,
    };
    await fetchFile("http://127.0.0.1/d/artist.tar.xz", path, {
      downloader,
      signal,
      retryDelayMs: 1,
      most: 1000,
      onBytes: () => undefined,
    });
    expect(readFileSync(path, "utf8")).toMatch(new RegExp(`${ends}$`));
  },
);

it.each([undefined, 3_000_000])(
  "a body that does not end is left, and what came of it removed (it is said to have %s bytes)",
  async (total) => {
    let sent = 0;
    async function* body(): AsyncGenerator<Buffer> {
      for (; sent < 100; sent++) yield Buffer.alloc(1000);
    }
    const download: Download = { from: 0, total, validator: '"1"', body: body() };
    const downloader = {
      open: async () => download,
      sizeOf: async () => undefined,
      close: async () => undefined,
    };
    const path = join(temporaryFolder(), "artist.tar.xz");
    const fetching = { downloader, signal, retryDelayMs: 1, most: 10_000, onBytes: () => undefined };
    await expect(fetchFile("http://127.0.0.1/d/artist.tar.xz", path, fetching)).rejects.toThrow(PayloadError);
    expect(sent).toBeLessThan(20);
    expect(existsSync(path)).toBe(false);
  },
);
