import { expect, test } from "vitest";
import { demoLyrics } from "../../../src/demo/lrclib/demo-lyrics.ts";
import { normaliseName, type LyricsBaseRecord } from "../../../src/demo/lrclib/records.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { objectsOf } from "../../../src/demo/musicbrainz/documents.ts";

const lyrics = demoLyrics();

test("each record has a number of its own", () => {
  expect(new Set(lyrics.map(({ id }) => id)).size).toBe(lyrics.length);
  expect(lyrics.length).toBeGreaterThan(50);
});

test("every line is a placeholder of ours", () => {
  for (const { trackName, plainLyrics, syncedLyrics } of lyrics) {
    const text = (syncedLyrics ?? "").replaceAll(/\[[^\]]*\]|<[^>]*>|v1:|\uFEFF/g, "");
    for (const line of `${plainLyrics ?? ""}\n${text}`.split(/\r?\n/)) {
      if (line.trim() !== "")
        expect(line.replaceAll(/ +/g, " ").trim(), trackName).toMatch(/^(La la la,|ラララ、)/);
    }
  }
});

test("stamps lie within the track, but for the one record that was made for a longer one", () => {
  const late = lyrics.filter((record) => lastStampS(record) > record.duration);
  expect(late.map(({ trackName }) => trackName)).toEqual(["Lounge Act"]);
});

test("there is one of every kind", () => {
  expect(of("Time")).toMatchObject([{ plainLyrics: expect.any(String), syncedLyrics: expect.any(String) }]);
  expect(of("On the Run")).toMatchObject([{ instrumental: true, plainLyrics: null, syncedLyrics: null }]);
  expect(of("Brain Damage")).toMatchObject([{ plainLyrics: expect.any(String), syncedLyrics: null }]);
  expect(of("Eclipse")).toMatchObject([{ plainLyrics: null, syncedLyrics: expect.any(String) }]);
  expect(of("Speak to Me")).toMatchObject([{ instrumental: false, plainLyrics: null, syncedLyrics: null }]);
  expect(of("The Great Gig in the Sky")).toEqual([]);
  expect(of("Come as You Are")).toMatchObject([{ albumName: "Nirvana" }]);
  expect(of("lucia")).toMatchObject([{ artistName: "coda" }]);
  expect(of("Lithium")[0]?.syncedLyrics).toMatch(/^\uFEFF\[ti:Lithium\]\r\n/);
  expect(of("Polly")[0]?.syncedLyrics).toContain("<00:05.50>");
  expect(of("Drain You")[0]?.syncedLyrics).toMatch(/^\[00:10\.00\]\[00:40\.00\] /);
});

test("a line of the synced lyrics has its stamp and its words", () => {
  expect(of("Time")[0]?.syncedLyrics?.split("\n")[1]).toBe("[00:25.25] La la la, line two of Time");
  expect(of("Time")[0]?.plainLyrics?.split("\n")[1]).toBe("La la la, line two of Time");
});

test("most tracks are found by the names and length that MusicBrainz has, and one is six seconds longer", () => {
  const release = demoCatalogue().releases.get("b84ee12a-09ef-421b-82de-0441a926375b") ?? {};
  const distances = objectsOf(release, "media")
    .flatMap((medium) => objectsOf(medium, "tracks"))
    .flatMap(({ title, length }) =>
      of(String(title)).map((record) => record.duration - Number(length) / 1000),
    );
  expect(distances).toHaveLength(9);
  expect(distances.filter((distance) => Math.abs(distance) <= 2)).toHaveLength(8);
  expect(Math.round(Math.max(...distances))).toBe(6);
});

function of(trackName: string): LyricsBaseRecord[] {
  return lyrics.filter((record) => normaliseName(record.trackName) === normaliseName(trackName));
}

function lastStampS({ syncedLyrics }: LyricsBaseRecord): number {
  const stamps = [...(syncedLyrics ?? "").matchAll(/\[(\d+):(\d+\.\d+)\]/g)];
  return Math.max(0, ...stamps.map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds)));
}
