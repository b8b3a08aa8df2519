import { expect, it, vi } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { findIds } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { fillLibrary } from "../bench/finding-library.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** What came last lies together at the end: of one year, of one genre. Its first page must not read all that lies before. */

const [tracks, firstLate] = [12_000, 8_001];

async function lateLibrary(): Promise<Db> {
  const { db } = await temporaryLibrary();
  fillLibrary(db, tracks);
  db.$client.exec(`UPDATE albums SET release_year = 2030 WHERE id > 800;
    INSERT INTO categories (kind, name) VALUES ('genre', 'late');
    INSERT INTO item_categories (category_id, item_type, item_id, weight)
      SELECT (SELECT id FROM categories WHERE name = 'late'), 'album', id, 1 FROM albums WHERE id > 800;
    UPDATE tracks SET title = 'Evening ' || title WHERE id >= ${firstLate}`);
  await refreshIndex(db);
  return db;
}

const late = [
  ["genre:late"],
  ["year:2030"],
  ["title:evening"],
  ["genre:late", "year:2030"],
  ["albumId:9999 , genre:late"],
];

function found(db: Db, words: string[], limit: number, offset = 0): number[] {
  return Array.from(findIds(db, itemKinds.tracks, parseQuery(itemKinds.tracks, words), { limit, offset }));
}

/** The statements that read a page, and what they found. */
function reading(db: Db, words: string[]): { ids: number[]; statements: string[] } {
  const prepared = vi.spyOn(db.$client, "prepare");
  const ids = found(db, words, 50);
  const statements = prepared.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes("@offset"));
  prepared.mockRestore();
  return { ids, statements };
}

const counted = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + at);

it("what lies at the end is found from its first item to its last", async () => {
  const db = await lateLibrary();
  for (const words of late) {
    expect([words, found(db, words, 50)]).toEqual([words, counted(firstLate, 50)]);
    expect([words, found(db, words, 50, 3_000)]).toEqual([words, counted(firstLate + 3_000, 50)]);
    expect([words, found(db, words, 50, 3_980)]).toEqual([words, counted(firstLate + 3_980, 20)]);
    expect([words, found(db, words, -1)]).toEqual([words, counted(firstLate, 4_000)]);
    const some = words.map((word) => word.replace(/$/, " -albumId:801"));
    expect([some, found(db, some, 2)]).toEqual([some, counted(firstLate + 10, 2)]);
  }
});

it("its first page is read by the index, and one of the first items from them alone", async () => {
  const db = await lateLibrary();
  for (const words of late) {
    const [first, second, ...more] = reading(db, words).statements;
    expect(first).toMatch(/^SELECT tracks.id FROM tracks WHERE tracks.id <= /);
    expect(second).toMatch(/^SELECT tracks.id FROM tracks WHERE tracks.id IN \(\s*SELECT/);
    expect(more).toEqual([]);
  }
  const early = reading(db, ["year:..2029"]);
  expect([early.ids.length, early.statements.length]).toEqual([50, 1]);
});
