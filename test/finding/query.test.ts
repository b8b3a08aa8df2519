import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { fewAlbums, linesOf, titlesOf } from "./shelf.ts";

const dark = "The Dark Side of the Moon";
const csn = "Crosby, Stills & Nash";

/** As the shell hands them over: one text a word. */
const albums: [words: string[], titles: string[]][] = [
  [["genre:rock"], [dark, "Animals"]],
  [["genre:rock", "year:1970..1975"], [dark]],
  [["genre:ROCK year:1970..1975"], [dark]],
  [["artist:floyd"], [dark, "Animals"]],
  [["artist:pink floyd"], [dark, "Animals"]],
  [["artist:pink floyd year:1977"], ["Animals"]],
  [['artist:"pink floyd"', "-year:1977"], [dark]],
  [["artist:=pink"], []],
  [["artist:=Pink Floyd"], [dark, "Animals"]],
  [["artist:krauss"], ["Raising Sand"]],
  [["artist:plant & alison"], ["Raising Sand"]],
  [["title:dark side"], [dark]],
  [["dark", "floyd"], [dark]],
  [["floyd dark"], [dark]],
  [['"dark floyd"'], []],
  [['"side of the"'], [dark]],
  [["agaetis"], ["Ágætis byrjun"]],
  [["artist:sigur ros"], ["Ágætis byrjun"]],
  [["SIGUR RÓS"], ["Ágætis byrjun"]],
  [["巨人"], ["進撃の巨人"]],
  [["+"], ["+"]],
  [["title:=+"], ["+"]],
  [["title:10,000 Days"], ["10,000 Days"]],
  [["10,000"], ["10,000 Days"]],
  [["title:Crosby, Stills"], [csn]],
  [["Crosby, Stills & Nash"], [csn]],
  [["year:1973,1977"], [dark, "Animals"]],
  [["genre:grunge,folk"], ["Nevermind", "Raising Sand"]],
  [
    ["genre:grunge", ",", "genre:folk"],
    ["Nevermind", "Raising Sand"],
  ],
  [["genre:grunge , genre:folk"], ["Nevermind", "Raising Sand"]],
  [
    ["genre:grunge,", "genre:folk"],
    ["Nevermind", "Raising Sand"],
  ],
  [["genre:grunge, genre:folk"], ["Nevermind", "Raising Sand"]],
  [
    ["artist:floyd", "year:1977", ",", "nirvana"],
    ["Animals", "Nevermind"],
  ],
  [["nevermind,animals"], ["Animals", "Nevermind"]],
  [["year:2007.."], ["Raising Sand", "+", "進撃の巨人"]],
  [["year:..1973"], [dark, csn]],
  [["released:1973"], [dark]],
  [["released:1973-03..1973-04"], [dark]],
  [["released:1977-03"], []], // some day of 1977: unknown is not equal
  [["released:1977"], ["Animals"]],
  [["released:1991-09-01.."], ["Nevermind", "Raising Sand", "+", "10,000 Days", "進撃の巨人"]],
  [["year:"], ["Ágætis byrjun"]],
  [
    ["-year:", "-genre:", "type:album", "-genre:rock"],
    ["Nevermind", "Raising Sand", "+", "進撃の巨人"],
  ],
  [["-year:1900..2100"], ["Ágætis byrjun"]], // what is unknown does not fit, so it is among what does not
  [["^type:album"], ["Ágætis byrjun", "10,000 Days"]],
  [["genre:"], ["Ágætis byrjun", "10,000 Days", csn]],
  [["id:3"], ["Nevermind"]],
  [["ID:3,5"], ["Nevermind", "+"]],
  [["releaseYear:1973"], [dark]],
  [["cover:unknown", "tracks:3"], [dark]],
  [["100%"], []],
  [["d_rk"], []],
];

