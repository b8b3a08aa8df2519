import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openCatalogue } from "../../src/catalogue/open.ts";
import { pathOf } from "../../src/catalogue/files.ts";
import { noteWholeSum, wholeSumOf } from "../../src/catalogue/whole-sum.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { documentOf } from "../helpers/cli.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { seeded } from "../helpers/random.ts";
import { catalogueStage, demoDump, stamp, writeDump } from "./dumps.ts";

/** What a disk, a copy cut short or another program does to the file; an import, and whoever looks at it later, must say so. */

const pageSize = 4096;
let [whole, roots] = [Buffer.alloc(0), new Map<string, number>()];

/** A catalogue that is built once, and where its tables begin. */
async function prepare(): Promise<void> {
  if (whole.length > 0) return;
  const stage = catalogueStage();
  const built = await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
  expect([built.exitCode, built.stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  whole = readFileSync(stage.path);
  const { db } = stage.open();
  const rows = db.prepare<[], [string, number]>(
    "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0",
  );
  roots = new Map(rows.raw().all());
}

const bytes = (path: string, at: number, with_: Buffer): void => {
  const file = openSync(path, "r+");
  writeSync(file, with_, 0, with_.length, at);
  closeSync(file);
};
const zeroed = (path: string, ...tables: string[]): void => {
  for (const table of tables) bytes(path, (roots.get(table)! - 1) * pageSize, Buffer.alloc(pageSize));
};
/** As a program that knows SQLite, and nothing of us. */
const sql = (path: string, text: string): void => {
  const db = new Database(path);
  db.exec(text);
  db.close();
};
/** One bit of each packed row of a table, in the middle of it. */
const flipped = (path: string, table: string, column = "data"): void => {
  const db = new Database(path);
  const rows = db.prepare<[], { id: number; data: Buffer }>(`SELECT id, ${column} AS data FROM ${table} WHERE length(${column}) > 0`); // prettier-ignore
  const write = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`);
  for (const { id, data } of rows.all()) {
    data[Math.floor(data.length / 2)]! ^= 4;
    write.run(data, id);
  }
  db.close();
};
const text = (path: string, content: string): void => {
  rmSync(path);
  writeFileSync(path, content);
};

/** Met where the file is opened: it is passed over. */
const unusable: [what: string, spoil: (path: string) => void][] = [
  ["nothing in it", (path) => truncateSync(path, 0)],
  ["half of it", (path) => truncateSync(path, whole.length / 2)],
  ["all but its last page", (path) => truncateSync(path, whole.length - pageSize)],
  ["half a header", (path) => truncateSync(path, 50)],
  ["a first page of zeros", (path) => bytes(path, 0, Buffer.alloc(pageSize))],
  ["all zeros", (path) => bytes(path, 0, Buffer.alloc(whole.length))],
  ["a log-in page", (path) => text(path, "<html>Sign in</html>")],
  ["a link to nowhere", (path) => (rmSync(path), symlinkSync("/nowhere/at/all.db", path))],
  ["a journal of another file beside it", (path) => writeFileSync(`${path}-journal`, Buffer.alloc(9000, "x"))],
  ["what it says of itself overwritten", (path) => zeroed(path, "about")],
  ["what it says of itself cut", (path) => sql(path, "DELETE FROM about WHERE key IN ('counts', 'parts')")],
  ["what it says of itself no JSON", (path) => sql(path, `UPDATE about SET value = '{' WHERE key = 'counts'`)],
]; // prettier-ignore

/** Met where rows are read: the file is asked, and what it can't answer is damage. */
const broken: [what: string, spoil: (path: string) => void][] = [
  ["albums overwritten", (path) => zeroed(path, "groups")],
  ["keys of titles overwritten", (path) => zeroed(path, "title_keys")],
  ["keys of names overwritten", (path) => zeroed(path, "name_keys")],
  ["the index of albums overwritten", (path) => zeroed(path, "group_artists", "groups_mbid")],
  ["noise in the tables", (path) => { for (const table of ["groups", "artists", "releases"]) bytes(path, (roots.get(table)! - 1) * pageSize, Buffer.alloc(pageSize, 0xa5)); }],
  ["a bit of each album", (path) => flipped(path, "groups")],
  ["a bit of each artist", (path) => flipped(path, "artists")],
  ["a bit of each title", (path) => sql(path, "UPDATE groups SET title = title || 'x'")],
  ["the dictionaries lost", (path) => sql(path, "DELETE FROM dictionaries")],
  ["a table lost", (path) => sql(path, "DROP TABLE title_keys")],
]; // prettier-ignore

async function stageWith(spoil: (path: string) => void, mode: string) {
  await prepare();
  const web = await musicbrainzStandIn(demoCatalogue());
  const stage = catalogueStage({ IMPORTER_MUSICBRAINZ_URL: web.url, IMPORTER_CATALOGUE: mode });
  mkdirSync(dirname(stage.path), { recursive: true });
  writeFileSync(stage.path, whole);
  noteWholeSum(stage.path, await wholeSumOf(stage.path));
  spoil(stage.path);
  const ask = () => stage.importer(["album", "Nevermind", "-a", "Nirvana", "-p", "musicbrainz"]);
  return { ...stage, ask, requests: web.requests };
}

const lines = (text: string, word: RegExp): string[] => text.split("\n").filter((line) => word.test(line));

it.each([...unusable, ...broken])("%s: the web is asked, and it is said once", async (_, spoil) => {
  const { ask } = await stageWith(spoil, "first");
  const asked = await ask();
  expect([asked.exitCode, asked.stderr]).toEqual([0, expect.not.stringContaining("should not happen")]);
  expect(lines(asked.stderr, /importer catalogue (verify|build)/)).toEqual([
    expect.stringMatching(/MusicBrainz itself is asked instead/),
  ]);
});

it.each([...unusable, ...broken])(
  "%s, and nobody else may be asked: unavailable, never absent; looks say so, and a build makes it anew",
  async (_, spoil) => {
    const { ask, importer, path, requests } = await stageWith(spoil, "only");
    const asked = await ask();
    expect([asked.exitCode, asked.stdout + asked.stderr]).toEqual([
      5,
      expect.stringMatching(/importer catalogue/),
    ]);
    const verified = await importer(["catalogue", "verify"]);
    expect([verified.exitCode, verified.stderr]).toEqual([
      1,
      expect.stringMatching(/is damaged: .*[^]*--force/),
    ]);
    expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(1);
    expect((await importer(["catalogue", "status"])).stdout).toMatch(/is damaged[^]*catalogue build --force/);
    const ill = await importer(["doctor"]);
    expect([ill.exitCode, ill.stdout]).toEqual([2, expect.stringMatching(/catalogue.* is damaged/)]);
    const built = await importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump())]);
    expect([built.exitCode, built.stdout]).toEqual([0, expect.stringContaining("built:")]);
    expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
    expect((await ask()).exitCode).toBe(0);
    expect(existsSync(`${path}.damaged`)).toBe(false);
    expect(requests).toEqual([]);
  },
);

it.each([
  ["another program's database", (path: string) => (rmSync(path), sql(path, "CREATE TABLE notes (text)"))],
  ["one of a newer format", (path: string) => sql(path, "PRAGMA user_version = 99")],
])("%s under that name is left alone, by a build and by its removal, too", async (_, spoil) => {
  const { ask, importer, path, home } = await stageWith(spoil, "first");
  expect((await ask()).stderr).toMatch(/MusicBrainz itself is asked instead/);
  const [before, newer] = [readFileSync(path), demoDump({ stamp: "20260926-001002" })];
  const unread = writeDump(demoDump(), { "artist.tar.xz": Buffer.from("nobody looks into it") });
  const same = await importer(["catalogue", "build", "--from", unread]);
  expect([same.exitCode, same.stderr]).toEqual([2, expect.stringContaining(path)]);
  const built = await importer(["catalogue", "build", "--from", writeDump(newer)]);
  expect([built.exitCode, existsSync(pathOf(home, newer.stamp))]).toEqual([0, true]);
  expect((await importer(["catalogue", "remove"])).exitCode).toBe(0);
  expect(readFileSync(path).equals(before)).toBe(true);
});

it("a file in the place of the folder is told of by its name, whatever is wanted of it", async () => {
  const { importer, home } = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${home}/catalogue`, "notes");
  // Nobody can be asked; the home can't be used.
  const commands: [argv: string[], exitCode: number][] = [
    [["album", "Nevermind"], 5],
    [["catalogue", "build", "--from", writeDump(demoDump())], 2],
    [["catalogue", "remove"], 2],
  ];
  for (const [argv, wanted] of commands) {
    const { exitCode, stderr } = await importer(argv);
    expect([exitCode, stderr]).toEqual([wanted, expect.stringContaining(`${home}/catalogue`)]);
    expect(stderr).not.toContain("should not happen");
  }
  expect(readFileSync(`${home}/catalogue`, "utf8")).toBe("notes");
});

