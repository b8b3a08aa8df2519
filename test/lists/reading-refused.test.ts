import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseColumnMap } from "../../src/lists/reading/column-map.ts";
import { mostRows, readList, type ListOptions } from "../../src/lists/reading/read-list.ts";
import { faultOf } from "./list-text.ts";

describe("what can't be read is refused, and what was seen is named", () => {
  it.each<[string, string | Buffer, RegExp, RegExp, Partial<ListOptions>?]>([
    [
      "Goodreads",
      "Book Id,Title,Author,Author l-f,ISBN\n1,Dune,Frank Herbert,x,1\n",
      /books \(Book Id, Author, ISBN\)/,
      /columns: Book Id, Title/,
    ],
    ["Letterboxd", "Date,Name,Year,Letterboxd URI\n2020,Dune,2021,https://boxd.it/x\n", /films/, /--map/],
    ["tracks without albums", "Title,Artist,ISRC\nDogs,Pink Floyd,GB1\n", /list of tracks/, /--map/],
    [
      "played tracks",
      '[{"endTime":"2020","artistName":"Wire","trackName":"Strange","msPlayed":1}]',
      /list of tracks/,
      /--map/,
      { name: "a.json" },
    ],
    ["titles by nobody", "Title,Watched\nDune,2020\n", /don't say which column/, /columns: Title, Watched/],
    ["columns that say nothing", "a,b\nc,d\n", /don't say which column/, /columns: a, b/],
    [
      "a column that is not there",
      "a,b\nc,d\n",
      /--map title=Albun: .*no such column/,
      /columns: a, b/,
      { map: parseColumnMap("title=Albun") },
    ],
    [
      "one column as two",
      "title,artist\nDesire,Bob Dylan\n",
      /--map title=title and artist=1: a column can be one of them only/,
      /columns: title, artist/,
      { map: parseColumnMap("title=title,artist=1") },
    ],
    ["an empty file", " \n\n", /is empty/, /help import/],
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on"), /spreadsheet/, /export it as CSV/],
    ["a binary file", Buffer.from([1, 2, 0, 0, 7, 0, 255, 254, 0, 3]), /binary/, /export it as CSV/],
    [
      "bytes of chance",
      Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at * 31 + at * 7) % 256)),
      /binary/,
      /export it as CSV/,
    ],
    [
      "a field of 10 MB",
      `artist,title\nBob,"${"x".repeat(10_000_000)}"\n`,
      /line 2: a field of this row is longer than 1 MB/,
      /quote never closed/,
    ],
    ["a line of 10 MB", "x".repeat(10_000_000), /longer than 1 MB/, /--as/, { name: "list" }],
    [
      "JSON that is cut off",
      '[{"artist":"Bob","tit',
      /can't be read as JSON/,
      /cut off/,
      { name: "list.json" },
    ],
    ["JSON of one object", '{"artist":"Bob"}', /no list of objects/, /must be \[/, { name: "list.json" }],
  ])("%s", async (_, list, message, hint, options) => {
    const fault = await faultOf(list, options);
    expect(fault).toBeInstanceOf(UserError);
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toMatch(message);
    expect(fault.hint ?? "").toMatch(hint);
  });

  it("an input without an end, by its rows: a million, and fewer here", async () => {
    const many = Buffer.from("Bob - Desire\n".repeat(8_000));
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield many;
    }
    const reading = async (): Promise<void> => {
      for await (const _ of await readList(endless(), { name: "standard input", mostRows: 20_000 }));
    };
    await expect(reading()).rejects.toThrow("standard input has more rows than 20,000");
    expect(mostRows).toBe(1_000_000);
  });

  it.each(["titel=a", "title", "title=", "artist=b", "title=A,artist=b,TITLE=B"])("--map %s", (text) => {
    expect(() => parseColumnMap(text)).toThrow(UserError);
  });
});
