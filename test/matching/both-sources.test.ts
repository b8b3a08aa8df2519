import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askBoth } from "../eval/both/measure.ts";
import { readCases, readPool } from "../eval/road/case-file.ts";

const folder = fileURLToPath(new URL("../eval/cases/", import.meta.url));

/** `npm run eval -- --both --pool … --queries …` of a part, among few others. */
test(
  "two sources on one library, the first gone in the middle: no wrong accept, no album twice",
  { timeout: 240_000 },
  async () => {
    const pool = readPool(`${folder}albums-pool.jsonl`);
    const cases = readCases(`${folder}album-queries.jsonl`).filter((_, at) => at % 6 === 0);
    const both = await askBoth(pool, cases, 200);
    expect(both).toMatchObject({ wrong: [], doubled: [], mixed: [], madeMeanwhile: [] });
    expect(both.accepted).toBeGreaterThan(both.acceptedOfSecond);
    expect(both.acceptedOfSecond).toBeGreaterThan(5);
    expect(both.unavailable).toBeGreaterThan(5);
  },
);
