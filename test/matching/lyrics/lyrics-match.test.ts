import { describe, expect, test } from "vitest";
import {
  chooseLyrics,
  matchSong,
  primaryArtist,
  type LyricsRecord,
  type Song,
} from "../../../src/matching/lyrics/lyrics-match.ts";

const song = (facts: Partial<Song> = {}): Song => ({
  title: "Example Song",
  artist: "Example Band",
  album: null,
  lengthMs: 240_000,
  ...facts,
});

let lastId = 0;
const record = (facts: Partial<LyricsRecord> = {}): LyricsRecord => ({
  id: String(++lastId),
  title: "Example Song",
  artist: "Example Band",
  album: null,
  durationSecs: 240,
  plain: "line one",
  synced: "[00:10.00] line one",
  instrumental: false,
  ...facts,
});

/** Is this, of the same length or so many seconds longer, trusted to be that song? */
function isTrusted(wanted: string, theirs: string, longerBySecs = 0, artist = "Example Band"): boolean {
  const offered = record({ title: theirs, artist, durationSecs: 240 + longerBySecs });
  return matchSong(song({ title: wanted }), offered) !== undefined;
}

test.each([
  ["Example Song", "EXAMPLE SONG"],
  ["Don’t Stop", "Don't Stop"],
  ["Don’t Stop", "Dont Stop"],
  ["Rock ’n’ Roll", "Rock & Roll"],
  ["Hip‐Hop", "Hip-Hop"],
  ["“Heroes”", '"Heroes"'],
  ["A × B", "A x B"],
  ["Déjà Vu", "Deja Vu"],
  ["(I Can’t Go) Song", "I Can't Go Song"],
  ["Song, Part Two", "Song, Pt. 2"],
  ["!!!", "!!!"],
  ["サマーれげぇ!レインボー", "サマーれげぇ！レインボー"],
])("%s is %s, even seconds apart", (wanted, theirs) => {
  expect(isTrusted(wanted, theirs)).toBe(true);
  expect(isTrusted(wanted, theirs, 12)).toBe(true);
  expect(isTrusted(wanted, theirs, 13)).toBe(false); // 5 % of 240 s
});

test.each([
  ["Example Song", "Example Song (Remastered 2011)"],
  ["Example Song", "Example Song - 2009 Digital Remaster"],
  ["Example Song (Live at the Hall)", "Example Song"],
  ["Example Song", "Example Song (feat. Somebody)"],
  ["Example Song [feat. Somebody] (Remastered)", "Example Song"],
  ["Example Song", "Example Song (Album Version)"],
])("%s is %s, no more than 5 s apart", (wanted, theirs) => {
  expect(isTrusted(wanted, theirs, 5)).toBe(true);
  expect(isTrusted(wanted, theirs, 6)).toBe(false);
});

test.each([
  ["(I Can’t Go) Song", "Song"],
  ["Example Song", "Example Song (Theme of Something)"],
  ["Wonderful Melody", "Wonderfull Melody"],
])("%s is %s, if they are equally long", (wanted, theirs) => {
  expect(isTrusted(wanted, theirs, 2)).toBe(true);
  expect(isTrusted(wanted, theirs, 3)).toBe(false);
});

test.each([
  ["Example Song", "Another Song"],
  ["Example Song", "Example Songs of Love"],
  ["Example Song", "Song"],
  ["Example Song", "Example Song (Instrumental)"],
  ["Example Song (Instrumental)", "Example Song"],
  ["Example Song", "Example Song - Instrumental"],
  ["Example Song", "Example Song (Karaoke Version)"],
  ["Example Song (Reprise)", "Example Song"],
  ["Example Song", "Example Song (Spanish Version)"],
  ["Example Song (Part 1)", "Example Song (Part 2)"],
  ["Example Song (Part 1)", "Example Song"],
  ["Example Song, Pt. 1", "Example Song, Pt. 2"],
  ["Example Song II", "Example Song III"],
  ["Example Song", "Example Song (Somebody Remix)"],
  ["!!!", "???"],
  ["+", "÷"],
  ["Revolution", "Evolution"],
])("%s is not %s, however equal their lengths", (wanted, theirs) => {
  expect(isTrusted(wanted, theirs)).toBe(false);
});

test.each([
  ["Example Band", "The Example Band", 12],
  ["Björk", "Bjork", 12],
  ["AC/DC", "ACDC", 12],
  ["A feat. B", "A", 12],
  ["One & Another", "Another and One", 12],
  ["One, Another & Third", "Third; One; Another", 12],
  ["A", "A feat. B", 5],
  ["One", "One & Another", 5],
  ["One & Another", "One", 2],
])("by %s is by %s, up to %i s apart", (artist, theirs, most) => {
  const match = (secs: number) =>
    matchSong(song({ artist }), record({ artist: theirs, durationSecs: 240 + secs }));
  expect(match(most)).toBeDefined();
  expect(match(most + 1)).toBeUndefined();
});

test.each([
  ["Example Band", "Tribute to Example Band"],
  ["Example Band", "Somebody"],
  ["Example Band", "Karaoke All Hits"],
  ["One & Another", "Another"],
  ["Weezer", "Wheezer"],
  ["Various Artists", "Various Artists"],
])("the same title by %s is not that by %s", (artist, theirs) => {
  expect(matchSong(song({ artist }), record({ artist: theirs }))).toBeUndefined();
});

