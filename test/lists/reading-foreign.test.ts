import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseColumnMap } from "../../src/lists/reading/column-map.ts";
import type { ListOptions } from "../../src/lists/reading/read-list.ts";
import { faultOf, mbid, rows, wordsOf } from "./list-text.ts";

/** Texts of another kind: their lines are no albums, under whatever name they come. */

const md5 = "d41d8cd98f00b204e9800998ecf8427e";

describe("a text of another kind is refused, and named", () => {
  it.each<[string, string, RegExp]>([
    [
      "a cue sheet",
      rows('PERFORMER "Nirvana"', 'FILE "x.wav" WAVE', "  TRACK 01 AUDIO", "    INDEX 01 00:00:00"),
      /a cue sheet/,
    ],
    ["PLS", rows("[playlist]", "File1=/music/01.mp3", "Title1=U2 - Desire", "Length1=179"), /a playlist/],
    ["M3U without its mark", rows("#EXTINF:179,U2 - Desire", "/music/U2/01.mp3"), /a playlist/],
    [
      "paths",
      rows("C:\\Music\\U2\\01 Desire.flac", "C:\\Music\\U2\\02.flac", "cover.jpg"),
      /a list of files/,
    ],
    [
      "EAC's log",
      rows("Exact Audio Copy V1.0 beta 3", "", "EAC extraction logfile from 1. May 2012", "", "U2 / Rattle"),
      /a log of a rip/,
    ],
    ["whipper's log", rows("Log created by: whipper 0.9", "Log creation date: 2020"), /a log of a rip/],
    ["MD5", rows(`${md5} *01.flac`, `${md5}  02.flac`), /checksums/],
    ["FFP", rows(`01 - Desire.flac:${md5}`), /checksums/],
    ["SFV", rows("; by cksfv", "01-desire.mp3 1A2B3C4D"), /checksums/],
    ["LRC", rows("[00:12.00]Here we go", "[00:15.30]Again"), /lyrics/],
    ["INI", rows("[library]", "path = /music", "[web]", "port = 80"), /settings/],
    ["YAML", rows("---", "- artist: Nirvana", "  album: Nevermind", "- artist: U2", "  album: Boy"), /YAML/],
    ["YAML below a key", rows("albums:", "  - title: Boy", "    artist: U2", "    year: 1980"), /YAML/],
    ["tags", rows("TITLE=Desire", "ARTIST=U2", "DATE=1988", "TRACKNUMBER=1"), /YAML, or tags/],
    ["TOML", rows("[[album]]", 'artist = "U2"', 'title = "Boy"'), /settings \(INI, TOML\)/],
    [
      "SQL",
      rows("CREATE TABLE albums (id int, artist text);", "INSERT INTO albums VALUES (1,'U2');"),
      /a dump of a database/,
    ],
    ["BibTeX", rows("@misc{boy, author={U2}, title={Boy}}", "@misc{war, author={U2}}"), /references/],
    [
      "tree",
      rows(".", "├── U2", "│   ├── Boy (1980)", "│   └── War", "└── Low", "", "2 directories"),
      /a tree/,
    ],
    [
      "ls -l",
      rows(
        "total 8",
        "drwxr-xr-x 2 j j 4096 Jan  1 10:00 U2 - Boy",
        "drwxr-xr-x 2 j j 4096 Jan  1 10:00 U2 - War",
      ),
      /a folder as ls/,
    ],
    ["a chat", rows("[01/01/2020, 10:00:00] Jane: U2 - Boy", "01.01.20, 10:01 - Joe: Low - 154"), /a chat/],
    [
      "songs",
      rows("1. White Horses 5:03", "2. I Can Wait (3:59)", "3. All Night 5:15"),
      /songs with their lengths/,
    ],
    ["a playlist of Windows", rows("<?wpl version='1.0'?>", "<smil><body></body></smil>"), /XML/],
  ])("%s", async (_, text, what) => {
    for (const name of ["standard input", "list.txt"]) {
      const fault = await faultOf(text, { name });
      expect(fault).toBeInstanceOf(UserError);
      expect(fault.exitCode).toBe(2);
      expect(fault.message).toMatch(what);
      expect(fault.hint).toMatch(/CSV.*--as lines/);
    }
  });
});

