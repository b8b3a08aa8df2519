import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openLibrary } from "../../../src/db/opening/open.ts";
import { putAlbum } from "../../finding/shelf.ts";
import { documentOf, importer } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { hasPostgres, startPostgres } from "../../helpers/postgres.ts";

/** What a loader of tables may stumble over. */
const odd = `Ünö 🎧 \\N \\. "it's", 1\t2;`;

async function stage(): Promise<{
  folder: string;
  write: (...argv: string[]) => ReturnType<typeof importer>;
}> {
  const folder = temporaryFolder();
  const env = { IMPORTER_HOME: join(folder, "home") };
  const db = await openLibrary(join(env.IMPORTER_HOME, "library.db"));
  onTestFinished(() => void db.$client.close());
  putAlbum(db, {
    title: "=1+1",
    artists: [["A", " & "], ["B"]],
    date: "1999",
    genres: ["pop", "rock"],
    tracks: [odd],
  });
  putAlbum(db, { title: "Unknown", artists: [["A"]], date: null });
  return { folder, write: (...argv) => importer(["export", "library", ...argv], { env }) };
}

const kinds = ["albums", "artists", "files", "releases", "tracks"];

it("writes every kind whole, in each form", async () => {
  const { folder, write } = await stage();
  const at = (name: string): string => join(folder, name);
  const { counts } = documentOf<{ counts: object }>(await write("--as", "ndjson", at("a"), "--json"));
  expect(counts).toEqual({ albums: 2, artists: 2, releases: 2, tracks: 1, files: 0 });
  expect(readdirSync(at("a")).sort()).toEqual(kinds.map((kind) => `${kind}.ndjson`));
  const [album] = readFileSync(at("a/albums.ndjson"), "utf8").split("\n");
  expect(JSON.parse(album!)).toMatchObject({
    id: 1,
    title: "=1+1",
    artist: "A & B",
    year: 1999,
    genre: ["pop", "rock"],
    tracks: 1,
  });
  mkdirSync(at("empty"));
  const csv = await write("--as", "csv", at("empty"));
  expect(csv.exitCode).toBe(0);
  expect(csv.stdout).toContain(": 2 albums, 2 artists, 2 releases, 1 track\n");
  expect(readFileSync(at("empty/albums.csv"), "utf8")).toMatch(
    /^id,mbid,title,artist,.*\r\n1,group of =1\+1 1,'=1\+1,A & B,/,
  );
  expect(await write("--as", "sqlite", at("c"))).toMatchObject({ exitCode: 0 });
  const db = new Database(at("c/library.sqlite"), { readonly: true });
  onTestFinished(() => void db.close());
  expect(
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all(),
  ).toEqual(kinds);
  expect(db.prepare("SELECT title, artist, year, typeof(year) AS t FROM albums ORDER BY id").all()).toEqual([
    { title: "=1+1", artist: "A & B", year: 1999, t: "integer" },
    { title: "Unknown", artist: "A", year: null, t: "null" },
  ]);
});

it("leaves alone what is there, and nothing half behind", async () => {
  const { folder, write } = await stage();
  writeFileSync(join(folder, "mine"), "x");
  for (const target of [folder, join(folder, "mine")]) {
    const refused = await write("--as", "csv", target);
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/not empty.*[^]*importer export library/) as string,
    });
  }
  expect(await write("--as", "csv", " ")).toMatchObject({ exitCode: 2 });
  const closed = join(folder, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o555);
  if (process.getuid?.() !== 0)
    expect(await write("--as", "sqlite", join(closed, "x"))).toMatchObject({ exitCode: 1 });
  expect(await write("--as", "xml", join(folder, "x"))).toMatchObject({ exitCode: 2 });
  expect(await write("--force", join(folder, "x"))).toMatchObject({ exitCode: 2 });
  expect(readdirSync(folder).sort()).toEqual(["closed", "home", "mine"]);
});

/** What stands in the page between the quotes of a shell, and begins as a query. */
const queriesIn = (page: string): string[] =>
  [...page.matchAll(/"([^"]*\bselect\b[^"]*)"/gi)].map(([, sql]) => sql!);

it("answers the queries that its help page shows", async () => {
  const { folder, write } = await stage();
  await write("--as", "sqlite", join(folder, "x"));
  const page = readFileSync(new URL("../../../src/cli/help/library.md", import.meta.url), "utf8");
  const queries = queriesIn(page);
  expect(queries.length).toBe(10);
  const exported = new Database(join(folder, "x", "library.sqlite"), { readonly: true });
  const own = new Database(join(folder, "home", "library.db"), { readonly: true });
  onTestFinished(() => [exported, own].forEach((db) => db.close()));
  exported.exec(`ATTACH '${join(folder, "x", "library.sqlite")}' AS library`);
  for (const query of queries) {
    const isOfTables = query.includes("album_artists");
    const sql = query.replace(/attach [^;]*;/, "").replace(/read_csv\('(\w+)\.csv'\)/, "$1"); // DuckDB's
    const rows = (isOfTables ? own : exported).prepare(sql).all();
    if (!/missing|is null/.test(sql)) expect([query, rows.length > 0]).toEqual([query, true]);
  }
});

const hasPgloader = spawnSync("pgloader", ["--version"]).status === 0;

it.skipIf(!hasPgloader || !hasPostgres)("goes into PostgreSQL as its help page says", async () => {
  const { folder, write } = await stage();
  await write("--as", "sqlite", join(folder, "x"));
  const env = await startPostgres();
  const page = readFileSync(new URL("../../../src/cli/help/library.md", import.meta.url), "utf8");
  const command = /^createdb .*pgloader .*$/m.exec(page)![0];
  const loaded = spawnSync("sh", ["-c", command], { cwd: join(folder, "x"), env, encoding: "utf8" });
  expect(loaded.stdout + loaded.stderr).not.toMatch(/ERROR|WARNING|KABOOM/);
  const asked = (sql: string): string =>
    spawnSync("psql", ["-At", "music", "-c", sql], { env, encoding: "utf8" }).stdout.trim();
  expect(kinds.map((kind) => asked(`SELECT count(*) FROM ${kind}`))).toEqual(["2", "2", "0", "2", "1"]);
  expect(asked("SELECT title, artist, year + 1, genre FROM albums WHERE id = 1")).toBe(
    '=1+1|A & B|2000|["pop","rock"]',
  );
  expect(asked("SELECT title FROM tracks")).toBe(odd);
});
