import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { findIds } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { parseQuery } from "../../src/finding/query/parse-query.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { fillLibrary } from "../bench/finding-library.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** Questions that another program has put together: `id:$(… | paste -sd,)`. */

/** More than are looked up one by one. */
const trackCount = 2_400;

async function library(): Promise<Db> {
  const { db } = await temporaryLibrary();
  fillLibrary(db, trackCount);
  await refreshIndex(db);
  return db;
}

const counted = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

const found = (db: Db, words: string[], limit = -1): number[] => [
  ...findIds(db, itemKinds.tracks, parseQuery(itemKinds.tracks, words), { limit }),
];

it("thousands of values, terms and groups are a question like any other", async () => {
  const db = await library();
  const ids = counted(1_500);
  expect(found(db, [`id:${ids.join(",")}`])).toEqual(ids);
  expect(found(db, [`-id:${ids.join(",")}`], 3)).toEqual([1_501, 1_502, 1_503]);
  expect(found(db, [`length:${ids.map((at) => `999:${at % 60}`).join(",")}`])).toEqual([]);
  expect(found(db, [`genre:${ids.map((at) => `none${at}`).join(",")}`])).toEqual([]);
  expect(found(db, [`title:${ids.map((at) => `none${at}`).join(",")}`])).toEqual([]);
  expect(
    found(
      db,
      ids.map((at) => `none${at}`),
    ),
  ).toEqual([]);
  expect(
    found(
      db,
      ids.map((at) => `-title:none${at}`),
      2,
    ),
  ).toEqual([1, 2]);
  const groups = ids.flatMap((at) => [`id:${at}`, ","]);
  expect(found(db, groups)).toEqual(ids);
  const wide = counted(240).flatMap((at) => [`albumId:${at}`, ","]);
  expect(found(db, wide, 7)).toEqual(counted(7));
  expect(found(db, wide)).toHaveLength(trackCount);
});

it("more than a statement can hold is refused in words", async () => {
  const { db } = await temporaryLibrary();
  const many = `title:none${counted(40_000).join(",none")}`;
  expect(() => found(db, [many])).toThrow("more than 32,000 values are too many for one question");
});
