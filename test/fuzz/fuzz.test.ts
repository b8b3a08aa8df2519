import { expect, test } from "vitest";
import { testClient } from "../helpers/http.ts";
import { fuzz } from "./fuzz.ts";
import { startTargets } from "./targets.ts";

const cases = Number(process.env["FUZZ_CASES"] ?? 1_000);
const firstSeed = Number(process.env["FUZZ_SEED"] ?? 1);

test(
  "a spoilt answer is never an absence, nor less than was there",
  { timeout: 60_000 + cases * 100 },
  async () => {
    const targets = await startTargets(testClient().http);
    expect(targets.length).toBeGreaterThan(8);
    expect(await fuzz(targets, { cases, firstSeed })).toEqual([]);
  },
);
