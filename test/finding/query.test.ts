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
  [["year:１９７３"], [dark]],
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
    for (const words of [["artist-,title-"], ["artist-,title-,year+"], ["genre:rock,folk artist-,title-"]])
      expect(titlesOf(db, "albums", ...words, "genre:rock,folk")).toEqual(["Raising Sand", dark, "Animals"]);
    expect(titlesOf(db, "albums", "genre:folk", ",", "genre:rock", "year-,title+")).toEqual([
      "Raising Sand",
      "Animals",
      dark,
    ]);
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
  [["albumartist:floyd"], /no field "albumartist"; did you mean artist\?/, /./],
  [["album:dark"], /no field "album"; did you mean title\?/, /./],
  [["mb_albumid:x"], /did you mean mbid\?/, /./],
  [["original_year:1973"], /did you mean year\?/, /./],
  [["date:1973"], /did you mean released\?/, /./],
  [["catno:SHVL"], /did you mean label\?/, /./],
  [["Re:Stacks"], /no field "Re"/, /'"Re:Stacks"'/],
  [["year:abc"], /year:abc: it takes a number/, /year:1970\.\.1979/],
  ...["1970-1979", "1970–1979", "1970...1979", "1970:1979", "197*", "1970s"].map(
    (range): [string[], RegExp, RegExp] => [
      [`year:${range}`],
      /it takes a number/,
      /^it is written year:1970\.\.1979$/,
    ],
  ),
  [["year:>1980"], /year:>1980: it takes a number/, /^it is written year:1980\.\.$/],
  [["-year:<=1980"], /it takes a number/, /^it is written -year:\.\.1980$/],
  [["year:!=1980"], /it takes a number/, /^it is written -year:1980$/],
  [["year:<>1980"], /it takes a number/, /^it is written -year:1980$/],
  [["year:1980+"], /it takes a number/, /^it is written year:1980\.\.$/],
  [["year:>abc"], /it takes a number/, /for instance: year:1973/],
  [["released:>1973-03"], /it takes a date/, /written released:1973-03\.\.$/],
  [["released:1973-03-1975"], /it takes a date/, /written released:1973-03\.\.1975$/],
  [["year>=1980"], /"year>=1980" is no condition here/, /written year:1980\.\.; .*'"year>=1980"'/],
  [["year=1980"], /no condition/, /written year:1980;/],
  [["genre!=rock"], /no condition/, /written -genre:rock;/],
  [["artist~floyd"], /no condition/, /written artist:floyd;/],
  [["!genre:rock"], /no condition/, /written -genre:rock;/],
  [["+genre:rock"], /no condition/, /written genre:rock;/],
  [["(genre:rock", "or", "genre:jazz)"], /"or" is no operator/, /./],
  [["(genre:rock", ",", "genre:jazz)", "year:1973"], /no brackets/, /genre:rock,jazz/],
  [
    ["year:1970..1979", "or", "year:1991"],
    /"or" is no operator here: a comma between spaces means or/,
    /^importer list albums year:1970\.\.1979 , year:1991; for the word itself: '"or"'$/,
  ],
  [["artist:pink floyd or artist:nirvana"], /"or" is no/, /albums "artist:pink floyd" , artist:nirvana;/],
  [["floyd", "OR", "nirvana"], /"OR" is no/, /albums floyd , nirvana;/],
  [["genre:rock", "AND", "NOT", "year:1973"], /all conditions hold anyway/, /albums genre:rock -year:1973;/],
  [["genre:rock", "&&", "floyd"], /"&&" is no/, /albums genre:rock floyd;/],
  [["not", "genre:rock"], /a dash before a condition/, /albums -genre:rock;/],
  [["floyd", "NOT", "moon"], /a dash/, /albums floyd -moon;/],
  [["sort:year"], /no field "sort"/, /that is a flag: importer list albums --sort year/],
  [["floyd", "limit:5"], /no field "limit"/, /importer list albums --limit 5/],
  [["year:1979..1970"], /year:1979\.\.1970: the range goes backwards/, /1970\.\.1979/],
  [["year:.."], /it takes a number/, /./],
  [["year:1970..1975..1979"], /it takes a number/, /./],
  [["year:1973,x"], /it takes a number/, /./],
  [["released:1973/3/24"], /it takes a date/, /^it is written released:1973-03-24$/],
  [["released:24.3.1973"], /it takes a date/, /^it is written released:1973-03-24$/],
  [["-released:1973-3"], /it takes a date/, /^it is written -released:1973-03$/],
  [["released:03/24/1973"], /it takes a date/, /for instance/],
  [["released:1973/13/24"], /it takes a date/, /for instance/],
  [["released:1973-13"], /it takes a date/, /1973-03/],
  [["released:2001-02-30"], /it takes a date/, /./],
  [["released:1974..1973-12"], /backwards/, /./],
  [["added:last"], /it takes a date/, /for instance: added:2026-11/],
  [["added:yesterday"], /it takes a date/, /^it is written added:\d{4}-\d\d-\d\d$/],
  [["added:-2w.."], /it takes a date/, /^it is written added:\d{4}-\d\d-\d\d\.\.$/],
  [["tracks:1k..2.5K"], /it takes a number/, /^it is written tracks:1000\.\.2500$/],
  [["tracks:few"], /it takes a number/, /^for instance: tracks:12 or tracks:10\.\.20$/],
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
