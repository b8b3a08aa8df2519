import { expect, it } from "vitest";
import type { Output } from "../../../src/cli/io/output.ts";
import { showItemHistory } from "../../../src/cli/view/items/item-history.ts";
import { runText, valueText } from "../../../src/cli/view/items/stored-words.ts";

it.each([
  ["title", '["Awaken, My Love!"', '["Awaken, My Love!"'],
  ["title", '["Live"]', '["Live"]'],
  ["title", "[]", "[]"],
  ["title", null, "none"],
  ["secondary_types", '["Live","Compilation"]', "Live, Compilation"],
  ["secondary_types", "[]", "none"],
  ["labels", "[]", "none"],
  [
    "labels",
    '[{"label":"Columbia","mbid":null,"catalogNumber":"PC 33893"},{"label":"CBS","mbid":null,"catalogNumber":null}]',
    "Columbia PC 33893, CBS",
  ],
  ["artwork_id", 2, "picture 2"],
  ["length_ms", 230_000, "3:50"],
])("a stored value is said in words, a title as it is: %s %s", (column, value, said) => {
  expect(valueText(column, value)).toBe(said);
});

it("an item whose title begins as a list does has a history that is shown", () => {
  const said: string[] = [];
  const fields = [{ field: "title", before: '["x', after: "x" }];
  const step = {
    kind: "updated" as const,
    run: 1,
    command: "importer scan",
    at: "2026-01-01T00:00:00Z",
    fields,
  };
  showItemHistory({ line: (text = "") => void said.push(text) } as Output, { what: "album", title: "x" }, [
    step,
  ]);
  expect(said.at(-1)).toBe('    title: ["x → x');
});

it.each([
  [
    'import-album-releases {"albumId":1,"ids":[2],"force":true}',
    "import-album-releases, album 1, force true",
  ],
  ['importer import "{x}"', 'importer import "{x}"'],
])("a run is told by what it was about: %s", (what, said) => {
  expect(runText(what)).toBe(said);
});
