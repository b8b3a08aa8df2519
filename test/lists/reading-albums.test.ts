import { describe, expect, it } from "vitest";
import { parseColumnMap } from "../../src/lists/reading/column-map.ts";
import type { ListOptions } from "../../src/lists/reading/read-list.ts";
import { mbid, read, rows, wordsOf } from "./list-text.ts";

/** Lists as their programs write them, with what is odd in each. */

const discogsHead =
  "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,Collection Media Condition,Collection Sleeve Condition,Collection Notes";
const rymHead =
  "RYM Album, First Name,Last Name,First Name localized, Last Name localized,Title,Release_Date,Rating,Ownership,Purchase Date,Media Type,Review";

describe("a list of albums", () => {
  it.each<[string, string, unknown[], Partial<ListOptions>?]>([
    [
      "a Discogs collection: numbered artists, years of a pressing, a quote for inches",
      rows(
        discogsHead,
        'DGC-24425,Nirvana (2),Nevermind,DGC,"CD, Album",5,1992,367084,Uncategorized,2019-01-02 03:04:05,Mint (M),,',
        'X,"Beatles, The","Abbey Road","Apple Records, Parlophone","7"", EP",,0,0,All,2019,,,"two\nlines"',
        "Y,Various,Now That's What I Call Music,EMI,LP,,1983,1234,All,2019,,,",
        'Z,"Nirvana (2), Melvins",Split,Tupelo,7",,1991,99,All,2019,,,',
      ),
      [
        { title: "Nevermind", artist: "Nirvana", editionYear: 1992, ref: "discogs:release:367084" },
        { title: "Abbey Road", artist: "The Beatles" },
        {
          title: "Now That's What I Call Music",
          artist: "Various",
          editionYear: 1983,
          ref: "discogs:release:1234",
        },
        { title: "Split", artist: "Nirvana, Melvins", editionYear: 1991, ref: "discogs:release:99" },
      ],
    ],
    [
      "RateYourMusic: a mark, blanks before names, the artist in two columns, entities, the header twice",
      `\ufeff${rows(
        rymHead,
        "1, Bob,Dylan,,,Desire,1976,9,o,,LP,",
        "2,,Simon &amp; Garfunkel,,,Bookends,1968-04-03,8,o,,CD,",
        rymHead,
        "3,,,Ringo,Sheena,無罪モラトリアム,1999,8,o,,CD,",
      )}`,
      [
        { title: "Desire", artist: "Bob Dylan", year: 1976 },
        { title: "Bookends", artist: "Simon & Garfunkel", year: 1968 },
        "it is the header again",
        { title: "無罪モラトリアム", artist: "Ringo Sheena", year: 1999 },
      ],
    ],
    [
      "1001 albums: CRLF, no years, rows cut at the artist's comma",
      rows(
        "rank,artist,title,year",
        "1,The Beatles,Sgt. Pepper&#039;s,",
        "2,Rufus,\"Chaka Khan, 'Ask Rufus'\",",
        "3,Crosby,\"Stills &amp; Nash, 'Déjà Vu'\",1970",
        "4,Crosby, Stills & Nash,Déjà Vu,1970",
        "5,Marvin Gaye,'What’s Going On',1971",
      ),
      [
        { title: "Sgt. Pepper's", artist: "The Beatles" },
        { title: "Ask Rufus", artist: "Rufus, Chaka Khan" },
        { title: "Déjà Vu", artist: "Crosby, Stills & Nash", year: 1970 },
        { title: "Déjà Vu", artist: "Crosby, Stills & Nash", year: 1970 },
        { title: "What’s Going On", artist: "Marvin Gaye", year: 1971 },
      ],
    ],
    [
      "identifiers: MBIDs, barcodes as spreadsheets leave them",
      rows(
        "mbid,barcode,Album,Artist",
        `${mbid.toUpperCase()},,Dark Side,Pink Floyd`,
        ",5.09901E+12,The Wall,Pink Floyd",
        ",74643650625,Animals,Pink Floyd",
        "not-an-mbid,'077774600125,,",
      ),
      [
        { title: "Dark Side", artist: "Pink Floyd", mbid },
        { title: "The Wall", artist: "Pink Floyd" },
        { title: "Animals", artist: "Pink Floyd", barcode: "074643650625" },
        { barcode: "077774600125" },
      ],
    ],
    [
      "semicolons, Excel's own line, German names, blank rows",
      rows(
        "sep=;",
        "Interpret;Albumtitel;Jahr",
        ";;",
        "Björk;Debüt;1993",
        "",
        ";;",
        "Kraftwerk;Autobahn;1974;",
      ),
      [
        { title: "Debüt", artist: "Björk", year: 1993 },
        { title: "Autobahn", artist: "Kraftwerk", year: 1974 },
      ],
    ],
    [
      "what names nothing, and what can't be told apart",
      rows("artist,title", "Pink Floyd,", ",Animals", "a,b,c,d"),
      [
        "it names an artist, and no album",
        { title: "Animals" },
        "it has 4 cells where the header has 2: are quotes missing?",
      ],
    ],
    [
      "columns that are called as what every object has",
      rows("constructor,artist,toString,title,__proto__", "1,Bob Dylan,2,Desire,3"),
      [{ title: "Desire", artist: "Bob Dylan" }],
    ],
    [
      "columns that are said, by name and by number",
      rows("Pos,Was,Wer", "1,The Wall,Floyd"),
      [{ title: "The Wall", artist: "Floyd" }],
      { map: parseColumnMap("title=was,artist=3") },
    ],
    [
      "columns by number alone: the first line is a row, and so is the same again",
      rows("Pink Floyd,The Wall,1979", "Pink Floyd,The Wall,1979"),
      [
        { title: "The Wall", artist: "Pink Floyd", year: 1979 },
        { title: "The Wall", artist: "Pink Floyd", year: 1979 },
      ],
      { map: parseColumnMap("artist=1,title=2,year=3") },
    ],
    [
      "lines: words, marks of lists, identifiers",
      rows("Pink Floyd – The Wall (1979)", "", "* Nevermind by Nirvana", mbid, "0724353328825", "#1 Record"),
      ["Pink Floyd – The Wall (1979)", "Nevermind by Nirvana", mbid, "0724353328825", "#1 Record"].map(
        (text) => ({
          text,
        }),
      ),
      { name: "wishlist" },
    ],
    [
      "lines that are numbered; a title that begins with a number stays whole where they are not",
      rows("1. David Bowie - 1. Outside", "2. Nena - 99 Luftballons", "3. Blur - 13"),
      ["David Bowie - 1. Outside", "Nena - 99 Luftballons", "Blur - 13"].map((text) => ({ text })),
      { name: "list.txt" },
    ],
  ])("%s", async (_, list, expected, options) => {
    expect(await wordsOf(list, options)).toEqual(expected);
  });

  it("knows number, line and raw text of each row, where rows are longer than lines", async () => {
    const entries = await read(
      'title,artist,notes\n"The\nWall",Pink Floyd,"a\n\nb"\n\n\nAnimals,Pink Floyd,\n',
    );
    expect(entries.map(({ number, line, raw }) => [number, line, raw])).toEqual([
      [1, 2, '"The\nWall",Pink Floyd,"a\n\nb"'],
      [2, 8, "Animals,Pink Floyd,"],
    ]);
    expect(entries[0]!.words.title).toBe("The Wall");
  });

  it("the signs that Windows-1252 has and Latin-1 has not", async () => {
    const list = Buffer.from("artist\ttitle\nD\u00e9j\u00e0\tIt\u0092s \u0096 \u0080\n", "latin1");
    expect(await wordsOf(list, { name: "Music.txt" })).toEqual([{ title: "It’s – €", artist: "Déjà" }]);
  });

  it.each<[string, Buffer]>([
    ["UTF-8", Buffer.from("artist\ttitle\nSigur Rós\tÁgætis byrjun\n")],
    ["UTF-8 with a mark", Buffer.from("\ufeffartist\ttitle\nSigur Rós\tÁgætis byrjun\n")],
    ["UTF-16 with a mark", Buffer.from("\ufeffartist\ttitle\r\nSigur Rós\tÁgætis byrjun\r\n", "utf16le")],
    ["UTF-16 without one", Buffer.from("artist\ttitle\r\nSigur Rós\tÁgætis byrjun\r\n", "utf16le")],
    [
      "UTF-16, big end first",
      Buffer.from("\ufeffartist\ttitle\rSigur Rós\tÁgætis byrjun\r", "utf16le").swap16(),
    ],
    ["Windows-1252", Buffer.from("artist\ttitle\nSigur Rós\tÁgætis byrjun\n", "latin1")],
  ])("in %s", async (_, list) => {
    expect(await wordsOf(list, { name: "Music.txt" })).toEqual([
      { title: "Ágætis byrjun", artist: "Sigur Rós" },
    ]);
  });
});