describe("a document of another kind is refused by how it begins, whatever it is called", () => {
  const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';
  it.each<[string, string | Buffer, RegExp]>([
    ["XSPF", `${xml}<playlist version="1"><trackList/></playlist>`, /a playlist of files in XML/],
    ["CLZ's", `${xml}<!-- x --><musicinfo><musiclist/></musicinfo>`, /XML of a collector's program/],
    ["a feed", "<rss version='2.0'><channel/></rss>", /a feed/],
    ["OPML", `${xml}<opml version="2.0"><body/></opml>`, /an outline/],
    ["XML of no known kind", `${xml}<albums><album/></albums>`, /XML \(<albums>\)/],
    ["XML in UTF-16", Buffer.from(`\ufeff${xml}<plist version="1.0"/>`, "utf16le"), /XML \(iTunes exports/],
    ["RTF", "{\\rtf1\\ansi U2 - Boy\\par}", /formatting \(RTF\)/],
    ["contacts", rows("BEGIN:VCARD", "FN:Jane", "END:VCARD"), /contacts or a calendar/],
    [
      "Rockbox's",
      rows("#AUDIOSCROBBLER/1.1", "U2\tBoy\tTwilight\t1\t2\tL\t3\t"),
      /a log of a player for Last\.fm/,
    ],
  ])("%s", async (_, text, what) => {
    for (const name of ["standard input", "list.csv", "list.txt", "list.json"]) {
      const fault = await faultOf(text, { name });
      expect([fault.exitCode, fault.message]).toEqual([2, expect.stringMatching(what)]);
      expect(fault.hint).toMatch(/give that$|--as tsv --map artist=1,title=2$/);
    }
  });

  const log = "#AUDIOSCROBBLER/1.1\nU2\tBoy\tTwilight\t1\t284\tL\t1577872800\t\n";
  it.each<Partial<ListOptions>>([
    { format: "csv" },
    { format: "tsv" },
    { format: "lines" },
    { format: "json" },
    { format: "csv", map: parseColumnMap("artist=1,title=2") },
    { map: parseColumnMap("artist=1,title=2") },
  ])("the log of a player is none of %j", async (said) => {
    expect((await faultOf(log, { name: "x.log", ...said })).message).toMatch(
      /a log of a player for Last\.fm/,
    );
  });

  it.each<[ListOptions["format"], string, RegExp]>([
    [
      "csv",
      "1290000000:184000:184000:/Music/U2/Boy/01.mp3\n1290000500:1:1:/Music/U2/Boy/02.mp3\n",
      /list of files/,
    ],
    ["tsv", 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n', /a cue sheet/],
    ["json", "artist: U2\nalbum: Boy\n", /YAML/],
  ])("what can't be read as %s is told by what it is", async (format, text, what) => {
    expect((await faultOf(text, { format })).message).toMatch(what);
  });

  it("the log of a player is read with columns that are said, however short its first row is", async () => {
    const said = { name: "x.log", format: "tsv", map: parseColumnMap("artist=1,title=2") } as const;
    expect(await wordsOf(log, said)).toEqual([expect.any(String), { artist: "U2", title: "Boy" }]);
  });
});

describe("lines that look a bit like one are albums", () => {
  it.each([
    ["Nirvana: Nevermind", "Bob Dylan: Desire", "Name: Album"],
    [`MBID: ${mbid}`, "barcode: 074643389327"],
    ["Track 01 - Audio", "Index - 01", "File - Under Easy Listening"],
    ["[playlist]", "The Log - Exact Audio Copy"],
    ["Moby - Play.mp3", "Low - Hey What", "Wire - 154"],
    ["<https://musicbrainz.org/release-group/f5093c06-23e3-404f-aeaa-40f72885ee3a>"],
    ["Title Fight - Shed", "Artist vs Poet - Keep Your Secrets", "Date: Love"],
    [md5],
    ["A=B", "[Untitled]"],
    ["[[Low]] - [[Hey What]]", "[Soul]", "[[album]]"],
    ["Insert Into - Values", "Create Table", "Copy - Paste"],
  ])("%s", async (...lines) => {
    expect(await wordsOf(rows(...lines), { name: "list.txt" })).toHaveLength(lines.length);
  });

  it("as the user says", async () => {
    const lines = { name: "list.txt", format: "lines" } as const;
    expect(await wordsOf(rows("01.mp3"), lines)).toEqual([{ text: "01.mp3" }]);
  });
});
