import { expect, test } from "vitest";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import type { TrackDocument } from "../../../src/sources/musicbrainz/documents.ts";
import { mediumFactsOf } from "../../../src/sources/musicbrainz/facts/media-of.ts";

function track(title: string, more: Partial<TrackDocument> = {}): TrackDocument {
  return { title, recording: { id: madeUpMbid("recording", title), title }, ...more };
}

const placesOf = (medium: ReturnType<typeof mediumFactsOf>): [number, string, string][] =>
  medium.tracks.map(({ position, kind, title }) => [position, kind, title]);

test("a medium without tracks is one of which only the number is known", () => {
  expect(mediumFactsOf({ position: 2, format: "DVD-Video", title: "", "track-count": 12 }, 0)).toEqual({
    position: 2,
    title: null,
    format: "DVD-Video",
    trackCount: 12,
    tracks: [],
  });
  expect(mediumFactsOf({}, 4)).toEqual({
    position: 5,
    title: null,
    format: null,
    trackCount: 0,
    tracks: [],
  });
});

test("a pregap track comes before the first, data tracks after the last", () => {
  const medium = mediumFactsOf(
    {
      position: 1,
      "track-count": 2,
      pregap: track("before", { position: 0, number: "0" }),
      tracks: [track("one", { position: 1 }), track("two", { position: 2 })],
      "data-tracks": [track("film", { position: 3 }), track("game", { position: 4 })],
    },
    0,
  );
  expect(placesOf(medium)).toEqual([
    [0, "pregap", "before"],
    [1, "track", "one"],
    [2, "track", "two"],
    [3, "data", "film"],
    [4, "data", "game"],
  ]);
  expect(medium.trackCount).toBe(2);
});

test.each([
  ["from 1 again", [1, 2], [3, 4]],
  ["all at 0", [0, 0], [3, 4]],
  ["not at all", [undefined, undefined], [3, 4]],
  ["with a gap", [7, 9], [7, 9]],
  ["backwards", [9, 8], [9, 10]],
  ["twice the same", [5, 5], [5, 6]],
])("data tracks that are counted %s find a place each", (_, counted, expected) => {
  const medium = mediumFactsOf(
    {
      tracks: [track("one", { position: 1 }), track("two", { position: 2 })],
      "data-tracks": counted.map((position, index) => track(`data ${index}`, { position })),
    },
    0,
  );
  expect(medium.tracks.slice(2).map(({ position }) => position)).toEqual(expected);
});

test("a medium with data tracks alone counts them from 1", () => {
  expect(placesOf(mediumFactsOf({ "data-tracks": [track("film")] }, 0))).toEqual([[1, "data", "film"]]);
});

test.each([
  ["A1", "A1"],
  ["01", "01"],
  [7, "7"],
  ["", ""],
  [null, "1"],
  [undefined, "1"],
])("the number %j is the text %j", (number, expected) => {
  const medium = mediumFactsOf({ tracks: [track("x", { number })] }, 0);
  expect(medium.tracks[0]?.number).toBe(expected);
});

test.each([
  [1000, 2000, 1000, 2000],
  [null, 2000, 2000, 2000],
  [1000, null, 1000, null],
  [undefined, undefined, null, null],
])(
  "of the lengths %j (track) and %j (recording), the track has %j",
  (own, recorded, ofTrack, ofRecording) => {
    const document = track("x", { length: own });
    document.recording.length = recorded;
    const [facts] = mediumFactsOf({ tracks: [document] }, 0).tracks;
    expect([facts?.lengthMs, facts?.recording.lengthMs]).toEqual([ofTrack, ofRecording]);
  },
);

test("credits stand with the track or the recording, whoever has them", () => {
  const credit = (name: string) => [{ artist: { id: madeUpMbid(name), name } }];
  const [both, one, other] = mediumFactsOf(
    {
      tracks: [
        track("both", {
          "artist-credit": credit("A"),
          recording: { id: madeUpMbid("both"), title: "x", "artist-credit": credit("B") },
        }),
        track("track only", { "artist-credit": credit("A") }),
        track("recording only", {
          recording: { id: madeUpMbid("r"), title: "x", "artist-credit": credit("B") },
        }),
      ],
    },
    0,
  ).tracks.map(({ credits, recording }) => [credits[0]?.creditedAs, recording.credits[0]?.creditedAs]);
  expect([both, one, other]).toEqual([
    ["A", "B"],
    ["A", "A"],
    ["B", "B"],
  ]);
});

test("a recording brings its ISRCs and MBID", () => {
  const id = madeUpMbid("recording").toUpperCase();
  const recording = {
    id,
    title: "x",
    isrcs: ["GBAHS1100095", "GBAHS1100096"],
    video: true,
    disambiguation: "live",
  };
  const [facts] = mediumFactsOf({ tracks: [track("x", { recording })] }, 0).tracks;
  expect(facts?.recording).toMatchObject({
    isVideo: true,
    disambiguation: "live",
    isrcs: ["GBAHS1100095", "GBAHS1100096"],
    identifiers: [
      { kind: "musicbrainz_recording", value: id.toLowerCase() },
      { kind: "isrc", value: "GBAHS1100095" },
      { kind: "isrc", value: "GBAHS1100096" },
    ],
  });
});
