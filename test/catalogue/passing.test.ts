import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { checkRows } from "../../src/catalogue/checks.ts";
import { DamagedCatalogueError, isPassing, tellsDamage } from "../../src/catalogue/damage.ts";
import { guardedSource, type FileFault } from "../../src/catalogue/guarded.ts";
import type { CatalogueDb } from "../../src/catalogue/open.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** A disk that does not answer, a file that is held by another: nothing is said of what is in it, and nothing is replaced. */

const sqlite = (code: string, message = code) => new Database.SqliteError(message, code);
const system = (code: string) => Object.assign(new Error(code), { code, errno: -1, syscall: "read" });

it.each<[error: Error, is: "passing" | "damage" | "neither"]>([
  [sqlite("SQLITE_BUSY"), "passing"],
  [sqlite("SQLITE_BUSY_SNAPSHOT"), "passing"],
  [sqlite("SQLITE_IOERR"), "passing"],
  [sqlite("SQLITE_IOERR_READ", "disk I/O error"), "passing"],
  [sqlite("SQLITE_NOMEM"), "passing"],
  [system("EIO"), "passing"],
  [system("EMFILE"), "passing"],
  [system("ESTALE"), "passing"],
  [system("EACCES"), "passing"],
  [new Error("a row", { cause: sqlite("SQLITE_IOERR_READ") }), "neither"],
  [sqlite("SQLITE_CORRUPT"), "damage"],
  [sqlite("SQLITE_CORRUPT_VTAB"), "damage"],
  [sqlite("SQLITE_NOTADB"), "damage"],
  [sqlite("SQLITE_IOERR_SHORT_READ"), "damage"],
  [sqlite("SQLITE_ERROR", "no such table: title_keys"), "damage"],
  [new DamagedCatalogueError("it has 1 groups, and should have 2"), "damage"],
  [sqlite("SQLITE_ERROR", "near FORM: syntax error"), "neither"],
  [sqlite("SQLITE_FULL"), "neither"],
  [system("ENOENT"), "neither"],
  [new TypeError("a slip"), "neither"],
])("%s is %s", (error, is) => {
  expect({ passing: isPassing(error), damage: tellsDamage(error) }).toEqual({
    passing: is === "passing",
    damage: is === "damage",
  });
});

async function built() {
  const stage = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  const dump = writeDump(demoDump());
  const build = () => stage.importer(["catalogue", "build", "--releases", "--from", dump]);
  expect((await build()).exitCode).toBe(0);
  return { ...stage, build };
}

/** Statements of which the text matches meet it. */
const failingDb = (db: CatalogueDb, of: RegExp, fault: Error): CatalogueDb =>
  new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== "prepare") return typeof value === "function" ? value.bind(target) : value;
      return (sql: string) => {
        if (of.test(sql)) throw fault;
        return target.prepare(sql);
      };
    },
  });

it.each([
  ["counting", /count\(\*\) FROM groups/],
  ["a row of the artists", /bare, aliases, data FROM artists/],
  ["a dictionary", /FROM dictionaries/],
])("a disk that fails at %s is thrown on as it is", async (_, of) => {
  const { open } = await built();
  const fault = sqlite("SQLITE_IOERR_READ", "disk I/O error");
  expect(() => checkRows(failingDb(open().db, of, fault))).toThrow(fault);
});

it.each([
  [sqlite("SQLITE_IOERR_READ", "disk I/O error"), undefined],
  [sqlite("SQLITE_CORRUPT", "malformed"), "an import could not read it (SQLITE_CORRUPT)"],
])("an import that meets %s tells of it, and notes as damage: %s", async (fault, damage) => {
  const { open } = await built();
  const told: FileFault[] = [];
  const { db, ...file } = open();
  const source = guardedSource({ ...file, db: failingDb(db, /FROM groups/, fault) }, (met) => told.push(met));
  await expect(source.lookUpAlbum("f5093c06-23e3-404f-aeaa-40f72885ee3a")).rejects.toThrow(/can't be read/);
  expect(told).toEqual([{ says: expect.stringContaining("verify --deep") as string, damage }]);
});

it.runIf(existsSync("/proc/self/mem"))(
  "a disk that can't be read at all is told of, and the file is not replaced",
  async () => {
    const { importer, path, build } = await built();
    rmSync(path);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync("/proc/self/mem", path); // whose first byte is nobody's: EIO
    const commands = [
      ["catalogue", "verify"],
      ["catalogue", "verify", "--deep"],
      ["album", "Nevermind"],
    ];
    for (const argv of commands) {
      const { exitCode, stdout, stderr } = await importer(argv);
      expect([argv, exitCode]).toEqual([argv, argv[0] === "album" ? 5 : 1]);
      expect(stdout + stderr).toMatch(/can't be read now/);
      expect(stdout + stderr).not.toMatch(/damaged|should not happen/);
    }
    const again = await build();
    expect([again.exitCode, again.stderr]).toEqual([
      1,
      expect.stringMatching(/can't be read now[^]*catalogue build --force/),
    ]);
    expect(() => readFileSync(path)).toThrow(/EIO|EINVAL/);
    expect(existsSync(`${path}.damaged`)).toBe(false);
  },
);
