import { describe, expect, it } from "vitest";
import { faultOf, read, rows, wordsOf } from "./list-text.ts";

/** What people's own lists have around their albums: headings, totals, footnotes, drawings, and damage. */

const desire = { title: "Desire", artist: "Bob Dylan" };
const nevermind = { title: "Nevermind", artist: "Nirvana" };
const above = "it stands above the list";
const total = "it is a total, not an album";

describe("around the albums of a list", () => {
  it.each<[string, string | Buffer, unknown[], string?]>([
    [
      "a table of Markdown below a heading and some words",
      "# Albums\n\nWhat I want:\n\n| # | Artist | Album | Year |\n|---|:---|---|--:|\n| 1 | Bob Dylan | *Desire* | 1976 |\n| 2 | **Nirvana** | [Nevermind](https://x.org/n) | 1991 |\n\nThat is all.\n",
      [above, { ...desire, year: 1976 }, { ...nevermind, year: 1991 }, "it names no album"],
      "list.md",
    ],
    [
      "a copied web table: footnotes, and its header again in other letters",
      'Year\tAlbum\tArtist\n1976\tDesire[1][2]\tBob Dylan\nYEAR\tALBUM\tARTIST\n1991\t"Nevermind"[a]\tNirvana[note 3]\n',
      [{ ...desire, year: 1976 }, "it is the header again", { ...nevermind, year: 1991 }],
      "list.txt",
    ],
    [
      "a column of albums that are called like columns, and like a rule",
      rows("album", "Nevermind", "Album", "album", "Title", "-", "----"),
      [{ title: "Nevermind" }, { title: "Album" }, { title: "album" }, { title: "Title" }, { title: "-" }],
    ],
    [
      "an album and its artist that are called like columns",
      rows("rank,artist,title", "1,Artist,Title", "2,,-"),
      [{ title: "Title", artist: "Artist" }, { title: "-" }],
    ],
    [
      "a sheet with a name above and a total below",
      "My records\n\nArtist\tAlbum\tPrice\nBob Dylan\tDesire\t12,50 €\nTotal\t1\t12,50 €\n",
      [desire, total],
      "list.tsv",
    ],
    ["a German sheet", rows("Interpret;Titel;Preis", "Nirvana;Nevermind;9", "Summe:;;9"), [nevermind, total]],
    [
      "a band and an album that are called so",
      rows(
        "Artist,Title,Year",
        "Total,Total,1977",
        "Sum 41,Chuck,2004",
        "311,311,1995",
        "Total,Kima Keisha & Pam,1998",
      ),
      [
        { title: "Total", artist: "Total", year: 1977 },
        { title: "Chuck", artist: "Sum 41", year: 2004 },
        { title: "311", artist: "311", year: 1995 },
        { title: "Kima Keisha & Pam", artist: "Total", year: 1998 },
      ],
    ],
    [
      "albums that are called like a total, by what is identified, dated, whole, or not at the end",
      rows(
        "artist,title,year,barcode,pages",
        ",Total,,,7",
        "Nirvana,Nevermind,,,",
        ",Total,,5099902895529,",
        ",Total,1977,,",
        "Total,1984,,,",
        "Somme,12,,,",
        ",Total,,,",
        "Total,5,,,",
        "Summe,,12,,9",
        "Thanks,,,,",
      ),
      [
        { title: "Total" },
        nevermind,
        { title: "Total", barcode: "5099902895529" },
        { title: "Total", year: 1977 },
        { title: "1984", artist: "Total" },
        { title: "12", artist: "Somme" },
        { title: "Total" },
        total,
        total,
        "it names an artist, and no album",
      ],
    ],
    [
      "a release that is called like a total",
      rows("title,release_id", "Total,3120543", "Total,12"),
      [
        { title: "Total", ref: "discogs:release:3120543" },
        { title: "Total", ref: "discogs:release:12" },
      ],
    ],
    [
      "an album alone in its column",
      rows("album", "Nevermind", "Total"),
      [{ title: "Nevermind" }, { title: "Total" }],
    ],
    [
      "lines that are called like a total, above others",
      "Total: 1984\nSum: 41 Records\nLow - Hey What\nTotal: 3\nSumme = 3 Alben\n",
      [{ text: "Total: 1984" }, { text: "Sum: 41 Records" }, { text: "Low - Hey What" }, total, total],
      "list.txt",
    ],
    [
      "lines that count down, below a heading",
      "The best of all\nby me\n\n10. Bob Dylan – Desire (1976)\n9. Nirvana – Nevermind\n\n8. Low – Hey What\nTotal: 3 albums\n",
      [
        above,
        above,
        { text: "Bob Dylan – Desire (1976)" },
        { text: "Nirvana – Nevermind" },
        { text: "Low – Hey What" },
        total,
      ],
      "list.txt",
    ],
    [
      "lines of which some begin with a number",
      "Total 13 - Total\n99 Luftballons\n1. Outside\n#1 Record\n",
      [
        { text: "Total 13 - Total" },
        { text: "99 Luftballons" },
        { text: "1. Outside" },
        { text: "#1 Record" },
      ],
      "list.txt",
    ],
    [
      "lines in parts",
      "Bob Dylan; Desire; 1976\nNirvana; Nevermind ; 1991\nLow; Hey What; 2021\n",
      [
        { text: "Bob Dylan - Desire - 1976" },
        { text: "Nirvana - Nevermind - 1991" },
        { text: "Low - Hey What - 2021" },
      ],
      "list.txt",
    ],
    [
      "semicolons of titles",
      "Bright Eyes - Lifted; or, The Story\nLow - Hey What\n",
      [{ text: "Bright Eyes - Lifted; or, The Story" }, { text: "Low - Hey What" }],
      "list.txt",
    ],
    [
      "media in brackets",
      "Bob Dylan - Desire (1976) [CD]\nNirvana - Nevermind (2xLP)\nEminem - The Marshall Mathers LP\nLow - EP (EP)\nMelvins - (Vinyl)\nX\t[CD]\nX –  (2LP)\n- (CD)\n- [ ] Low – Hey What [LP]\n",
      [
        { text: "Bob Dylan - Desire (1976)" },
        { text: "Nirvana - Nevermind" },
        { text: "Eminem - The Marshall Mathers LP" },
        { text: "Low - EP (EP)" },
        { text: "Melvins - (Vinyl)" },
        { text: "X - [CD]" },
        { text: "X – (2LP)" },
        { text: "(CD)" },
        { text: "Low – Hey What" },
      ],
      "list.txt",
    ],
    [
      "lines with boxes to tick, and lines in quotes",
      '- [ ] Low - Hey What\n* [x] Wire - 154\n"Bob Dylan - Desire"\n"Heroes"\n[X] Wire - 154\n',
      [
        { text: "Low - Hey What" },
        { text: "Wire - 154" },
        { text: "Bob Dylan - Desire" },
        { text: '"Heroes"' },
        { text: "Wire - 154" },
      ],
      "list.txt",
    ],
    [
      "what a shop sold: albums, and songs",
      rows(
        "date,item type,item name,artist",
        "1,album,Desire,Bob Dylan",
        "2,track,Isis,Bob Dylan",
        "3,package,Nevermind,Nirvana",
      ),
      [desire, "it is a song, not an album", nevermind],
    ],
  ])("%s", async (_, list, expected, name) => {
    expect(await wordsOf(list, name === undefined ? {} : { name })).toEqual(expected);
  });
});

