import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readCases, readPool } from "../eval/road/case-file.ts";
import { askAll } from "../eval/road/measure.ts";
import { summarise } from "../eval/road/summary.ts";

const folder = fileURLToPath(new URL("../eval/cases/third/", import.meta.url));

it("of what people type the file alone finds as much as the web (see test/matching), and nothing wrong; nobody is asked", async () => {
  const [pool, cases] = [readPool(`${folder}albums-pool.jsonl`), readCases(`${folder}album-queries.jsonl`)];
  const { failures, wanted, accepted, listed, ...counts } = summarise(
    await askAll(pool, cases, { analyser: "musicbrainz", around: 300, catalogue: "only" }),
  );
  expect(failures).toEqual([]);
  expect(counts).toMatchObject({ wrongAccepts: 0, requests: 0, artistRequests: 0 });
  expect(accepted / wanted).toBeGreaterThan(0.85);
  expect((accepted + listed) / wanted).toBeGreaterThan(0.95);
});