it("what SQLite leaves of another file beside it does no harm", async () => {
  const beside = (path: string): void => {
    for (const ending of ["-wal", "-shm"]) writeFileSync(`${path}${ending}`, Buffer.alloc(9000, "x"));
  };
  const { ask, importer } = await stageWith(beside, "only");
  expect((await ask()).exitCode).toBe(0);
  expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
});

it("whatever bit of the file is another one, a deep look sees it", async () => {
  await prepare();
  const random = seeded(14);
  for (let round = 0; round < 12; round++) {
    const at = Math.floor(random() * whole.length);
    const flip = (path: string): void =>
      bytes(path, at, Buffer.of(whole[at]! ^ (1 << Math.floor(random() * 8))));
    const { importer } = await stageWith(flip, "only");
    const { exitCode, stderr } = await importer(["catalogue", "verify", "--deep"]);
    expect([at, exitCode, stderr]).toEqual([at, 1, expect.stringContaining("--force")]);
  }
});

it.each([
  ["the titles of editions", "UPDATE releases SET title = coalesce(title, '') || 'x'"],
  ["whose editions they are", "UPDATE releases SET grp = (SELECT max(id) FROM groups WHERE id <> grp)"],
])("another program's hand in %s is seen by a look at the rows", async (_, change) => {
  const { importer } = await stageWith((path) => sql(path, change), "only");
  const { exitCode, stderr } = await importer(["catalogue", "verify"]);
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/is damaged: row \d+ of releases/)]);
});

it("a file that is cut off while it is read is one that can't be asked, and ends no process", async () => {
  await prepare();
  const { path, home } = catalogueStage();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, whole);
  copyFileSync(path, `${home}/copy`);
  const file = openCatalogue(path);
  if (!("db" in file)) throw new Error(`${stamp} can't be used`);
  onTestFinished(() => void file.db.close());
  truncateSync(path, pageSize * 2);
  expect(() => file.db.prepare("SELECT sum(length(data)) FROM releases").get()).toThrow(/malformed|disk/);
});

it("a note of damage that a deep look does not find goes away", async () => {
  const { importer, path } = await stageWith(
    (file) => appendFileSync(`${file}.damaged`, "the cable was loose\n"),
    "only",
  );
  expect((await importer(["catalogue", "verify"])).stderr).toContain("is damaged: the cable was loose");
  expect((await importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
  const { catalogue } = documentOf<{ catalogue: { damage: string | null } }>(
    await importer(["catalogue", "status", "--json"]),
  );
  expect([catalogue.damage, existsSync(`${path}.damaged`)]).toEqual([null, false]);
});
