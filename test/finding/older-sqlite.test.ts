import { spawnSync } from "node:child_process";
import { expect, it, type TestContext } from "vitest";
import { temporaryLibrary } from "../helpers/library.ts";
import { putAlbum } from "./shelf.ts";

/** The library is the user's: a SQLite of years ago, as systems and other languages ship it, must be able to open the file. */

const album = { title: "T", artists: [["A", " & "], ["B"]] as [string, string?][], date: "1999-01-01" };

/** ORDER BY between the brackets of an aggregate is syntax of SQLite 3.44, and a schema is read as a whole. */
const orderedAggregate =
  /\b(?:group_concat|string_agg|json_group_array|json_group_object)\s*\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)/giu;
const newSyntax = (sql: string): string[] =>
  [...sql.matchAll(orderedAggregate)].map(([whole]) => whole).filter((call) => /\bORDER\s+BY\b/iu.test(call));

it("no schema text orders rows within an aggregate", async () => {
  expect(newSyntax("SELECT group_concat(lower(a), '' ORDER BY b) FROM c ORDER BY d")).toHaveLength(1);
  const deep = "SELECT json_group_array(json_object('a', coalesce(b, lower(c))) ORDER BY d) FROM e";
  expect(newSyntax(deep)).toHaveLength(1);
  expect(newSyntax("SELECT group_concat(a, '') FROM (SELECT a FROM c ORDER BY b)")).toEqual([]);
  const { db } = await temporaryLibrary();
  const schema = db.$client.prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
  );
  expect(schema.all().flatMap(({ name, sql }) => newSyntax(sql).map((call) => `${name}: ${call}`))).toEqual(
    [],
  );
});

const reader = `import sqlite3, sys, json
db = sqlite3.connect(sys.argv[1])
print(json.dumps([sqlite3.sqlite_version, db.execute("SELECT artist, genres FROM album_overview_v1").fetchall(),
  db.execute("SELECT count(*) FROM track_overview_v1").fetchall()]))`;

it("another program with an older SQLite reads the overviews", async (context: TestContext) => {
  const { db, path } = await temporaryLibrary();
  putAlbum(db, { ...album, genres: ["rock", "folk"], tracks: ["one"] });
  const run = spawnSync("python3", ["-c", reader, path], { encoding: "utf8" });
  if (run.error || /No module named/u.test(run.stderr))
    return context.skip("there is no python3 with sqlite3");
  expect(run.stderr).toBe("");
  const [version, albums, tracks] = JSON.parse(run.stdout) as [string, unknown, unknown];
  expect({ albums, tracks }).toEqual({ albums: [["A & B", '["rock","folk"]']], tracks: [[1]] });
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 3 || minor >= 44) context.skip(`python3 has SQLite ${version}, which is no older one`);
});
