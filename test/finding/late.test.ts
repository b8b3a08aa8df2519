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

function found(db: Db, words: string[], limit: number, offset = 0, sort?: string): number[] {
  const query = parseQuery(itemKinds.tracks, words, sort);
  return Array.from(findIds(db, itemKinds.tracks, query, { limit, offset }));
}

/** The statements that read a page, and what they found. */
function reading(db: Db, words: string[], sort?: string): { ids: number[]; statements: string[] } {
  const prepared = vi.spyOn(db.$client, "prepare");
  const ids = found(db, words, 50, 0, sort);
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
    expect(first).toMatch(/ LIMIT 2000\) /);
    expect(second).not.toMatch(/ LIMIT 2000\) /);
    expect(second).toMatch(/^SELECT tracks.id FROM tracks NOT INDEXED WHERE tracks.id IN \(\s*SELECT/);
    expect(more).toEqual([]);
  }
  const early = reading(db, ["year:..2029"]);
  expect([early.ids.length, early.statements.length]).toEqual([50, 1]);
});

const sorts: [sort: string, keys: string][] = [
  ["id-", "tracks.id DESC"],
  ["title", "lower(tracks.title)"],
  ["title-", "lower(tracks.title) DESC"],
  ["lengthMs-", "length_ms DESC"],
  ["albumId-,title", "album_id DESC, lower(tracks.title)"],
  ["artistId,lengthMs-", "artist_id, length_ms DESC"],
];

it("in any order a page is the same as of all that fits, sorted", async () => {
  const db = await lateLibrary();
  for (const [sort, keys] of sorts) {
    const sql = `SELECT id FROM tracks WHERE id >= ${firstLate} ORDER BY ${keys}, id`;
    const wanted = db.$client.prepare<[], number>(sql).pluck().all();
    for (const words of late) {
      for (const [limit, offset] of [
        [50, 0],
        [50, 3_980],
        [-1, 0],
      ] as const) {
        const end = limit < 0 ? undefined : offset + limit;
        const asked = { sort, words, limit, offset };
        expect({ ...asked, ids: found(db, words, limit, offset, sort) }).toEqual({
          ...asked,
          ids: wanted.slice(offset, end),
        });
      }
    }
  }
});

it("where no index has the order, the candidates alone are read and sorted, also all of them", async () => {
  const db = await lateLibrary();
  for (const words of late) {
    const { statements } = reading(db, words, "title");
    expect([words, statements]).toEqual([words, [expect.stringContaining("NOT INDEXED")]]);
    expect(statements[0]).not.toContain("LIMIT 2000)");
  }
  for (const sort of ["id-", "albumId-", "artistId"]) {
    const { statements } = reading(db, ["year:..2029"], sort);
    expect([sort, statements.length <= 2]).toEqual([sort, true]);
    expect(statements[0]).toContain("LIMIT 2000)");
  }
});
