import { expect, it } from "vitest";
import { createStage } from "../helpers/cli.ts";

it.each([
  ["602498624150", true],
  ["UPC 6024 9862 4150", true],
  ["4006381333932", true],
  ["1234567", false],
  ["602498624158x", false],
  ["No such album", false],
])("album %s, found nowhere: said to be a mistyped barcode: %s", async (typed, isSaid) => {
  const stage = await createStage();
  const { exitCode, stderr } = await stage.importer(["album", typed]);
  expect(exitCode).toBe(3);
  expect(stderr.includes("as a barcode one of its digits is wrong")).toBe(isSaid);
});
