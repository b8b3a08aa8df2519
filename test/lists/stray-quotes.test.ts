import { describe, expect, it } from "vitest";
import { readCsvRecords, type CsvRecord } from "../../src/lists/reading/parse-csv.ts";
import { seeded } from "../helpers/random.ts";
import { collect, read, wordsOf } from "./list-text.ts";

/** One quote that is never closed, or is closed by chance, costs no other row. */

const low = { title: "Hey What", artist: "Low" };
const wire = { title: "154", artist: "Wire" };
const nina = { title: "Wild", artist: "Nina" };
const notClosed = (cells: number, of: number): unknown =>
  expect.stringMatching(`it has ${cells} cells where the header has ${of}: a quote in it is never closed`);

const header = "artist,title\n";
const dated = "artist,title,year\n";
const lowDated = { ...low, year: 2021 };
const wireDated = { ...wire, year: 1979 };

describe("a stray quote", () => {
  it.each<[string, string | Buffer, unknown[], string?]>([
    ["never closed, in the last cell", `${header}Low,Hey What\nNina,"Wild\nWire,154\n`, [low, nina, wire]],
    ["never closed, in the first cell", `${header}"Low,Hey What\nWire,154\n`, [low, wire]],
    ["never closed, in the last row", `${header}Low,Hey What\nNina,"Wild`, [low, nina]],
    ["in every row", `${header}"Low,Hey What\n"Wire,154\n"Nina,Wild\n`, [low, wire, nina]],
    [
      "at the end of every row",
      `${header}Low,Hey What"\nWire,154"\n`,
      [
        { ...low, title: 'Hey What"' },
        { ...wire, title: '154"' },
      ],
    ],
    [
      "before a row that is rightly quoted",
      `${header}Nina,"Wild\nLow,"Hey What"\n"Wire","154"\n`,
      [nina, low, wire],
    ],
    [
      "closed by another stray one, with cells to spare",
      `${dated}Nina,"Wild,1966,\nLow,Hey What,2021\n"Wire","154",1979\n`,
      [{ ...nina, year: 1966 }, lowDated, wireDated],
    ],
    [
      "a title that begins with an inch size",
      `${header}Low,"12" Single\nWire,154\n`,
      [{ ...low, title: '"12" Single' }, wire],
    ],
    [
      "an inch size within quotes",
      `${header}Low,"12"" Single"\nWire,154\n`,
      [{ ...low, title: '12" Single' }, wire],
    ],
    [
      "a comma behind it: whose it is, is not certain",
      `${dated}Nina,"Wild,1966,\nWire,"Chairs, Missing\nLow,Hey What,2021\n`,
      [{ ...nina, year: 1966 }, notClosed(2, 3), lowDated],
    ],
    ["too few cells", `${dated}Nina,"Wild\nLow,Hey What,2021\n`, [notClosed(2, 3), lowDated]],
    [
      "too many cells",
      `${dated}Nina,"Wild,and,free,1966\nLow,Hey What,2021\n`,
      [expect.stringMatching("it has 5 cells"), lowDated],
    ],
    ["tabs, nothing quoted", 'artist\ttitle\nNina\t"Wild\nLow\tHey What\n', [nina, low], "list.tsv"],
    [
      "semicolons, Excel's line ends, blank lines",
      'sep=;\r\nartist;title\r\nNina;"Wild\r\n\r\nLow;Hey What\r\n',
      [nina, low],
    ],
    ["line ends of old", 'artist,title\rNina,"Wild\rLow,Hey What\r', [nina, low]],
    ["in UTF-16", Buffer.from(`\ufeff${header}Nina,"Wild\nLow,Hey What\n`, "utf16le"), [nina, low]],
    ["above the header", `My "best" list\n"of records\n${header}Low,Hey What\n`, [low]],
    ["in the header", 'artist,"title\nLow,Hey What\nWire,154\n', [low, wire]],
    ["in rows that stand in one cell", '"artist,title"\n"Low,""Hey What"\nWire,154\n', [low, wire]],
    [
      "with 10,000 rows behind it",
      `${header}Nina,"Wild\n${"Low,Hey What\n".repeat(10_000)}`,
      [nina, ...Array.from({ length: 10_000 }, () => low)],
    ],
    [
      "with 10,000 rows to the quote that closes it",
      `${header}Nina,"Wild\n${"Low,Hey What\n".repeat(10_000)}Low,Single 12"\n`,
      [nina, ...Array.from({ length: 10_000 }, () => low), { ...low, title: 'Single 12"' }],
    ],
    ["a mark of another file before a quote", `${header}Low,Hey What\n\ufeff"Wire","154"\n`, [low, wire]],
  ])("%s", async (_, list, expected, name) => {
    expect(await wordsOf(list, name === undefined ? {} : { name })).toEqual(expected);
  });

  it("each row keeps its line and its text as it was written", async () => {
    const rows = await read(
      `${dated}Nina,"Wild,1966\r\n\r\nLow,"Hey\nWhat",2021\nWire,"154\nBob,Desire,1976\n`,
    );
    expect(rows.map(({ line, raw }) => [line, raw])).toEqual([
      [2, 'Nina,"Wild,1966'],
      [4, 'Low,"Hey\nWhat",2021'],
      [6, 'Wire,"154'],
      [7, "Bob,Desire,1976"],
    ]);
  });
});

