import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readCases, readPool } from "../eval/road/case-file.ts";
import { isToAsk } from "../eval/road/judge.ts";
import { askAll, type Asked } from "../eval/road/measure.ts";
import { summarise, type Summary } from "../eval/road/summary.ts";

const shared = fileURLToPath(new URL("../../../shared/data/cases/", import.meta.url));
const own = fileURLToPath(new URL("../eval/cases/", import.meta.url));

/** `npm run eval -- --pool … --queries …` among fewer others, so that it takes seconds. */
async function ask(folder: string): Promise<{ asked: Asked[]; summary: Summary }> {
  const [pool, cases] = [readPool(`${folder}albums-pool.jsonl`), readCases(`${folder}album-queries.jsonl`)];
  const asked = await askAll(pool, cases, { analyser: "musicbrainz", around: 2_000 });
  return { asked, summary: summarise(asked) };
}

const files = [
  ["handed out (needs ../shared)", shared],
  ["of our own", own],
  ["of our own, the third hundred", `${own}third/`],
] as const;

for (const [which, folder] of files) {
  const name = `of the command lines ${which}, 85 of 100 end with the right album, and none with a wrong one`;
  test.skipIf(!existsSync(folder))(name, { timeout: 240_000 }, async () => {
    const { asked, summary } = await ask(folder);
    expect(summary.failures.filter(({ wrongAccept }) => wrongAccept)).toEqual([]);
    expect(asked.filter((each) => isToAsk(each.case) && each.verdict.came === "R")).toEqual([]);
    expect(summary.accepted / summary.wanted).toBeGreaterThan(0.85);
    expect((summary.accepted + summary.listed) / summary.wanted).toBeGreaterThan(0.95);
    expect(summary.requests / summary.cases).toBeLessThan(2.2);
  });
}
