import { expect, test } from "vitest";
import { changesOf } from "../../src/library/write/changes.ts";

const row = {
  id: 1,
  title: "Desire",
  year: 1976 as number | null,
  types: ["Live"],
  cover: true as boolean | null,
};

test.each([
  ["nothing is wanted", {}, undefined],
  ["the same is wanted", { title: "Desire", year: 1976, types: ["Live"], cover: true }, undefined],
  ["another value is wanted", { title: "Desire!", year: 1976 }, { title: "Desire!" }],
  ["null is wanted: they did not say", { title: "Desire", year: null }, undefined],
  ["undefined is wanted", { year: undefined }, undefined],
  ["a list has other items", { types: ["Live", "Demo"] }, { types: ["Live", "Demo"] }],
  ["a list has none", { types: [] }, { types: [] }],
  ["false is an answer", { cover: false }, { cover: false }],
  ["the empty text is an answer", { title: "" }, { title: "" }],
])("when %s", (_, wanted, changes) => {
  expect(changesOf(row, wanted)).toEqual(changes);
});

test("what was unknown becomes known", () => {
  const bare: typeof row = { ...row, year: null, cover: null };
  expect(changesOf(bare, { year: 0, cover: false })).toEqual({
    year: 0,
    cover: false,
  });
});
