import { expect, it } from "vitest";
import { csvLine, tsvLine } from "../../../src/cli/layout/csv.ts";
import { readCsvRecords } from "../../../src/lists/reading/parse-csv.ts";
import { textOfCell } from "../../../src/plain-text.ts";

/** A spreadsheet reckons each of these, in some language. */
const formulas = ["=", "+", "-", "@", "＝", "＋", "－", "＠"].flatMap((sign) => [
  `${sign}cmd|' /C calc'!A0`,
  ` ${sign}1+1`,
  `\t${sign}1`,
  `\r${sign}1`,
  `\u00a0\u3000${sign}1`,
  sign,
  `'${sign}1`,
]);

const texts = [
  ...formulas,
  '"Heroes"',
  '"Heroes',
  '7" Single',
  "'Round Midnight",
  "''",
  "'",
  "-5",
  "-5 and on",
  "10,000 Days",
  " blank ",
  "",
  "進撃の巨人",
];

async function readBack(text: string, delimiter: string): Promise<string[]> {
  const pieces = (async function* () {
    yield await Promise.resolve(text);
  })();
  const cells: string[] = [];
  for await (const { record } of readCsvRecords(pieces, {
    name: "list",
    delimiter,
    columns: () => undefined,
  }))
    cells.push(...record);
  return cells;
}

it.each([
  ["CSV", csvLine, ","],
  ["TSV", tsvLine, "\t"],
] as const)(
  "in %s nothing is reckoned, and what is read back is what was written",
  async (_, lineOf, delimiter) => {
    for (const text of texts) {
      const line = lineOf(["1", text, "end"]);
      const cells = await readBack(line, delimiter);
      expect([text, cells.length, cells[0], cells[2]]).toEqual([text, 3, "1", "end"]);
      expect([text, textOfCell(cells[1]!)]).toEqual([text, text.replace(/^[\t\r]/, " ")]);
      if (formulas.includes(text)) expect([text, cells[1]!.startsWith("'")]).toEqual([text, true]);
    }
    expect(lineOf(["-5", "3"])).toMatch(/^-5[,\t]3\r?\n$/);
  },
);
