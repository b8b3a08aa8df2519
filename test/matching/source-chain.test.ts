import { expect, it, test } from "vitest";
import { compareAlbums, type DescribedAlbum } from "../../src/matching/albums/same-album.ts";
import { partOf, type SourceEnding } from "../../src/matching/albums/source-chain.ts";

const words = (text: string): SourceEnding[] => (text === "" ? [] : (text.split(" ") as SourceEnding[]));

it.each([
  // before, the library has it, known there by an identifier or link: what it may do
  ["", false, false, "identify"],
  ["", true, false, "identify"],
  ["", true, true, "refresh"],
  ["absent", false, false, "create"],
  ["absent absent", false, false, "create"],
  ["absent", true, false, "join"],
  ["found", true, false, "nothing"],
  ["found", true, true, "refresh"],
  ["found", false, false, "nothing"],
  ["absent found", true, false, "nothing"],
  ["ambiguous", false, false, "nothing"],
  ["weak", false, false, "nothing"],
  ["ambiguous", true, false, "nothing"],
  ["absent ambiguous", false, false, "nothing"],
  ["ambiguous absent", false, false, "nothing"],
  ["unavailable", false, false, "nothing"],
  ["unavailable", true, false, "nothing"],
  ["unavailable", true, true, "refresh"],
  ["absent unavailable", false, false, "nothing"],
  ["rejected", false, false, "nothing"],
  ["failed", false, false, "nothing"],
  ["failed", true, true, "refresh"],
])("after [%s], item %s, ref %s: %s", (before, hasItem, hasRef, may) => {
  expect(partOf({ before: words(before), hasItem, hasRef }).may).toBe(may);
});

const tracks = (...titles: string[]) => titles.map((title) => ({ title, lengthMs: null as number | null }));
const night: DescribedAlbum = {
  title: "Night Shift",
  artist: "The Porters",
  year: 1994,
  trackLists: [tracks("One", "Two", "Three")],
};

test.each<[string, Partial<DescribedAlbum>, string]>([
  ["the same in other letters", { title: "NIGHT SHIFT", artist: "the porters" }, "same"],
  ["one of several editions", { trackLists: [tracks("One"), tracks("One", "Two", "Three")] }, "same"],
  ["another title", { title: "Day Shift" }, "other"],
  ["another artist", { artist: "The Reporters" }, "other"],
  ["another year", { year: 1995 }, "other"],
  ["other tracks", { trackLists: [tracks("One", "Two", "Four")] }, "other"],
  ["a track more", { trackLists: [tracks("One", "Two", "Three", "Four")] }, "other"],
  ["an unknown artist", { artist: "" }, "unknown"],
  ["an unknown year", { year: null }, "unknown"],
  ["unknown tracks", { trackLists: [] }, "unknown"],
])("%s", (_, changes, verdict) => {
  expect(compareAlbums(night, { ...night, ...changes })).toBe(verdict);
  expect(compareAlbums({ ...night, ...changes }, night)).toBe(verdict);
});

test("lengths contradict, and prove it only where the titles are too few to", () => {
  const timed = (...lengths: (number | null)[]) =>
    lengths.map((lengthMs, at) => ({ title: `t${at}`, lengthMs }));
  const of = (...lengths: (number | null)[]) => ({ ...night, trackLists: [timed(...lengths)] });
  expect(compareAlbums(of(1000, 2000, 3000), of(1000, 2000, 9000))).toBe("other");
  expect(compareAlbums(of(1000, 2000, 3000), of(null, 2000, 3000))).toBe("same");
  expect(compareAlbums(of(1000), of(null))).toBe("unknown");
  expect(compareAlbums(of(1000), of(2000))).toBe("same");
});
