import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { judgeFile } from "../../eval/products/file.ts";

const shared = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const titles = `${shared}cases/product-titles.jsonl`;
const pairs = `${shared}product-match/albums.jsonl`;

describe.skipIf(!existsSync(titles))("files of cases (skipped where ../shared is not there)", () => {
  it("accepts no wrong shop title and finds 80 of 100", () => {
    const { cases, wrongAccepts, recall, failures } = judgeFile(titles);
    expect(cases).toBeGreaterThan(100);
    expect(failures.filter(({ verdict }) => verdict === "match")).toEqual([]);
    expect(wrongAccepts).toBe(0);
    expect(recall).toBeGreaterThanOrEqual(0.8);
  });

  it("has 98 of 100 accepted albums of the labelled pairs right and finds 80 of 100", () => {
    const { cases, precision, recall } = judgeFile(pairs);
    expect(cases).toBe(500);
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.8);
  });
});

it("has no wrong accept among shop titles of five countries, and finds 75 of 100", () => {
  const file = fileURLToPath(new URL("../../eval/products/shop-titles.jsonl", import.meta.url));
  const { cases, failures, wrongAccepts, recall } = judgeFile(file);
  expect(cases).toBeGreaterThan(70);
  expect(failures.filter(({ verdict }) => verdict === "match")).toEqual([]);
  expect(wrongAccepts).toBe(0);
  expect(recall).toBeGreaterThanOrEqual(0.75);
});

it("a line that is no case is named", async () => {
  const { mkdtempSync, writeFileSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const file = join(mkdtempSync(join(tmpdir(), "cases-")), "cases.jsonl");
  writeFileSync(file, '{"expected":"match","album":{"title":"A"},"product":{"title":"A"}}\n{"x":1}\n');
  expect(() => judgeFile(file)).toThrow("line 2 is no case");
  writeFileSync(file, "\nnot json\n");
  expect(() => judgeFile(file)).toThrow("line 2 is no JSON");
});
