import { describe, expect, test } from "vitest";
import {
  bearsCatalogueNumber,
  catalogueNumbersIn,
  foldCatalogueNumber,
} from "../../src/matching/typed/catalogue-number.ts";

test.each(["SHVL 804", "SHVL-804", "shvl804", "Shvl. 804", "SHVL\u00a0804", "ＳＨＶＬ　８０４"])(
  "%s is SHVL 804",
  (text) => expect(foldCatalogueNumber(text)).toBe("shvl804"),
);

describe("a tag names", () => {
  test.each<[string, string[]]>([
    ["SHVL 804", ["SHVL 804"]],
    [" SHVL 804 ; SMAS-11163", ["SHVL 804", "SMAS-11163"]],
    ["SHVL804/SMAS11163", ["SHVL804", "SMAS11163"]],
    ["SHVL 804 / none", ["SHVL 804"]],
    ["SHVL 804, SMAS 11163", ["SHVL 804", "SMAS 11163"]],
    ["SHVL 804;shvl-804", ["shvl-804"]],
    ["CDP 7 46001/2", ["CDP 7 46001/2"]],
    ["AB 1/AB 2 345", ["AB 1", "AB 2 345"]],
    ["none", []],
    ["[none]", []],
    ["(None)", []],
    ["n/a", []],
    ["N/A; SHVL 804", ["SHVL 804"]],
    ["0", []],
    ["0000", []],
    ["", []],
    [" ; / ", []],
    ["-", []],
    ["12", []],
    ["Unknown", []],
    ["AB 1" + "2".repeat(40), []],
  ])("%j: %j", (text, numbers) => expect(catalogueNumbersIn(text)).toEqual(numbers));
});

test.each<[string, boolean]>([
  ["SHVL-804", true],
  ["none, SHVL 804", true],
  ["1E 062/SHVL 804", true],
  ["SHVL 8044", false],
  ["XSHVL 804", false],
  ["", false],
])("%j bears SHVL 804: %s", (printed, bears) =>
  expect(bearsCatalogueNumber(printed, new Set(["shvl804"]))).toBe(bears),
);
