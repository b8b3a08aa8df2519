import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { closeLibrary, openLibrary } from "../src/db/opening/open.ts";
import type { Db } from "../src/db/connection.ts";
import { knownStatements, type KnownStatement } from "../src/db/statement.ts";
import { transact } from "../src/db/transact.ts";
import { saveAlbum } from "../src/library/write/items/albums.ts";
import { saveRelease } from "../src/library/write/items/releases.ts";
import { temporaryLibrary } from "./helpers/library.ts";
import { albumFacts, mediumFacts, releaseFacts, trackFacts } from "./library/facts.ts";

/** Every statement that the program prepares, held against what SQLite would do with it in a large library. */

const source = fileURLToPath(new URL("../src/", import.meta.url));
/** Rows that a library of 100,000 albums has. What is not named here does not grow with it. */
const growing: Record<string, number> = {
  artists: 60_000,
  albums: 100_000,
  album_artists: 115_000,
  releases: 300_000,
  media: 380_000,
  tracks: 1_200_000,
  release_tracks: 4_000_000,
  artworks: 90_000,
  identifiers: 2_500_000,
  categories: 2_000,
  item_categories: 400_000,
  external_links: 700_000,
  lyrics: 900_000,
  provider_runs: 500_000,
  choices: 5_000,
  products: 300_000,
  ai_answers: 100_000,
  files: 1_200_000,
  list_rows: 1_000_000,
  review_questions: 50_000,
  jobs: 1_000_000,
  job_attempts: 50_000,
  ledger_entries: 100_000,
  ledger_changes: 1_000_000,
};
/** Columns with a handful of values; of others, each value has a few rows. */
const ofFewValues = new Set(["item_type", "kind", "importer", "queue", "priority", "medium", "table_name"]);
/** Files whose SQL is not music and not prepared by `statement`: opening, migrating, copying whole, an index that can be dropped, other people's files, the gates. */
const apart = [
  "db/opening/open.ts",
  "db/statistics.ts",
  "db/opening/open-foreign.ts",
  "db/opening/frozen.ts",
  "db/search-index.ts",
  "db/snapshot.ts",
  "db/numbers.ts",
  "db/opening/migrate.ts",
  "db/services/gates.ts",
  "db/statement.ts",
];
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !/^(demo|cli\/main)/.test(file),
);

