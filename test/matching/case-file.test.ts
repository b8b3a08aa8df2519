import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readCases, readPool } from "../eval/road/case-file.ts";
import { isToAsk } from "../eval/road/judge.ts";
import { askAll } from "../eval/road/measure.ts";
import { summarise } from "../eval/road/summary.ts";

const cases = fileURLToPath(new URL("../../../shared/data/cases/", import.meta.url));
const [pool, queries] = [`${cases}albums-pool.jsonl`, `${cases}album-queries.jsonl`];

/** `npm run eval -- --pool … --queries …` among fewer others, so that it takes seconds. */
test.skipIf(!existsSync(queries))(
  "of the command lines people typed, 85 of 100 end with the right album, none with a wrong one (needs ../shared)",
  { timeout: 240_000 },
  async () => {
    const asked = await askAll(readPool(pool), readCases(queries), {
      analyser: "musicbrainz",
      around: 2_000,
    });
    const summary = summarise(asked);
    expect(summary.failures.filter(({ wrongAccept }) => wrongAccept)).toEqual([]);
    expect(asked.filter((each) => isToAsk(each.case) && each.verdict.came === "R")).toEqual([]);
    expect(summary.accepted / summary.wanted).toBeGreaterThan(0.85);
    expect((summary.accepted + summary.listed) / summary.wanted).toBeGreaterThan(0.95);
    expect(summary.requests / summary.cases).toBeLessThan(2.2);
  },
);
