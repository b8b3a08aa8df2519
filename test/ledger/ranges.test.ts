import { expect, test } from "vitest";
import { rangeFinder } from "../../src/ledger/ranges.ts";
import { seeded } from "../helpers/random.ts";

test("an id's range is the last one given that holds it, as when one looks at all of them", () => {
  const random = seeded(17);
  const upTo = (most: number): number => Math.floor(random() * most);
  for (let round = 0; round < 100; round++) {
    const ranges = Array.from({ length: upTo(9) }, (_, at) => {
      const firstId = 1 + upTo(20);
      return { at, firstId, lastId: firstId + upTo(8) };
    });
    const find = rangeFinder(ranges);
    for (let id = 0; id < 32; id++) {
      const holding = ranges.filter(({ firstId, lastId }) => firstId <= id && id <= lastId);
      expect([ranges, id, find(id)]).toEqual([ranges, id, holding.at(-1)]);
    }
  }
});
