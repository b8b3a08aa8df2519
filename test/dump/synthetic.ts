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
import { createRandom, type Random } from "../eval/world/random.ts";
import { artistLine, editionLine, groupLine, type Group } from "./documents.ts";
import { createWorld } from "./world.ts";

export interface DumpOptions {
  groups: number;
  /** So many rows of `list.csv`; 0 for none. */
  list: number;
  to: string;
  seed: number;
  /** The day of the dump, as its folder would be called. */
  stamp: string;
}

/** Writes a dump in the layout of the real one. What is made of a seed is always the same. */
export async function makeDump({ groups, list, to, seed, stamp }: DumpOptions) {
  mkdirSync(to, { recursive: true });
  const random = createRandom(seed);
  const world = createWorld(random, groups);
  const counts = { artists: world.artists.length, groups, releases: 0, tracks: 0 };
  const bodies = new Map(dumped.map((entity) => [entity, createBody(join(to, `${entity}.part`))]));
  for (const [number, artist] of world.artists.entries())
    await bodies.get("artist")!.line(artistLine(artist, number));
  const listed: Group[] = [];
  const everyNth = list > 0 ? Math.max(1, Math.floor(groups / list)) : 0;
  for (let number = 0; number < groups; number++) {
    const { group, editions } = world.nextGroup(number);
    await bodies.get("release-group")!.line(groupLine(group, number));
    for (const edition of editions) {
      counts.releases++;
      counts.tracks += edition.media.reduce((sum, { length }) => sum + length, 0);
      await bodies.get("release")!.line(editionLine(edition, group));
    }
    if (everyNth > 0 && number % everyNth === 0 && listed.length < list) listed.push(group);
  }
  const sums: string[] = [];
  for (const entity of dumped) {
    await bodies.get(entity)!.end();
    sums.push(`${await packArchive(to, entity, stamp)} *${entity}.tar.xz\n`);
  }
  writeFileSync(join(to, "SHA256SUMS"), sums.join(""));
  if (list > 0) writeFileSync(join(to, "list.csv"), listOf(listed, random));
  return counts;
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

/** Rank, artist, title and year, as people write them. */
function listOf(groups: Group[], random: Random): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = groups.map(({ artist, title, date }, at) =>
    [String(at + 1), typed(artist.name, random), typed(title, random), date.slice(0, 4)]
      .map(quoted)
      .join(","),
  );
  return ["Rank,Artist,Title,Year", ...rows].join("\n") + "\n";
}

function typed(text: string, random: Random): string {
  if (random.chance(0.1)) return text.toLowerCase();
  if (random.chance(0.05)) return text.replace(/^The /, "");
  return random.chance(0.1) ? text.replaceAll(" & ", " and ") : text;
}