describe("albums", () => {
  it("are found by every operator", async () => {
    const db = await fewAlbums();
    const found = albums.map(([words]) => [words, titlesOf(db, "albums", ...words)]);
    expect(found).toEqual(albums);
  });

  it("are sorted, unknown last", async () => {
    const db = await fewAlbums();
    const inOrder = (...words: string[]): string[] =>
      titlesOf(db, "albums", "-artist:tool", "-type:live", ...words);
    const years = [csn, dark, "Animals", "Nevermind", "Raising Sand", "+", "進撃の巨人"];
    expect(inOrder("year+")).toEqual(years);
    expect(inOrder("year-")).toEqual(years.toReversed());
    expect(titlesOf(db, "albums", "year-").at(-1)).toBe("Ágætis byrjun");
    expect(linesOf(db, "albums", ["artist:floyd"], "-year").map(({ id }) => id)).toEqual([2, 1]);
    expect(linesOf(db, "albums", ["genre:rock,folk"], "artist,title").map(({ id }) => id)).toEqual([2, 1, 4]);
  });

  it("that can't be asked for so are told with what can be typed", async () => {
    const db = await fewAlbums();
    for (const [words, says, hint] of refused) {
      const find = (): unknown => linesOf(db, "albums", words);
      expect(find, words.join(" ")).toThrow(UserError);
      expect(find).toThrow(says);
      expect(find).toThrow(
        expect.objectContaining({ hint: expect.stringMatching(hint) as string, exitCode: 2 }),
      );
    }
  });
});

const refused: [words: string[], says: RegExp, hint: RegExp][] = [
  [
    ["yaer:1973"],
    /no field "yaer"; did you mean year\?/,
    /fields of albums: id, mbid, title, .*'"yaer:1973"'/,
  ],
  [["Re:Stacks"], /no field "Re"/, /'"Re:Stacks"'/],
  [["year:abc"], /year:abc: it takes a number/, /year:1970\.\.1979/],
  [["year:1970-1979"], /it takes a number/, /year:1970\.\.1979/],
  [["year:1979..1970"], /year:1979\.\.1970: the range goes backwards/, /1970\.\.1979/],
  [["year:.."], /it takes a number/, /./],
  [["year:1970..1975..1979"], /it takes a number/, /./],
  [["year:1973,x"], /it takes a number/, /./],
  [["released:1973-13"], /it takes a date/, /1973-03/],
  [["released:2001-02-30"], /it takes a date/, /./],
  [["released:1974..1973-12"], /backwards/, /./],
  [["added:yesterday"], /it takes a date/, /2026-11/],
  [["cover:availabel"], /did you mean available\?/, /unknown, available, absent/],
  [['title:"dark'], /quote .* is not closed/, /\\"/],
  [[`title:${"x".repeat(1001)}`], /longer than 1000 letters/, /./],
  [["\u200b"], /says nothing to look for/, /help list/],
  [["-\u00ad\ufeff"], /says nothing to look for/, /help list/],
  [["title:\u200d"], /says nothing to look for/, /help list/],
  [["title:=\u2060,moon"], /says nothing to look for/, /help list/],
  [['title:" "'], /says nothing to look for/, /help list/],
  [["artist:\u0301"], /says nothing to look for/, /help list/],
  [["artists+"], /holds several/, /--sort artist/],
];

describe("other kinds", () => {
  it("are found by their own fields", async () => {
    const db = await fewAlbums();
    expect(others.map(([what, words]) => [what, words, titlesOf(db, what, ...words)])).toEqual(others);
  });
});

const others: [what: "artists" | "releases" | "tracks", words: string[], titles: string[]][] = [
  ["artists", ["floyd"], ["Pink Floyd"]],
  ["artists", ["albums:2"], ["Pink Floyd"]],
  ["artists", ["name:nirvana,tool"], ["Nirvana", "Tool"]],
  ["releases", ["artist:floyd", "released:1977.."], ["Animals"]],
  ["releases", ["genre:folk"], ["Raising Sand"]],
  ["releases", ["albumId:3"], ["Nevermind"]],
  ["tracks", ["artist:floyd", "title:o"], ["Speak to Me", "Money", "Dogs"]],
  ["tracks", ["album:moon", "title-"], ["Time", "Speak to Me", "Money"]],
  ["tracks", ["year:1991"], ["Lithium"]],
  ["tracks", ["genre:rock", "-album:moon"], ["Dogs"]],
  ["tracks", ["length:0:01", "krauss"], ["Polly"]],
  ["tracks", ["length:0:02.."], []],
  ["tracks", ["lyrics:not_fetched", "弓矢"], ["紅蓮の弓矢"]],
  ["tracks", ["files:0", "video:no", "polly"], ["Polly"]],
];
