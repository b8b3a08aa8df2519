import { expect, it } from "vitest";
import { rows, wordsOf } from "./list-text.ts";

/** Whole files as programs and people leave them, each with what is odd in it, and what becomes of every row. */

const hey = { title: "Hey What", artist: "Low" };
const dated = { ...hey, year: 2021 };
const wire = { title: "154", artist: "Wire" };
const noAlbum = "it names an artist, and no album";
const again = "it is the header again";

it.each<[string, string, string | Buffer, unknown[]]>([
  [
    "what somebody sells at Discogs",
    "inventory.csv",
    rows(
      "listing_id,artist,title,label,catno,format,release_id,status,price",
      '1,Low (3),Hey What,X,Y,"7""",367084,For Sale,9.99',
    ),
    [{ ...hey, ref: "discogs:release:367084" }],
  ],
  [
    "TuneMyMusic: songs, albums and artists in one list",
    "My Music.csv",
    rows(
      "Track name,Artist name,Album,Playlist name,Type,ISRC",
      "Days,Low,Hey What,A,Playlist,GB1",
      ",Wire,154,Albums,Album,",
      ",Nico,,Artists,Artist,",
    ),
    [hey, wire, "it names no album"],
  ],
  [
    "Spotify's archive with all that was saved",
    "YourLibrary.json",
    JSON.stringify({
      tracks: [{ artist: "Nico", album: "Desertshore", track: "Afraid", uri: "spotify:track:1" }],
      albums: [{ artist: "Low", album: "Hey What", uri: "spotify:album:1" }],
      artists: [{ name: "Wire", uri: "spotify:artist:1" }],
      shows: [],
    }),
    [{ ...hey, ref: "spotify:album:1" }],
  ],
  [
    "Bandcamp's collection, of which one is a song",
    "collection.json",
    JSON.stringify({
      items: [
        {
          item_type: "album",
          item_title: "Hey What",
          band_name: "Low",
          item_art_url: "https://x/a.jpg",
          added: "01 Jan 2020",
        },
        { item_type: "track", item_title: "Days", band_name: "Low", added: "01 Jan 2020" },
      ],
    }),
    [hey, "it is a song, not an album"],
  ],
  [
    "Musicboard: a column says what each is",
    "r.csv",
    rows("title,artist,type,rating", "Hey What,Low,album,9", "Days,Low,track,9"),
    [hey, "it is a song, not an album"],
  ],
  [
    "Excel, as text in UTF-16, with a total",
    "Book1.txt",
    Buffer.from(
      `\ufeff${rows("Artist\tAlbum\tYear", 'Low\t"Hey ""What"""\t2021', "\t\t", "Total\t1\t")}`,
      "utf16le",
    ),
    [{ ...dated, title: 'Hey "What"' }, "it is a total, not an album"],
  ],
  [
    "texts that a spreadsheet keeps from being numbers, and faults of its own",
    "list.csv",
    rows(
      "Artist,Album,Barcode,Year",
      'Low,Hey What,"=""0724385522925""","=""2021"""',
      "Wire,154,#N/A,#VALUE!",
      "#REF!,#REF!,,",
      "\\N,\\N,\\N,\\N",
      'Adele,"=""21""",,#BEZUG!',
    ),
    [
      { ...dated, barcode: "0724385522925" },
      wire,
      "it names no album",
      "it names no album",
      { title: "21", artist: "Adele" },
    ],
  ],
  [
    "Notion, with pages that it refers to",
    "list.csv",
    rows(
      "Name,Artist,Year",
      "Hey What,Low (https://www.notion.so/Low-1?pvs=21),2021",
      'Split,"Low (https://x.org/l), Nico (https://x.org/n)",',
    ),
    [dated, { title: "Split", artist: "Low, Nico" }],
  ],
  [
    "Obsidian's tables, a heading between them",
    "list.md",
    "| Artist | Album | Year |\n| --- | --- | --- |\n| [[Low]] | [[what\\|Hey What]] | 2021 |\n\n### 1970s\n\n| Artist | Album | Year |\n| --- | --- | --- |\n| [Wire](https://x.org/a_(b)) | ~~154~~ | |\n| A \\| B | <b>C</b><br>D | |\n",
    [dated, "it names no album", again, wire, { title: "C D", artist: "A | B" }],
  ],
  [
    "a table of a web page, its name above",
    "list.txt",
    "Best albums\nFrom a page\n\nNo.\tAlbum\tArtist\tYear\tRef.\n1\tHey What[2]\tLow\t2021\t[1]\n2\t154\tWire\t\t\n",
    [dated, wire],
  ],
  [
    "a sheet's name above its header, in a text",
    "list.txt",
    "Meine Platten\nInterpret;Titel;Jahr\nLow;Hey What;2021\nWire;154;\n",
    [dated, wire],
  ],
  [
    "the name of a table is called like a column",
    "list.csv",
    "Albums\nArtist,Title\nLow,Hey What\n\nSingles\nArtist,Title\nWire,154\n",
    [hey, noAlbum, again, wire],
  ],
  ["a single column of albums, and nothing else", "list.csv", "Album\nTitle\n", [{ title: "Title" }]],
  [
    "an artist once, above what is theirs",
    "list.csv",
    rows(
      "Artist,Album,Year",
      "Low,,",
      ",Hey What,2021",
      ",Drums and Guns,",
      "Nico,Desertshore,",
      ",Nevermind,",
    ),
    [
      noAlbum,
      dated,
      { title: "Drums and Guns", artist: "Low" },
      { title: "Desertshore", artist: "Nico" },
      { title: "Nevermind" },
    ],
  ],
  [
    "letters that were decoded twice, where that is certain",
    "list.csv",
    rows("Artist,Album", "BjÃ¶rk,Debut", "Sigur RÃ³s,ValtarÃ­", "SÃO PAULO,Â¿QuÃ©?", "Ão,Ê"),
    [
      { title: "Debut", artist: "Björk" },
      { title: "Valtarí", artist: "Sigur Rós" },
      { title: "¿Qué?", artist: "SÃO PAULO" },
      { title: "Ê", artist: "Ão" },
    ],
  ],
  [
    "RateYourMusic's chart as a text: the rating behind the year",
    "chart.txt",
    "1. Hey What - Low (2021)  4.50\n2. 154 - Wire (1979)  4,1\n3. Numbers - 4.50\n",
    [{ text: "Hey What - Low (2021)" }, { text: "154 - Wire (1979)" }, { text: "Numbers - 4.50" }],
  ],
  [
    "a wiki's bullets",
    "list.txt",
    "* ''[[Hey What (album)|Hey What]]'' – [[Low]]\n* '''154''' – Wire\n* Rock 'n' Roll – It's 'Live'\n",
    [{ text: "Hey What – Low" }, { text: "154 – Wire" }, { text: "Rock 'n' Roll – It's 'Live'" }],
  ],
])("%s", async (_, name, list, expected) => {
  expect(await wordsOf(list, { name })).toEqual(expected);
});