describe("a zero byte", () => {
  const lost = "it holds zero bytes: a part of it is lost";
  it.each<[string, string | Buffer, unknown[], string]>([
    [
      "in a row of CSV",
      rows("Artist,Album", "Bob Dylan,Desire", "Nir\0vana,Nevermind"),
      [desire, lost],
      "a.csv",
    ],
    [
      "in a line",
      "Bob Dylan - Desire\nNirvana\0 - Nevermind\n",
      [{ text: "Bob Dylan - Desire" }, lost],
      "a.txt",
    ],
    [
      "in UTF-16 without a mark",
      Buffer.from("Artist\tAlbum\nBob Dylan\tDesire\nNirvana\tNever\0mind\n", "utf16le"),
      [desire, lost],
      "a.tsv",
    ],
    [
      "in an object of JSON",
      '[{"artist":"Bob Dylan","album":"Desire"},{"artist":"Nir\0vana","album":"Nevermind"}]',
      [desire, lost],
      "a.json",
    ],
    [
      "far behind the head",
      rows("Artist,Album", ...Array.from({ length: 3000 }, () => "Bob Dylan,Desire"), "Nirvana,\0Nevermind"),
      [...Array.from({ length: 3000 }, () => desire), lost],
      "a.csv",
    ],
  ])("%s spoils its own row", async (_, list, expected, name) => {
    expect(await wordsOf(list, { name })).toEqual(expected);
    expect((await read(list, { name })).map(({ raw }) => raw.includes("\0"))).not.toContain(true);
  });

  it("is none where its six letters are a text", async () => {
    const escape = "Y \\u0000 z";
    const escaped = { title: escape, artist: "Low" };
    expect(await wordsOf(rows("Artist,Album", `Low,${escape}`))).toEqual([escaped]);
    const asJson = [
      { artist: "Low", album: escape },
      { artist: "Low", album: "Desire\0" },
    ];
    expect(await wordsOf(JSON.stringify(asJson), { name: "a.json" })).toEqual([escaped, lost]);
    const asLines = asJson.map((row) => `${JSON.stringify(row)}\n`).join("");
    expect(await wordsOf(asLines, { name: "a.jsonl" })).toEqual([escaped, lost]);
  });

  it.each<[string, Buffer, RegExp]>([
    ["many of them", Buffer.from(`artist,title\n${"a\0b,c\0d\n".repeat(50)}`), /binary/],
    ["a table of HTML", Buffer.from("<table><tr><th>Artist</th></tr></table>"), /a web page/],
    ["a library of iTunes", Buffer.from('<?xml version="1.0"?><plist></plist>'), /XML \(iTunes/],
    ["a gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), /compressed \(gzip\)/],
    ["a rar", Buffer.from("Rar!\x1a\x07\x00", "latin1"), /an archive \(rar\)/],
    ["a picture of no known kind", Buffer.from(Array.from({ length: 500 }, (_, at) => at % 32)), /binary/],
  ])("%s are no list", async (_, list, message) => {
    const fault = await faultOf(list);
    expect([fault.message, fault.hint]).toEqual([
      expect.stringMatching(message),
      "export it as CSV, TSV, JSON or plain lines, and give that",
    ]);
  });
});
