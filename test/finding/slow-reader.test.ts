import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { findLines } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const albums = 3000;

it.each([
  ["in the order of ids", [], undefined],
  ["of what fits", ["title:album"], undefined],
  ["sorted", [], "title-"],
  ["by an index", [], "year"],
])(
  "a list that is read slowly (%s) holds no transaction: the log is emptied meanwhile",
  async (_, words, sort) => {
    const { db, path } = await temporaryLibrary();
    const add = db.$client.prepare(
      "INSERT INTO albums (title, title_key, release_year, created_at, updated_at) VALUES (?, ?, ?, 1, 1)",
    );
    db.$client.transaction(() => {
      for (let at = 0; at < albums; at++) add.run(`Album ${at}`, `album ${at}`, 1900 + (at % 100));
    })();
    const other = new Database(path);
    const ids = new Set<unknown>();
    for (const { id } of findLines(db, itemKinds.albums, parseQuery(itemKinds.albums, words, sort))) {
      ids.add(id);
      if (ids.size % 700 !== 1) continue;
      other.exec(
        "UPDATE artists SET name = name; INSERT INTO categories (kind, name) VALUES ('genre', hex(randomblob(9)))",
      );
      const [checkpoint] = other.pragma("wal_checkpoint(TRUNCATE)") as { busy: number; log: number }[];
      expect(checkpoint).toMatchObject({ busy: 0, log: 0 });
    }
    expect(ids.size).toBe(albums); // each once
    other.close();
  },
);

it("offset and limit hold over pages, and an album that comes meanwhile is no second row", async () => {
  const { db } = await temporaryLibrary();
  const add = db.$client.prepare(
    "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('x', '', 1, 1)",
  );
  for (let at = 0; at < 1300; at++) add.run();
  const query = parseQuery(itemKinds.albums, []);
  const idsOf = (page: object): unknown[] =>
    [...findLines(db, itemKinds.albums, query, undefined, page)].map(({ id }) => id);
  expect(idsOf({ offset: 700 })).toEqual(Array.from({ length: 600 }, (_, at) => at + 701));
  expect(idsOf({ offset: 700, limit: 550 })).toHaveLength(550);
  expect(idsOf({ offset: 1300 })).toEqual([]);
  const seen: unknown[] = [];
  for (const { id } of findLines(db, itemKinds.albums, query)) {
    seen.push(id);
    if (seen.length === 600) add.run();
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(1300);
});
