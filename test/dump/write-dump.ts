import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dumped, frontOf, type Dumped } from "../../src/demo/dumps/dump.ts";
import { storedXz } from "../../src/demo/dumps/stored-xz.ts";
import { tarEnd, tarHeader, tarMember, tarPadding } from "../../src/demo/dumps/tar.ts";

/** A dump that is being written, in the layout of the real one: documents as they come, and the archives at the end. */
export interface DumpWriter {
  line(entity: Dumped, document: string): Promise<void>;
  end(): Promise<void>;
}

/** @param stamp the day of the dump, as its folder would be called. */
export function createDumpWriter(
  to: string,
  stamp: string,
  entities: readonly Dumped[] = dumped,
): DumpWriter {
  mkdirSync(to, { recursive: true });
  const bodies = new Map(entities.map((entity) => [entity, createBody(join(to, `${entity}.part`))]));
  return {
    line: async (entity, document) => bodies.get(entity)?.line(document),
    async end() {
      const sums: string[] = [];
      for (const [entity, body] of bodies) {
        await body.end();
        sums.push(`${await packArchive(to, entity, stamp)} *${entity}.tar.xz\n`);
      }
      writeFileSync(join(to, "SHA256SUMS"), sums.join(""));
    },
  };
}

/** A file of lines, none of which ends the last one. */
function createBody(path: string) {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  let isFirst = true;
  return {
    async line(text: string): Promise<void> {
      const isFull = !file.write(isFirst ? text : `\n${text}`);
      isFirst = false;
      if (isFull) await once(file, "drain");
    },
    async end(): Promise<void> {
      file.end();
      await once(file, "close");
    },
  };
}

/** Packs a body as `tar --create` and `xz` would, and removes it. @returns the SHA-256 of the archive. */
async function packArchive(to: string, entity: Dumped, stamp: string): Promise<string> {
  const part = join(to, `${entity}.part`);
  const path = join(to, `${entity}.tar.xz`);
  const { size } = statSync(part);
  async function* pieces(): AsyncGenerator<Buffer> {
    yield* frontOf({ stamp, sequence: 187_654 }).map(([name, text]) => tarMember(name, text));
    yield tarHeader(`mbdump/${entity}`, size);
    yield* createReadStream(part, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
    yield Buffer.concat([
      tarPadding(size),
      tarMember("JSON_DUMPS_SCHEMA_NUMBER", Buffer.from("1\n")),
      tarEnd,
    ]);
  }
  await (hasXz() ? throughXz(pieces(), path) : stored(pieces(), path));
  rmSync(part);
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

const hasXz = (): boolean => spawnSync("xz", ["--version"]).status === 0;

/** As MetaBrainz does it, though less hard: several threads make several blocks. */
async function throughXz(pieces: AsyncIterable<Buffer>, path: string): Promise<void> {
  const xz = spawn("xz", ["--compress", "--threads=0", "-1", "--stdout"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const writing = pipeline(xz.stdout, createWriteStream(path));
  await pipeline(Readable.from(pieces), xz.stdin);
  await writing;
}

/** Without xz it is not packed, and must fit into memory. */
async function stored(pieces: AsyncIterable<Buffer>, path: string): Promise<void> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  writeFileSync(path, storedXz(Buffer.concat(all)));
}
