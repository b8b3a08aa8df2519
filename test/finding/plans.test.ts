import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { KindName } from "../../src/finding/field.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { compileQuery } from "../../src/finding/query/compile.ts";
import { teachFolding } from "../../src/finding/query/fold-text.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** What SQLite does with a query: in which order it reads, and how it looks up. */
function plansOf(db: Db, what: KindName, words: string[], among = ""): { page: string[]; lookUps: string[] } {
  teachFolding(db);
  const kind = itemKinds[what];
  const { condition, order, params, lookUps = [] } = compileQuery(kind, parseQuery(kind, words));
  const explain = (sql: string): string[] =>
    db.$client
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ ...params, limit: 50, offset: 0 })
      .map(({ detail }) => detail);
  const page = `SELECT ${what}.id FROM ${what} WHERE ${among}(${condition}) ORDER BY ${order} LIMIT @limit OFFSET @offset`;
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
