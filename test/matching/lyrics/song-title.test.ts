import { expect, test } from "vitest";
import { withoutSuffix } from "../../../src/matching/lyrics/song-title.ts";

test.each([
  ["Song", "Song"],
  ["Song (Remastered 2011)", "Song"],
  ["Song (2011 Remaster)", "Song"],
  ["Song - Remastered 2009", "Song"],
  ["Song - Live", "Song"],
  ["Song (Live at the Example Hall, 1986)", "Song"],
  ["Song - Live in Sampleton", "Song"],
  ["Song [Mono] - Single Version", "Song"],
  ["Song (feat. Somebody) [Deluxe Edition]", "Song"],
  ["Song feat. Somebody", "Song"],
  ["Song (feat. Somebody (of Something))", "Song"],
  ["Song (feat. Somebody) (Part 2)", "Song (feat. Somebody) (Part 2)"],
  ["Song (Radio Edit)", "Song"],
  ["Song (Acoustic Demo)", "Song"],
  ['Song (From the Motion Picture "Something")', "Song"],
  ["Song (Part 2) - Live", "Song (Part 2)"],
  ["(First Words) Song", "(First Words) Song"],
  ["Song (Instrumental)", "Song (Instrumental)"],
  ["Song (Spanish Version)", "Song (Spanish Version)"],
  ["Song (Somebody Remix)", "Song (Somebody Remix)"],
  ["Song (Reprise)", "Song (Reprise)"],
  ["Song - Live and Learn", "Song - Live and Learn"],
  ["Song (From Me)", "Song (From Me)"],
  ["(Live)", "(Live)"],
  ["Live", "Live"],
  ["1999 - Remaster", "1999"],
])("%s without its suffix is %s", (title, rest) => {
  expect(withoutSuffix(title)).toBe(rest);
});
