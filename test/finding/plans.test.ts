import { expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "../../src/db/connection.ts";
import type { KindName } from "../../src/finding/field.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { compileQuery } from "../../src/finding/query/compile.ts";
import { teachFolding } from "../../src/finding/query/fold-text.ts";
import { inOrder } from "../../src/finding/look-up.ts";
import { packageRoot } from "../../src/package-root.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** What SQLite does with a query: in which order it reads, and how it looks up. */
function plansOf(db: Db, what: KindName, words: string[], among = ""): { page: string[]; lookUps: string[] } {
  teachFolding(db);
  const kind = itemKinds[what];
  const compiled = compileQuery(kind, parseQuery(kind, words));
  const { condition, order, params, lookUps = [] } = compiled;
  const explain = (sql: string): string[] =>
    db.$client
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ ...params, limit: 50, offset: 0 })
      .map(({ detail }) => detail);
  const from = among === "" ? inOrder(kind, compiled, 50) : what;
  const page = `SELECT ${what}.id FROM ${from} WHERE ${among}(${condition}) ORDER BY ${order} LIMIT @limit OFFSET @offset`;
  return {
    page: explain(page),
    lookUps: lookUps.flat().flatMap((select) => explain(`${select} LIMIT 2001`)),
  };
}

const pages: [what: KindName, words: string[], by: RegExp][] = [
  ["albums", [], /^SCAN albums$/], // by its id
  ["albums", ["genre:rock", "artist:floyd"], /^SCAN albums$/],
  ["albums", ["year+"], /^SCAN albums USING (COVERING )?INDEX albums_year/],
  ["albums", ["year-", "genre:rock"], /^SCAN albums USING COVERING INDEX albums_year/],
  ["albums", ["title+"], /^SCAN albums USING (COVERING )?INDEX albums_title_key/],
  ["artists", [], /^SCAN artists USING (COVERING )?INDEX artists_by_name/],
  ["artists", ["name-"], /^SCAN artists USING (COVERING )?INDEX artists_by_name/],
  ["releases", [], /^SCAN releases USING INDEX releases_album/],
  ["tracks", ["year:1973", "genre:rock"], /^SCAN tracks$/],
  ["files", ["artist:floyd"], /^SCAN files USING INDEX files_path/],
  ["files", ["path-"], /^SCAN files USING COVERING INDEX files_path/],
];

it("a page is read in the order of an index: the first rows come at once", async () => {
  const { db } = await temporaryLibrary();
  for (const [what, words, by] of pages) {
    const [first, ...rest] = plansOf(db, what, words).page;
    expect(`${what} ${words.join(" ")}: ${first}`).toMatch(new RegExp(by.source.replace("^", ": ")));
    const sorted = rest.filter((step) => /TEMP B-TREE FOR ORDER BY/.test(step));
    expect([what, words, sorted]).toEqual([what, words, []]);
  }
});

/** All rows are sorted, not only those that are equal in the first field. */
const sortsAll = (steps: string[]): boolean => steps.includes("USE TEMP B-TREE FOR ORDER BY");

it("the fields that an index has in order are those that say so, also as the first of several", async () => {
  const { db } = await temporaryLibrary();
  const named = new Set<string>();
  for (const { name, fields } of Object.values(itemKinds)) {
    const sortable = fields.filter(({ type }) => type !== "list" && type !== "credit");
    for (const { names, index } of sortable) {
      const [first, ...others] = [names[0], ...sortable.map((other) => other.names[0])];
      const second = others.find((other) => other !== first && !other.endsWith("d"))!;
      for (const sort of [[`${first}+`], [`${first}-`], [`${first}-`, `${second}+`]]) {
        const isSorted = sortsAll(plansOf(db, name, sort).page);
        expect([name, ...sort, isSorted]).toEqual([name, ...sort, index === undefined]);
      }
      if (index !== undefined) named.add(first!);
    }
  }
  const page = readFileSync(join(packageRoot(), "src", "cli", "help", "list.md"), "utf8");
  const [sentence = ""] = /^Sorted by [^:]*: the first rows come at once/m.exec(page) ?? [];
  expect([...sentence.matchAll(/`(\w+)`/g)].map(([, field]) => field).sort()).toEqual([...named].sort());
});

it("few candidates are looked up by their ids, one by one", async () => {
  const { db } = await temporaryLibrary();
  for (const what of ["albums", "artists", "releases", "tracks", "files"] as const) {
    const among = `${what}.id IN (SELECT value FROM json_each('[1]')) AND `;
    const { page } = plansOf(db, what, ["id:1..9"], among);
    expect(page.join("\n")).toContain(`SEARCH ${what} USING INTEGER PRIMARY KEY (rowid=?)`);
  }
});

const lookUps: [what: KindName, words: string[]][] = [
  ...(["albums", "artists", "releases", "tracks", "files"] as const).flatMap(
    (what): [KindName, string[]][] => [
      [what, ["id:7"]],
      [what, ["mbid:f5093c06-23e3-404f-aeaa-40f72885ee3a"]],
    ],
  ),
  ["albums", ["year:1970..1979"]],
  ["releases", ["albumId:3"]],
  ["tracks", ["albumId:3"]],
  ["tracks", ["artistId:3"]],
  ["tracks", ["year:1973"]],
  ["files", ["trackId:3"]],
  ["files", ["albumId:3"]],
];

it("a condition that an index answers reads no table from end to end", async () => {
  const { db } = await temporaryLibrary();
  for (const [what, words] of lookUps) {
    const steps = plansOf(db, what, words).lookUps;
    expect([what, words, steps.length > 0, steps.filter((step) => step.startsWith("SCAN"))]).toEqual([
      what,
      words,
      true,
      [],
    ]);
  }
});

it("a barcode reads beside its own rows only those that are kept as printed, from their own index", async () => {
  const { db } = await temporaryLibrary();
  for (const what of ["albums", "releases"] as const) {
    const steps = plansOf(db, what, ["barcode:077774600125"]).lookUps;
    const scans = steps.filter((step) => step.startsWith("SCAN"));
    expect(scans).toEqual([
      expect.stringMatching(/^SCAN releases USING (COVERING )?INDEX releases_barcode_spaced$/),
    ]);
  }
});
