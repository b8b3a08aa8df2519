import { describe, expect, it } from "vitest";
import { compareTitle } from "../../src/matching/titles/compare-titles.ts";
import { takeApart } from "../../src/matching/titles/title.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { album } from "./candidates.ts";

const compare = (query: string, candidate: AlbumCandidate) =>
  compareTitle(takeApart(query), candidate, takeApart);
const compareTexts = (query: string, title: string) => compare(query, album(title, "Somebody"));

describe("titles that are the same", () => {
  it.each([
    ["nevermind", "Nevermind", 1],
    ["Agaetis byrjun", "Ágætis byrjun", 0.97],
    ["Fuer Elise", "Für Elise", 0.96],
    ["Never Mind", "Nevermind", 0.95],
    ["Led Zeppelin 4", "Led Zeppelin IV", 0.94],
    ["Greatest Hits Volume Two", "Greatest Hits II", 0.94],
    ["Ghosts 1-4", "Ghosts I–IV", 0.94],
    ["In Rainbows Disc 2", "In Rainbows Disk 2", 0.94],
    ["Sixteen", "16", 0.94],
    ["The Constructor Vol. 2", "Constructor II", 0.94],
    ["Abbey Road (Super Deluxe Edition)", "Abbey Road", 0.85],
    ["Abbey Road", "Abbey Road (Remastered)", 0.85],
  ])("%s is %s: %d", (query, title, score) => {
    expect(compareTexts(query, title).score).toBe(score);
  });

  it("are asked about by what only an edition's title has", () => {
    const computer = album("OK Computer", "Radiohead", { editionTitles: ["OK Computer OKNOTOK 1997 2017"] });
    expect(compare("OKNOTOK 1997 2017", computer)).toMatchObject({ score: 0.7, kind: "qualifier" });
    expect(compare("1997 2017", computer).score).toBeLessThan(0.6);
  });

  it("count by an alias, a little less", () => {
    expect(compare("Blackstar", album("★", "David Bowie", { aliases: ["Blackstar"] }))).toMatchObject({
      score: 0.98,
      kind: "identical",
      how: "identical, by alias",
    });
  });

  it("forgive slips within long words, and another spelling", () => {
    for (const [query, title] of [
      ["Nevermnd", "Nevermind"],
      ["Automatic for the Poeple", "Automatic for the People"],
      ["Rumors", "Rumours"],
      ["No Sleep Till Hammersmith", "No Sleep ’til Hammersmith"],
      ["Definitelly Maybe", "Definitely Maybe"],
    ] as const) {
      expect(compareTexts(query, title)).toMatchObject({ kind: "similar" });
      expect(compareTexts(query, title).score).toBeGreaterThanOrEqual(0.8);
    }
  });
});

describe("titles that differ", () => {
  it.each([
    ["Led Zeppelin II", "Led Zeppelin III", "numbers differ: II, III"],
    ["Use Your Illusion I", "Use Your Illusion II", "numbers differ: I, II"],
    ["Greatest Hits", "Greatest Hits II", "numbers differ: none, II"],
    ["1989", "1999", "numbers differ: 1989, 1999"],
    ["Greatest Hits (Vol. 2)", "Greatest Hits", "numbers differ: 2, none"],
    ["The Wall (Disc 1)", "The Wall (Disc 2)", "numbers differ: disc 1, disc 2"],
    ["Symphony No. 5", "Symphony No. 9", "numbers differ: 5, 9"],
  ])("by numbers, %s and %s: %s", (query, title, how) => {
    const match = compareTexts(query, title);
    expect(match).toMatchObject({ kind: "numbers", how });
    expect(match.score).toBeLessThanOrEqual(0.5);
  });

  it.each([
    ["+", "="],
    ["!!!", "???"],
    ["÷", "×"],
    ["+", "Desire"],
  ])("by signs, %s and %s, have nothing in common", (query, title) => {
    expect(compareTexts(query, title).score).toBe(0);
  });

  it.each([
    ["Nevermind (Live)", "Nevermind"],
    ["Nevermind", "Nevermind (Karaoke Version)"],
    ["1989", "1989 (Taylor’s Version)"],
    ["The Wall", "The Wall: Live in Berlin"],
  ])("by a qualifier, %s and %s: 0.60", (query, title) => {
    expect(compareTexts(query, title)).toMatchObject({ score: 0.6, kind: "qualifier" });
  });

  it.each([
    ["Wheezer", "Weezer"],
    ["Revolution", "Evolution"],
    ["Aquarium", "Aquarius"],
    ["White House", "White Horse"],
    ["Songs From the Hood", "Songs From the Wood"],
    ["The Dark Side of the Moog", "The Dark Side of the Moon"],
    ["G Sides", "D‐Sides"],
    ["On Fire", "Fire"],
    ["Silent Alarm", "Silent Alarm Remixed"],
    ["Love & Hate", "Hate & Love"],
    ["勝訴ストリップ", "勝訴トリップ"],
  ])("by a letter or a word, %s and %s: under 0.80", (query, title) => {
    expect(compareTexts(query, title).score).toBeLessThan(0.8);
  });
});

describe("a qualifier", () => {
  it("may be the disambiguation", () => {
    const blue = album("Weezer", "Weezer", { disambiguation: "Blue Album" });
    expect(compare("Weezer (Blue Album)", blue)).toMatchObject({ score: 0.95, kind: "explained" });
    expect(compare("The Blue Album", blue)).toMatchObject({ score: 0.9, kind: "hinted" });
    expect(compare("Weezer (Purple Album)", blue).score).toBe(0.6);
  });

  it("may name the type", () => {
    const live = album("At Budokan", "Cheap Trick", { secondaryTypes: ["Live"] });
    expect(compare("At Budokan (Live)", live)).toMatchObject({ score: 0.93, how: "names the type" });
    expect(compare("At Budokan (Live)", album("At Budokan", "Cheap Trick")).score).toBe(0.6);
  });

  it("of a soundtrack may be left out, and put in", () => {
    const short = album("Trainspotting", "Various Artists", { secondaryTypes: ["Soundtrack"] });
    const long = { ...short, title: "Trainspotting: Music From the Motion Picture" };
    expect(compare("Trainspotting (Original Motion Picture Soundtrack)", short).score).toBe(0.93);
    expect(compare("Trainspotting", long).score).toBe(0.85);
  });

  it("such as Greatest Hits is none: that is another compilation", () => {
    const nirvana = album("Nirvana", "Nirvana", { secondaryTypes: ["Compilation"] });
    expect(compare("Nirvana Greatest Hits", nirvana).score).toBeLessThan(0.8);
  });
});