describe("a quoted cell that spans lines", () => {
  const notes = "catalog,artist,title,year,notes\n";
  it.each<[string, string, unknown[]]>([
    ["a title", `${header}Low,"Hey\nWhat"\nWire,154\n`, [low, wire]],
    [
      "with a comma in each of its lines",
      `${header}Low,"Hey, you,\nWhat, now"\nWire,154\n`,
      [{ ...low, title: "Hey, you, What, now" }, wire],
    ],
    [
      "two in a row",
      `${dated}"Lo\nw","Hey\nWhat",2021\nWire,154,1979\n`,
      [{ title: "Hey What", artist: "Lo w", year: 2021 }, wireDated],
    ],
    [
      "notes with commas, quotes and blank lines",
      `${notes}1,Low,Hey What,2021,"first, of ""all"",\n\nsecond, and third,\nfour, five\n"\n2,Wire,154,1979,\n`,
      [lowDated, wireDated],
    ],
    [
      "notes of 900 lines",
      `${notes}1,Low,Hey What,2021,"${"so it goes, and on\n".repeat(900)}"\n2,Wire,154,1979,\n`,
      [lowDated, wireDated],
    ],
    [
      "a row with a comma too many",
      `${dated}Crosby, Stills,"Déjà\nVu",1970\nWire,154,1979\n`,
      [{ artist: "Crosby, Stills", title: "Déjà Vu", year: 1970 }, wireDated],
    ],
    [
      "notes of which each line could be a row",
      'artist,title,notes\nNirvana,Nevermind,"Bought with\nBob Dylan, Desire, same day"\nWire,154,\n',
      [{ title: "Nevermind", artist: "Nirvana" }, wire],
    ],
    [
      "lines that are rows, each of them, and one row together: an inch sign may have closed it, and nobody can tell",
      `${dated}Nina,"Wild,1966\nLow,Hey What,2021\nWire,Single 12",1979\nLow,Hey What,2021\n`,
      [{ artist: "Nina", title: "Wild,1966 Low,Hey What,2021 Wire,Single 12", year: 1979 }, lowDated],
    ],
    [
      "the same of two columns",
      `${header}Nina,"Wild\nLow,Hey What\nWire,Single 12"\nLow,Hey What\n`,
      [{ artist: "Nina", title: "Wild Low,Hey What Wire,Single 12" }, low],
    ],
    ["a name of a column", `artist,title,"release\ndate"\nLow,Hey What,2021\n`, [lowDated]],
  ])("%s", async (_, list, expected) => {
    expect(await wordsOf(list)).toEqual(expected);
  });
});

describe("any words at all", () => {
  const random = seeded(20261130);
  const below = (most: number): number => Math.floor(random() * most);
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const bits = ["Low", "Hey", " ", ",", ";", '"', '""', '12"', "", "é"];
  const word = (more: string[]): string => {
    const all = [...bits, ...more];
    return some(6, () => all[below(all.length)]).join("");
  };
  const recordsOf = (text: string, columns: number): Promise<CsvRecord[]> =>
    collect(readCsvRecords(piecesOf(text), { name: "list", delimiter: ",", columns: () => columns }));

  it("as a program writes them, come back as they were", async () => {
    for (let run = 0; run < 600; run++) {
      const columns = 2 + (run % 3);
      const written = some(12, () => Array.from({ length: columns }, () => word(["\n", "\r\n", "\nLow,12"])));
      const quoted = (cell: string): string =>
        /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
      const text = written.map((row) => row.map(quoted).join(",")).join("\n");
      const records = await recordsOf(text, columns);
      expect(records.map(({ record }) => record)).toEqual(written);
      expect(records.map(({ raw }) => raw).join("\n")).toBe(text);
    }
  });

  it("as nobody should write them, are read: each line is in one row", async () => {
    for (let run = 0; run < 300; run++) {
      const text = some(12, () => word([","])).join("\n");
      const records = await recordsOf(text, 3);
      const filled = (raw: string): string[] => raw.split("\n").filter((line) => line !== "");
      expect(records.flatMap(({ raw }) => filled(raw))).toEqual(filled(text));
    }
  });
});

it("a list that nobody reads on is closed", async () => {
  let isClosed = false;
  async function* pieces(): AsyncGenerator<string> {
    try {
      for (;;) yield await Promise.resolve(`${header}Low,"Hey What\nWire,154\n`);
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of readCsvRecords(pieces(), { name: "list", delimiter: ",", columns: () => 2 })) break;
  expect(isClosed).toBe(true);
});

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 5) yield await Promise.resolve(text.slice(at, at + 5));
}
