import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { bytesBefore } from "../../src/catalogue/build/begin.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** A catalogue without releases, which are to be added; what a build before it left beside it. */
async function lackingReleases() {
  const stage = catalogueStage();
  const dump = writeDump(demoDump());
  expect((await stage.importer(["catalogue", "build", "--from", dump])).exitCode).toBe(0);
  const add = () => stage.importer(["catalogue", "build", "--releases", "--from", dump]);
  return { ...stage, add, whole: readFileSync(stage.path), left: `${stage.path}.building` };
}

const leftovers: [what: string, of: (whole: Buffer) => Buffer, isTold: boolean][] = [
  ["half a copy", (whole) => whole.subarray(0, whole.length / 2), true],
  ["its first page alone", (whole) => whole.subarray(0, 4096), true],
  ["something else", () => Buffer.alloc(9000, "x"), true],
  ["nothing yet", () => Buffer.alloc(0), false],
];

it.each(leftovers)("what a kill left, %s, stops no later build", async (_, of, isTold) => {
  const { add, whole, left, home, importer } = await lackingReleases();
  writeFileSync(left, of(whole));
  writeFileSync(join(home, "catalogue", "20260916-001002.db.copying"), "half");
  const built = await add();
  expect([built.exitCode, built.stderr.includes("is damaged: begun anew")]).toEqual([0, isTold]);
  expect(readdirSync(join(home, "catalogue")).sort()).toEqual([
    `${stamp}.db`,
    `${stamp}.db.sha256`,
    "build.lock",
  ]);
  expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
});

it("a page inside of it that is damaged is told, and the same command begins anew", async () => {
  const { add, whole, left, open } = await lackingReleases();
  const { db } = open();
  const page = db
    .prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'title_keys'")
    .pluck()
    .get()!;
  const size = db.pragma("page_size", { simple: true }) as number;
  db.close();
  writeFileSync(left, whole);
  const file = openSync(left, "r+");
  writeSync(file, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(file);
  const failed = await add();
  expect([failed.exitCode, failed.stderr]).toEqual([
    1,
    expect.stringMatching(/damaged \(.*\), and is removed[^]*--force/),
  ]);
  expect(existsSync(left)).toBe(false);
  expect((await add()).exitCode).toBe(0);
});

it("a kill between the new name and the clean-up leaves nothing for good: the same command clears up", async () => {
  const { whole, path, home, importer } = await lackingReleases();
  const older = join(home, "catalogue", "20260916-001002.db");
  const fetched = join(home, "catalogue", "downloads", stamp);
  writeFileSync(older, whole);
  mkdirSync(fetched, { recursive: true });
  writeFileSync(join(fetched, "artist.tar.xz"), "some");
  const again = await importer(["catalogue", "build", "--from", writeDump(demoDump())]);
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("there already")]);
  expect([existsSync(path), existsSync(older), existsSync(fetched)]).toEqual([true, false, false]);
});

it("a file that only another program holds is no damaged one: it is not replaced", async () => {
  const { whole, path, importer } = await lackingReleases();
  const other = new Database(path);
  other.exec("BEGIN EXCLUSIVE");
  try {
    const built = await importer(["catalogue", "build", "--from", writeDump(demoDump())]);
    expect([built.exitCode, built.stderr]).toEqual([1, expect.stringMatching(/in use by another program/)]);
    const { stdout } = await importer(["catalogue", "status"]);
    expect(stdout).toMatch(/can't be read now/);
    expect(stdout).not.toMatch(/damaged|--force/);
  } finally {
    other.close();
  }
  expect(readFileSync(path).equals(whole)).toBe(true);
});

it("the copy that a build begins with is reckoned, and what is there of its own", async () => {
  const { home, path, left } = await lackingReleases();
  expect(bytesBefore(stamp, home, false)).toEqual({ copied: statSync(path).size, begun: 0 });
  expect(bytesBefore(stamp, home, true)).toEqual({ copied: 0, begun: 0 });
  expect(bytesBefore(undefined, home, false)).toEqual({ copied: 0, begun: 0 });
  writeFileSync(left, "12345");
  expect(bytesBefore(stamp, home, false)).toEqual({ copied: 0, begun: 5 });
});
