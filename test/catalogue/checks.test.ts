import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { checkRows } from "../../src/catalogue/checks.ts";
import { DamagedCatalogueError } from "../../src/catalogue/damage.ts";
import { noteAbout, type CatalogueDb } from "../../src/catalogue/open.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** What a look at a catalogue finds, each by itself: no checksum of the file stands in for another check. */

async function built(...flags: string[]) {
  const stage = catalogueStage();
  const dump = writeDump(demoDump());
  const build = () => stage.importer(["catalogue", "build", ...flags, "--from", dump]);
  expect((await build()).exitCode).toBe(0);
  rmSync(`${stage.path}.sha256`);
  const change = (work: (db: CatalogueDb) => void): void => {
    const db = new Database(stage.path);
    work(db);
    db.close();
  };
  const look = (deep = false): unknown => {
    const db = new Database(stage.path, { readonly: true });
    try {
      return checkRows(db, deep);
    } catch (error) {
      return error;
    } finally {
      db.close();
    }
  };
  return { ...stage, build, change, look };
}

it.each<[what: string, change: (db: CatalogueDb) => void, says: string]>([
  ["an artist less", (db) => void db.exec("DELETE FROM artists WHERE id = 1"), "it has 22 artists, and should have 23"],
  ["an album less", (db) => void db.exec("DELETE FROM groups WHERE id = 10"), "it has 9 groups, and should have 10"],
  ["a release less", (db) => void db.exec("DELETE FROM releases WHERE id = 1"), "it has 23 releases, and should have 24"],
  ["more than it says", (db) => noteAbout(db, { counts: { artists: 23, groups: 9, releases: 24, leftOut: 0 } }), "it has 10 groups, and should have 9"],
  ["an album by nobody", (db) => void db.exec("DELETE FROM artist_groups WHERE grp = 3"), "1 albums are by nobody"],
])("%s is found by the first look", async (_, change, says) => {
  const stage = await built("--releases");
  stage.change(change);
  expect(stage.look()).toEqual(new DamagedCatalogueError(says));
}); // prettier-ignore

it("a deep look reads every row, and every page of what is no row", async () => {
  const { look, path, change } = await built("--releases");
  expect(look(true)).toEqual({ checked: 23 + 10 + 24 });
  let page = 0;
  let size = 0;
  change((db) => {
    page = db
      .prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'deletions'")
      .pluck()
      .get()!;
    size = db.pragma("page_size", { simple: true }) as number;
  });
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(64, 0xff), 0, 64, page * size - 64); // cells of the b-tree alone
  closeSync(file);
  expect(look()).toMatchObject({ checked: expect.any(Number) as number });
  expect(look(true)).toEqual(new DamagedCatalogueError("SQLite finds broken pages"));
});

it("a disk that does not answer in the midst of it says nothing of the file", async () => {
  const { path } = await built();
  const db = new Database(path, { readonly: true });
  const failing = new Database.SqliteError("disk I/O error", "SQLITE_IOERR_READ");
  const answerless = new Proxy(db, {
    get: (_, name) =>
      name === "prepare"
        ? (sql: string) =>
            sql.includes("head, data FROM groups") ? { get: () => { throw failing; } } : db.prepare(sql)
        : (Reflect.get(db, name, db) as unknown),
  }); // prettier-ignore
  expect(() => checkRows(answerless)).toThrow(failing);
  db.close();
});

it("a note of damage goes with the file that it is about", async () => {
  const { importer, path, build } = await built();
  writeFileSync(`${path}.damaged`, "an import could not read it (x)\n");
  expect((await build()).stdout).toContain("built:");
  expect((await importer(["catalogue", "status"])).stdout).not.toContain("damaged");
  expect((await importer(["catalogue", "verify"])).exitCode).toBe(0);
});

it("of a newest file that is damaged a look tells, though an older one serves", async () => {
  const { importer, path } = await built();
  const older = path.replace("20260923", "20260916");
  writeFileSync(older, readFileSync(path));
  truncateSync(path, 9000);
  for (const flags of [[], ["--deep"]]) {
    const { exitCode, stderr } = await importer(["catalogue", "verify", ...flags]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${path} is damaged`)]);
  }
});