beforeAll(async () => {
  for (const file of files) {
    if (
      /\bstatement[<(]|\brows(By|In|Where)[<(]|\bwriterOf\(/.test(readFileSync(join(source, file), "utf8"))
    ) {
      await import(pathToFileURL(join(source, file)).href);
    }
  }
});

const libraries: Record<string, () => Promise<Db>> = {
  "without statistics": async () => (await temporaryLibrary()).db,
  "with statistics of 100,000 albums": async () => {
    const { db } = await temporaryLibrary();
    giveStatistics(db);
    return db;
  },
  "with what a command leaves behind that saved one album": () => leftBehind(1),
  "with what a command leaves behind that saved 200 albums": () => leftBehind(200),
};

describe.each(Object.keys(libraries))("%s", (which) => {
  it("no statement reads or sorts a table that grows, unless it says why", async () => {
    const db = await libraries[which]!();
    const statements = knownStatements();
    expect(statements.length).toBeGreaterThan(120);
    expect(statements.flatMap((each) => faultsOf(db, each))).toEqual([]);
  });
});

it("no excuse stands where there is nothing to excuse", async () => {
  const [plain, large] = [(await temporaryLibrary()).db, (await temporaryLibrary()).db];
  giveStatistics(large);
  const idle = knownStatements().filter(({ scans, sorts, source: sql }) => {
    const faults = [plain, large].flatMap((db) => faultsOf(db, { source: sql }));
    const isNeeded = (kind: string): boolean => faults.some((fault) => fault.startsWith(kind));
    const needed = [scans !== undefined && isNeeded("SCAN"), sorts !== undefined && isNeeded("SORT")];
    return (scans ?? sorts) !== undefined && !needed.includes(true);
  });
  expect(idle.map(({ source: sql }) => sql)).toEqual([]);
});

it("all SQL is prepared by `statement`, and music is written by the door alone", () => {
  const offences = files.flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    const found: string[] = [];
    if (file.startsWith("catalogue/")) return found; // a file of its own, made once and only read: test/catalogue
    if (
      !apart.includes(file) &&
      /\.prepare\(|\bdb\.(select|all|get|run|values|insert|update|delete)\b/.test(text)
    ) {
      if (file !== "cli/doctor/library.ts") found.push(`${file}: SQL beside statement()`);
    }
    if (file === "library/write/table.ts") return found;
    const tables = Object.keys(growing).filter((table) => !/^(job|list_|review_|ledger)/.test(table));
    const writes = new RegExp(
      `(INSERT( OR \\w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\\s+["\`]?(${tables.join("|")})\\b`,
      "i",
    );
    return writes.test(text) ? [...found, `${file}: writes music`] : found;
  });
  expect(offences).toEqual([]);
});

/** Saves albums of one artist, two releases each, in a library that is closed and opened again. */
async function leftBehind(albums: number): Promise<Db> {
  const { db, path } = await temporaryLibrary();
  await transact(db, () => {
    for (let at = 0; at < albums; at++) {
      const { id } = saveAlbum(db, albumFacts(`album ${at}`), 1);
      const tracks = Array.from({ length: 10 }, (_, place) => trackFacts(place + 1, `song ${at} ${place}`));
      const media = [mediumFacts(1, tracks)];
      for (const edition of [1, 2]) saveRelease(db, id, releaseFacts(`${edition} of ${at}`, { media }), 1);
    }
  });
  closeLibrary(db);
  const again = await openLibrary(path);
  onTestFinished(() => void again.$client.close());
  const known = again.$client.prepare("SELECT count(DISTINCT tbl) FROM sqlite_stat1").pluck().get();
  if (albums >= 200) expect(known).toBeGreaterThan(2);
  else expect(known).toBe(0);
  return again;
}

/** What `ANALYZE` would note, for each index: how many rows, and how many a value of its first columns has. */
function giveStatistics({ $client }: Db): void {
  $client.exec("ANALYZE");
  $client.exec("DELETE FROM sqlite_stat1");
  const note = $client.prepare("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)");
  const indexes = $client
    .prepare<[], { name: string; tbl: string; columns: string; isUnique: number; isPartial: number }>(
      `SELECT list.name, tbl_name AS tbl, list."unique" AS isUnique, list.partial AS isPartial,
         (SELECT group_concat(coalesce(name, 'expression')) FROM pragma_index_info(list.name)) AS columns
       FROM sqlite_master JOIN pragma_index_list(tbl_name) AS list WHERE type = 'table'`,
    )
    .all();
  for (const { name, tbl, columns, isUnique, isPartial } of indexes) {
    const rows = growing[tbl] ?? 4;
    let left = isPartial ? Math.ceil(rows / 100) : rows;
    const stat = [left];
    for (const [at, column] of columns.split(",").entries()) {
      const isLast = at === columns.split(",").length - 1;
      left = ofFewValues.has(column) ? Math.ceil(left / 4) : Math.min(left, isLast && isUnique ? 1 : 4);
      stat.push(left);
    }
    note.run(tbl, name, stat.join(" "));
  }
  $client.exec("ANALYZE sqlite_schema");
}

function faultsOf(db: Db, { source: sql, scans, sorts }: KnownStatement): string[] {
  const faults = planOf(db, sql).flatMap((step) => {
    const table = /^SCAN (\w+)/.exec(step)?.[1] ?? readBroadly(step);
    if (table !== undefined && growing[tableOf(sql, table)] !== undefined)
      return scans ? [] : [`SCAN ${table}`];
    return step.startsWith("USE TEMP B-TREE") && !sorts ? [`SORT ${step}`] : [];
  });
  return faults.map((fault) => `${fault}: ${sql.replace(/\s+/g, " ").trim()}`);
}

/** A search by nothing but columns of a handful of values reads half of the table. */
function readBroadly(step: string): string | undefined {
  const [, table, terms = ""] = /^SEARCH (\w+) USING (?:COVERING )?INDEX \w+ \((.*)\)$/.exec(step) ?? [];
  const columns = terms.split(" AND ").map((term) => /^\w+/.exec(term)?.[0] ?? "");
  const isBroad = columns.every((column) => column !== "queue" && ofFewValues.has(column)); // a queue's head is read
  return isBroad ? table : undefined;
}

/** `FROM release_tracks AS places`: the plan speaks of `places`. */
function tableOf(sql: string, alias: string): string {
  return new RegExp(`(\\w+) AS ${alias}\\b`).exec(sql)?.[1] ?? alias;
}

function planOf({ $client }: Db, sql: string): string[] {
  const explain = $client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name!, null]));
  const places = sql.replace(/'[^']*'/g, "").split("?").length - 1;
  const rows = Object.keys(named).length > 0 ? explain.all(named) : explain.all(...Array(places).fill(null));
  return rows.map(({ detail }) => detail);
}