test("two doubts are too many: neither title nor artist agree wholly", () => {
  const offered = record({ title: "Example Song (Theme of Something)", artist: "One" });
  expect(matchSong(song({ artist: "One & Another" }), offered)).toBeUndefined();
});

test.each([
  ["ours", null, 240],
  ["theirs", 240_000, null],
  ["ours (0 is none)", 0, 240],
])("where a length is missing, %s, only the same names are trusted", (_, lengthMs, durationSecs) => {
  const trusted = (facts: Partial<LyricsRecord>) =>
    matchSong(song({ lengthMs }), record({ durationSecs, ...facts })) !== undefined;
  expect(trusted({})).toBe(true);
  expect(trusted({ title: "Example Song (Remastered)" })).toBe(false);
  expect(trusted({ artist: "Example Band & Somebody" })).toBe(false);
});

test("5 s count on a short song, and lengths are compared as they are asked for, in whole seconds", () => {
  const short = song({ lengthMs: 61_499 });
  expect(matchSong(short, record({ durationSecs: 66 }))).toBeDefined();
  expect(matchSong(short, record({ durationSecs: 67 }))).toBeUndefined();
});

test("names of absurd length, and empty ones, are not compared", () => {
  const long = "word ".repeat(100_000);
  expect(matchSong(song({ title: long }), record({ title: long }))).toBeUndefined();
  expect(matchSong(song(), record({ artist: long }))).toBeUndefined();
  expect(matchSong(song({ title: "" }), record({ title: "" }))).toBeUndefined();
});

test("of several the nearest is chosen, and synced before plain", () => {
  const choice = (...records: Partial<LyricsRecord>[]): string | undefined =>
    chooseLyrics(
      song({ album: "Example Album" }),
      records.map((facts, at) => record({ id: String(at), ...facts })),
    )?.id;
  expect(choice({ durationSecs: 244 }, { durationSecs: 241 }, { durationSecs: 238 })).toBe("1");
  expect(choice({ synced: null }, { durationSecs: 242 })).toBe("1");
  expect(choice({ synced: null }, { synced: null, plain: null, instrumental: true })).toBe("0");
  expect(choice({ synced: null, plain: null, instrumental: true }, { synced: null })).toBe("1");
  expect(choice({ album: "A Collection" }, { album: "Example album" })).toBe("1");
  expect(choice({ title: "Example Song (Live)" }, {})).toBe("1");
  expect(choice({ title: "Another Song" }, { artist: "Somebody" }, { durationSecs: 300 })).toBeUndefined();
  expect(choice({}, {})).toBe("0");
  expect(choice()).toBeUndefined();
});

test("what can't be used does not win: stamps after the end, or no words at all", () => {
  const late = "[00:10.00] line one\n[09:00.00] last line";
  const chosen = chooseLyrics(song(), [
    record({ id: "late", synced: late, plain: null }),
    record({ id: "empty", synced: null, plain: " " }),
    record({ id: "plain", synced: null, durationSecs: 242 }),
  ]);
  expect(chosen).toEqual({ id: "plain", plain: "line one", synced: null, instrumental: false });
});

test.each([
  ["A", "A"],
  ["A feat. B", "A"],
  ["A ft. B & C", "A"],
  ["A featuring B", "A"],
  ["A (feat. B)", "A"],
  ["A & B", "A"],
  ["A and B", "A"],
  ["A, B & C", "A"],
  ["A; B", "A"],
  ["A × B", "A"],
  ["A x B", "A"],
  ["A vs. B", "A"],
  ["A / B", "A"],
  ["AC/DC", "AC/DC"],
  ["Malcolm X", "Malcolm X"],
  ["& B", "& B"],
  ["Andy Andrews", "Andy Andrews"],
])("the primary artist of %s is %s", (artist, primary) => {
  expect(primaryArtist(artist)).toBe(primary);
});

test.each([
  ["Example Song", "Example Band"],
  ["Song, Pt. 2 (Live)", "A feat. B & C"],
  ["???", "+/-"],
  ["Song", "Various Artists"],
])(
  "names that agree to the letter are judged as those that agree but for capitals: %s by %s",
  (title, artist) => {
    const match = matchSong(song({ title, artist }), record({ title, artist }));
    const capitals = record({ title: title.toUpperCase(), artist: artist.toUpperCase() });
    expect(match).toEqual(matchSong(song({ title, artist }), capitals));
    expect(match === undefined).toBe(artist === "Various Artists");
  },
);

describe("times", () => {
  const synced = (durationSecs: number | null) => record({ id: "synced", durationSecs });
  const plainOnly = (durationSecs: number | null) => record({ id: "plain", durationSecs, synced: null });

  test.each([
    [240_000, 243, true],
    [240_000, 244, false],
    [240_000, 252, false],
    [null, 240, false],
    [240_000, null, false],
    [null, null, false],
  ])("of a track of %s ms and a record of %s s are kept: %s", (lengthMs, durationSecs, areKept) => {
    const chosen = chooseLyrics(song({ lengthMs }), [synced(durationSecs)]);
    expect(chosen?.plain).toBe("line one");
    expect(chosen?.synced !== null).toBe(areKept);
  });

  test("a plain record of the very length beats a synced one that is off, in either order", () => {
    const records = [synced(249), plainOnly(240)];
    for (const offered of [records, [...records].reverse()]) {
      expect(chooseLyrics(song(), offered)).toMatchObject({ id: "plain", synced: null });
    }
    expect(chooseLyrics(song(), [synced(242), plainOnly(240)])).toMatchObject({ id: "synced" });
  });
});
