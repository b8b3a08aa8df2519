import { describe, expect, it } from "vitest";
import { faultOf, mbid, read, rows, wordsOf } from "./list-text.ts";

/** Files that are a bit off, as people and their programs leave them. */

const low = { title: "Hey What", artist: "Low" };
const wire = { title: "154", artist: "Wire" };

describe("a file that is a bit off", () => {
  it.each<[string, string | Buffer, unknown[], string?]>([
    [
      "French, a mark, separators at the end",
      "\ufeffArtiste;Titre de l'album;Année;;\r\nLow;Hey What;2021;;\r\n",
      [{ ...low, year: 2021 }],
    ],
    [
      "Spanish, a date in words",
      rows("Artista,Álbum,Fecha de lanzamiento", "Low,Hey What,10 sep 2021"),
      [{ ...low, year: 2021 }],
    ],
    ["Italian, tabs in a .csv", "Artista\tTitolo\tAnno\nLow\tHey What\t2021\n", [{ ...low, year: 2021 }]],
    ["Dutch", "Artiest;Albumtitel;Jaar van uitgave\nLow;Hey What;2021\n", [{ ...low, year: 2021 }]],
    ["Swedish", "Artist;Albumnamn;Utgivningsår\nLow;Hey What;2021\n", [{ ...low, year: 2021 }]],
    [
      "Polish in UTF-16",
      Buffer.from("\ufeffWykonawca\tTytuł albumu\tRok\nLow\tHey What\t2021\n", "utf16le"),
      [{ ...low, year: 2021 }],
    ],
    ["Japanese", "アーティスト,アルバム名,発売日\nLow,Hey What,2021/09/10\n", [{ ...low, year: 2021 }]],
    [
      "a shop's French",
      '"Titre de l\'album";"Artiste principal";"UPC"\nHey What;Low;720642442524\n',
      [{ ...low, barcode: "720642442524" }],
    ],
    ["the separator said, a tab", "sep=\t\nArtist\tAlbum\nLow\tHey What\n", [low]],
    [
      "two files, one behind the other, with both their marks",
      "\ufeffartist,title\nLow,Hey What\n\ufeffartist,title\nWire,154\n",
      [low, "it is the header again", wire],
    ],
    ["a mark within", "artist,title\n\ufeffLow,Hey What\n", [low]],
    [
      "line ends of three systems",
      "artist,title\r\nLow,Hey What\nWire,154\rLow,Hey What\r\n",
      [low, wire, low],
    ],
    ["columns twice, the first one empty", "Title,Artist,Title\n,Low,Hey What\n154,Wire,x\n", [low, wire]],
    ["a title above the header", "My records,,\nArtist,Title,Year\nLow,Hey What,\n", [low]],
    ["an export's day above the header", "Exported 2024-01-01\n\nArtist;Title\nLow;Hey What\n", [low]],
    ["a drawn table", "| Artist | Title |\n|---|---|\n| Low | Hey What |\n", [low], "list.md"],
    ["bars", "Artist|Title\nLow|Hey What\n", [low], "list.txt"],
    [
      "blanks before quotes",
      'artist, title\n"Low", "Hey What"\n"Wire", "Chairs, Missing"\n',
      [low, { artist: "Wire", title: "Chairs, Missing" }],
    ],
    [
      "rows in one cell",
      '"artist,title"\n"Low,Hey What"\n"Wire,""Chairs, Missing"""\n',
      [low, { artist: "Wire", title: "Chairs, Missing" }],
    ],
    ["one column", "Album\nLow - Hey What\n", [{ title: "Low - Hey What" }]],
    [
      "beets' own export",
      `albumartist,album,mb_albumid,mb_releasegroupid\nLow,Hey What,,${mbid}\n`,
      [{ ...low, groupMbid: mbid }],
    ],
    [
      "Bandcamp's",
      "item_title,band_name,item_url\nHey What,Low,https://low.bandcamp.com/album/hey-what\n",
      [{ ...low, ref: "https://low.bandcamp.com/album/hey-what" }],
    ],
    ["control characters", "artist,title\nLow,\u001b[31mHey\u0007What\u001b[0m\n", [low]],
    ["JSON of texts", '["Low - Hey What"]', [{ title: "Low - Hey What" }], "list.json"],
    [
      "a broken line of NDJSON",
      '{"artist":"Low","album":"Hey What"}\n{"artist":"Wire","album":\n[1]\n{"artist":"Wire","album":"154"}\n',
      [low, expect.stringMatching(/^can't be read as JSON/), "it is no JSON object", wire],
      "list.ndjson",
    ],
    [
      "barcodes that a spreadsheet rounded, and what only looks like one",
      "5.09901E+12\n- 7,20642E+11\n5E+12\n1.5e+3\nE+12\n720642442524\n",
      [
        expect.stringMatching(/^5\.09901E\+12 is a barcode that a spreadsheet rounded/),
        expect.stringMatching(/^7,20642E\+11 is a barcode/),
        expect.stringMatching(/^5E\+12 is a barcode/),
        { text: "1.5e+3" },
        { text: "E+12" },
        { text: "720642442524" },
      ],
      "list.txt",
    ],
    [
      "remarks and headings, and an album that is called like one",
      "\ufeff# my wishlist\n#\n\n1. Low - Hey What\n  ## next\n2. #1 Record\n3. #\n#3\n",
      [{ text: "Low - Hey What" }, { text: "#1 Record" }, { text: "#" }, { text: "#3" }],
      "list.txt",
    ],
    [
      "a rounded barcode as a text, and beside words",
      '["5.09901E+12",{"artist":"Low","album":"Hey What","barcode":"5.09901E+12"}]',
      [expect.stringMatching(/rounded/), low],
      "list.json",
    ],
    [
      "objects with keys of their own",
      '{"artist":"Low","album":"Hey What"}\n{"artist":"Wire","title":"154"}\n{"performer":"Low","album":"Hey What"}\n',
      [low, wire, low],
      "list.ndjson",
    ],
    [
      "the same as a document",
      '[{"artist":"Wire","title":"154"},{"album":"Hey What","artist":"Low"}]',
      [wire, low],
      "list.json",
    ],
    [
      "tracks, one of no album and one beside an album",
      '{"artist":"Low","album":"Hey What","title":"Days"}\n{"artist":"Low","album":null,"title":"B"}\n{"artist":"Wire","album":"154"}\n',
      [low, "it names no album", wire],
      "list.ndjson",
    ],
    [
      "keys that come late",
      `${'{"artist":"Low","title":"Hey What"}\n'.repeat(201)}{"artist":"Wire","album":"154"}\n`,
      [...Array.from({ length: 201 }, () => low), wire],
      "list.ndjson",
    ],
    [
      "Spotify's saved albums",
      '{"items":[{"added_at":"2020","album":{"name":"Hey What","artists":[{"name":"Low"}],"release_date":"2021-09-10","external_ids":{"upc":"720642442524"}}}]}',
      [{ ...low, year: 2021, barcode: "720642442524" }],
      "list.json",
    ],
  ])("%s", async (_, list, expected, name) => {
    expect(await wordsOf(list, name === undefined ? {} : { name })).toEqual(expected);
  });

  it("of a broken line the number and the raw text are kept", async () => {
    const entries = await read('{"album":"A","artist":"Low"}\n\n{"album":\n', { name: "list.jsonl" });
    expect(entries.map(({ line, raw }) => [line, raw])).toEqual([
      [1, '{"album":"A","artist":"Low"}'],
      [3, '{"album":'],
    ]);
  });

  it.each<[string, string, RegExp, string?]>([
    ["nothing", "", /is empty/],
    ["separators alone", ";;;\n;;;\n", /is empty: it has no row/],
    ["an empty JSON list", "[]", /is empty: it has no row/, "list.json"],
    [
      "a page that asks for a log-in",
      "<!DOCTYPE html><html><body>Sign in</body></html>\n",
      /a web page \(HTML\)/,
    ],
    ["a playlist", "#EXTM3U\n#EXTINF:1,Low - Days\na.mp3\n", /a playlist of files/, "list.m3u"],
    ["films with addresses", "Const,Your Rating,Title,URL,Title Type\ntt1,5,Dune,u,movie\n", /list of films/],
    [
      "NDJSON whose first line is broken",
      '{"artist":\n{"artist":"Low","album":"A"}\n',
      /line 1 can't be read as JSON/,
      "list.ndjson",
    ],
    ["rows without a header", "Low,Hey What\nWire,154\n", /columns: Low, Hey What/],
  ])("%s is refused, with what was seen", async (_, list, message, name) => {
    const { message: said, hint = "" } = await faultOf(list, name === undefined ? {} : { name });
    expect(`${said}\n${hint}`).toMatch(message);
  });
});
