import { describe, expect, it } from "vitest";
import { dropEditionWords } from "../../src/matching/relax.ts";

describe("dropEditionWords", () => {
  it.each([
    ["Abbey Road (Super Deluxe Edition)", "Abbey Road"],
    ["Abbey Road (2019 Mix)", "Abbey Road"],
    ["Abbey Road [Disc 1]", "Abbey Road"],
    ["Nevermind 30th Anniversary Edition", "Nevermind"],
    ["Nevermind - Remastered 2011", "Nevermind"],
    ["Rumours (35th Anniversary Deluxe Edition) [Remastered]", "Rumours"],
    ["Chicago 17 (Expanded & Remastered)", "Chicago 17"],
    ["X (2011 - Remaster)", "X"],
    ["Desire [Vinyl LP]", "Desire"],
    ["Blackstar (Explicit)", "Blackstar"],
    ["1989 (Deluxe)", "1989"],
    ["1989 Remaster", "1989"],
    ["÷ (Deluxe)", "÷"],
    ["( ) (Remastered)", "( )"],
    ["勝訴ストリップ (Deluxe)", "勝訴ストリップ"],
    ["Made in Japan Deluxe", "Made in Japan"],
    ["The Singles 86-98 CD 2", "The Singles 86-98"],
  ])("makes %s to %s", (title, rest) => {
    expect(dropEditionWords(title)).toBe(rest);
  });

  it.each([
    "Abbey Road",
    "Deluxe",
    "Special Edition",
    "The Anniversary",
    "Vinyl",
    "Nevermind (Live)",
    "Nevermind (1991)",
    "1989 (Taylor’s Version)",
    "Silent Alarm Remixed",
    "Greatest Hits, Vol. 2",
    "Disc 1",
    "Boston - Digital",
    "Ágætis byrjun (A Good Beginning, 20th Anniversary Edition)",
  ])("leaves %s alone", (title) => {
    expect(dropEditionWords(title)).toBeUndefined();
  });
});
