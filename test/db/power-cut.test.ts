import Database from "better-sqlite3";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { transact } from "../../src/db/transact.ts";
import { enqueue } from "../../src/jobs/queue/queue.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { albumFacts } from "../library/facts.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { seeded } from "../helpers/random.ts";

const images = 200;
const checkedWhole = 20;

interface Disk {
  database: Buffer;
  log: Buffer;
}

function readDisk(path: string): Disk {
  const log = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  return { database: readFileSync(path), log };
}

const pageBytes = 4096;

/**
 * What the disk holds when the power goes between `before` and `after`, which lie one transaction apart. Either its log was being written:
 * what has arrived, a torn piece, then what stood there; or the log was on the disk, and pages were being copied into the database.
 */
function cutPower(before: Disk, after: Disk, random: () => number): Disk {
  const isCopied = !before.database.equals(after.database);
  if (isCopied && random() < 0.7) {
    const pages = Math.ceil(after.database.length / pageBytes);
    const mixed = Array.from({ length: pages }, (_, page) => {
      const from = random() < 0.5 ? before.database : after.database;
      const bytes = from.subarray(page * pageBytes, (page + 1) * pageBytes);
      return bytes.length === pageBytes
        ? bytes
        : Buffer.concat([bytes, Buffer.alloc(pageBytes - bytes.length)]);
    });
    return { database: Buffer.concat(mixed), log: after.log };
  }
  const arrived = Math.floor(random() * (after.log.length + 1));
  const torn = random() < 0.5 ? Buffer.alloc(0) : Buffer.alloc(Math.floor(random() * 4096), 0xaa);
  const rest = before.log.subarray(arrived + torn.length);
  return { database: before.database, log: Buffer.concat([after.log.subarray(0, arrived), torn, rest]) };
}

function writeDisk(image: string, { database, log }: Disk): void {
  for (const end of ["-wal", "-shm"]) rmSync(image + end, { force: true });
  writeFileSync(image, database);
  if (log.length > 0) writeFileSync(`${image}-wal`, log);
}

/** Each album came with its job, its credit and its identifier, and none before the one before it. */
function expectPrefix(db: Database.Database, saved: number): void {
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const albums = count("SELECT count(*) FROM albums");
  expect(albums).toBeLessThanOrEqual(saved);
  expect(count("SELECT coalesce(max(id), 0) FROM albums")).toBe(albums);
  expect(count("SELECT count(*) FROM jobs")).toBe(albums);
  expect(count("SELECT count(DISTINCT album_id) FROM album_artists")).toBe(albums);
  expect(count("SELECT count(*) FROM identifiers WHERE item_type = 'album'")).toBe(albums);
  expect(count("SELECT count(*) FROM jobs WHERE state <> 'ready'")).toBe(0);
}

it(`opens after a power cut at any of ${images} moments, with whole albums and their jobs, in order`, async () => {
  const random = seeded(9);
  const folder = temporaryFolder();
  const [path, image] = [join(folder, "library.db"), join(folder, "image.db")];
  const db = await openLibrary(path);
  db.$client.pragma("wal_autocheckpoint = 20"); // checkpoints among the cuts
  let saved = 0;
  for (let cut = 0; cut < images; cut++) {
    const before = readDisk(path);
    await transact(db, () => {
      for (let more = Math.floor(random() * 3); more >= 0; more--) {
        const { id } = saveAlbum(db, albumFacts(`album-${saved}`, { title: `Album ${saved}` }), 1);
        const kind = "import-album-releases";
        enqueue(db, { kind, payload: { albumId: id }, uniqueKey: `releases:${id}` }, 1);
        saved++;
      }
    });
    writeDisk(image, cutPower(before, readDisk(path), random));
    const opened = cut % (images / checkedWhole) === 0 ? await openLibrary(image) : undefined;
    const raw = opened?.$client ?? new Database(image);
    expectPrefix(raw, saved);
    if (opened) closeLibrary(opened);
    else raw.close();
  }
  expectPrefix(db.$client, saved);
  closeLibrary(db);
});
