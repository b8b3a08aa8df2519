import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainDatabaseError } from "../../src/db/faults.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { transact } from "../../src/db/transact.ts";
import { faultOf } from "../helpers/http.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { canMount, smallDisk } from "../helpers/small-disk.ts";

const reason = "needs to mount a small file system";

function fill(folder: string): string {
  const path = join(folder, "filler");
  for (let bytes = 4 * 2 ** 20; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: "a" });
    } catch {
      // smaller pieces, until not a byte goes in
    }
  }
  return path;
}

const save = (db: Db, name: string): Promise<unknown> =>
  transact(db, () => db.$client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)").run(name));
const namesIn = (db: Db): unknown[] =>
  db.$client.prepare("SELECT substr(name, 1, 4) FROM categories ORDER BY id").pluck().all();

/** Saves until nothing more goes in; how many went, and what was said then. */
async function saveUntilFull(db: Db): Promise<{ saved: number; error: Error }> {
  for (let saved = 0; ; saved++) {
    const name = `${String(saved).padStart(4, "0")}${"x".repeat(20_000)}`;
    const error = await save(db, name).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    if (error) return { saved, error };
  }
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(4, "0"));

test.skipIf(!canMount)(`a disk that fills up is said, and what was saved is there (${reason})`, async () => {
  const disk = smallDisk(3);
  const filler = join(disk, "filler");
  writeFileSync(filler, Buffer.alloc(2 ** 20));
  const path = join(disk, "library", "library.db");
  const db = await openLibrary(path);
  const { saved, error } = await saveUntilFull(db);
  expect(saved).toBeGreaterThan(5);
  const explained = explainDatabaseError(error, path);
  expect(explained?.message).toBe(`the disk that holds ${path} is full; what was saved before is safe`);
  expect(explained?.hint).toBe("free some space, then type the same command again");
  expect(explained?.exitCode).toBe(1);
  expect(namesIn(db)).toEqual(numbered(saved));
  closeLibrary(db);
  rmSync(filler); // as the hint says
  const again = await openLibrary(path);
  expect(namesIn(again)).toEqual(numbered(saved));
  expect(again.$client.pragma("integrity_check", { simple: true })).toBe("ok");
  await save(again, "more");
  closeLibrary(again);
});

test.skipIf(!canMount)(
  `a new library on a full disk is refused, and made once there is room (${reason})`,
  async () => {
    const disk = smallDisk(3);
    const filler = fill(disk);
    for (const path of [join(disk, "library.db"), join(disk, "deep", "library.db")]) {
      expect(await faultOf(openLibrary(path))).toMatchObject({
        name: "LibraryError",
        message: `the disk that holds ${path} is full; what was saved before is safe`,
      });
    }
    rmSync(filler);
    closeLibrary(await openLibrary(join(disk, "library.db")));
  },
);

test.skipIf(!canMount)(
  `a library on a full disk is not opened to write, and keeps what it has (${reason})`,
  async () => {
    const disk = smallDisk(3);
    const path = join(disk, "library.db");
    const db = await openLibrary(path);
    await save(db, "kept");
    closeLibrary(db);
    const filler = fill(disk);
    expect(await faultOf(openLibrary(path))).toMatchObject({
      message: `the disk that holds ${path} is full; what was saved before is safe`,
    });
    rmSync(filler);
    const again = await openLibrary(path);
    expect(namesIn(again)).toEqual(["kept"]);
    closeLibrary(again);
  },
);

test("a library that may grow no further is said to be on a full disk, and keeps what it has", async () => {
  const path = join(temporaryFolder(), "library.db");
  const db = await openLibrary(path);
  const pages = db.$client.pragma("page_count", { simple: true }) as number;
  db.$client.pragma(`max_page_count = ${pages + 60}`);
  const { saved, error } = await saveUntilFull(db);
  expect(saved).toBeGreaterThan(3);
  expect(explainDatabaseError(error, path)?.message).toBe(
    `the disk that holds ${path} is full; what was saved before is safe`,
  );
  closeLibrary(db);
  const again = await openLibrary(path);
  expect(namesIn(again)).toEqual(numbered(saved));
  closeLibrary(again);
});
