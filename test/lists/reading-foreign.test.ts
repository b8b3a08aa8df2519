import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
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
  ])("%s", async (...lines) => {
    expect(await wordsOf(rows(...lines), { name: "list.txt" })).toHaveLength(lines.length);
  });

  it("as the user says", async () => {
    const lines = { name: "list.txt", format: "lines" } as const;
    expect(await wordsOf(rows("01.mp3"), lines)).toEqual([{ text: "01.mp3" }]);
  });
});
