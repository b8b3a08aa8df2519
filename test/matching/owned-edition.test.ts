import { describe, expect, it } from "vitest";
import { layFiles, type EditionPlace, type FileToLay } from "../../src/matching/editions/lay-files.ts";
import { chooseEdition, type Edition } from "../../src/matching/editions/owned-edition.ts";

type Track = [title: string, seconds: number | null];

const songs: Track[] = [
  ["Lithium", 257],
  ["Polly", 177],
  ["Drain You", 224],
];
const bonus: Track = ["Aneurysm", 281];

const filesOf = (tracks: Track[]): FileToLay[] =>
  tracks.map(([title, seconds], at) => {
    return { disc: null, number: String(at + 1), title, lengthMs: seconds === null ? null : seconds * 1000 };
  });

const placesOf = (tracks: Track[], medium = 1): EditionPlace[] =>
  tracks.map(([title, seconds], at) => {
    const lengthMs = seconds === null ? null : seconds * 1000;
    return { medium, position: at + 1, number: String(at + 1), title, lengthMs, kind: "track" };
  });

const shifted = (tracks: Track[], by: number): Track[] =>
  tracks.map(([title, seconds]) => [title, seconds === null ? null : seconds + by]);

describe("a file is laid beside", () => {
  const laidOf = (file: Partial<FileToLay>, places = placesOf(songs)) => {
    const { laid } = layFiles([{ ...filesOf(songs)[1]!, ...file }], places);
    return [laid[0]!.place?.title, laid[0]!.fits];
  };

  it.each<[string, Partial<FileToLay>, [string | undefined, boolean]]>([
    ["the track of its title", {}, ["Polly", true]],
    ["that track, wherever it says that it stands", { number: "3" }, ["Polly", true]],
    ["that track without a number", { number: null }, ["Polly", true]],
    ["a title with a slip", { title: "Territorial Pisings", lengthMs: 177_000 }, ["Polly", false]],
    ["a title with a note", { title: "Polly (Remastered)" }, ["Polly", true]],
    ["a guest", { title: "Polly feat. Somebody" }, ["Polly", true]],
    ["nothing that fits, when it is longer by far", { lengthMs: 190_000 }, ["Polly", false]],
    ["nothing that fits, under another title", { title: "Sliver" }, ["Polly", false]],
    ["its place, without a title that says anything", { title: "Track 02" }, ["Polly", true]],
    ["its place, in other letters", { title: "ポリー" }, ["Polly", true]],
    ["no place, if that says nothing either", { title: "Track 02", number: null }, [undefined, false]],
    ["its place, if its length is unknown", { lengthMs: null }, ["Polly", true]],
    ["no other place, if its length is unknown", { lengthMs: null, number: "3" }, ["Drain You", false]],
    ["nothing, beyond the end", { title: "Sliver", number: "9" }, [undefined, false]],
  ])("%s", (_, file, expected) => {
    expect(laidOf(file)).toEqual(expected);
  });

  it("numbers as the sides of a record have them, and the second disc", () => {
    const side = placesOf(songs).map((place, at) => ({ ...place, number: `B${at + 1}` }));
    expect(laidOf({ number: "B2", title: "" }, side)).toEqual(["Polly", true]);
    expect(laidOf({ disc: 2, title: "" }, [...side, ...placesOf(songs, 2)])).toEqual(["Polly", true]);
  });

  it("a track once: of two files of one title the closer has it, and what is left is missing", () => {
    const twice: Track[] = [
      ["Polly", 176],
      ["Polly", 177],
    ];
    const { laid, missing } = layFiles(filesOf(twice), placesOf(songs));
    expect(laid.map(({ fits }) => fits)).toEqual([false, true]);
    expect(missing.map(({ title }) => title)).toEqual(["Drain You"]);
  });
});

describe("which edition the files are", () => {
  const edition = (id: number, tracks: Track[], more: Partial<Edition> = {}): Edition => ({
    id,
    places: placesOf(tracks),
    unlisted: 0,
    barcode: null,
    catalogNumbers: [],
    ...more,
  });
  const choose = (
    tracks: Track[],
    editions: Edition[],
    told: { barcodes?: string[]; catalogNumbers?: string[] } = {},
  ) => chooseEdition({ files: filesOf(tracks), barcodes: [], catalogNumbers: [], ...told }, editions);
  const one = (id: number) => ({ kind: "one", id });

  it.each<[string, Track[], Edition[], object]>([
    [
      "the only one that fits",
      songs,
      [edition(1, songs), edition(2, [["Other", 100], ...songs.slice(1)])],
      one(1),
    ],
    ["as many tracks as files", songs, [edition(1, [...songs, bonus]), edition(2, songs)], one(2)],
    [
      "the one with the bonus track",
      [...songs, bonus],
      [edition(1, songs), edition(2, [...songs, bonus])],
      one(2),
    ],
    [
      "the one of which all tracks are known",
      songs,
      [edition(1, songs, { unlisted: 9 }), edition(2, songs)],
      one(2),
    ],
    ["the one whose lengths are closer", songs, [edition(1, shifted(songs, 4)), edition(2, songs)], one(2)],
    ["the only one that holds a part of it", songs.slice(1), [edition(1, songs)], one(1)],
    [
      "none of two that are the same",
      songs,
      [edition(1, songs), edition(2, songs)],
      { kind: "several", ids: [1, 2] },
    ],
    [
      "none of two a part may be of",
      songs.slice(1),
      [edition(1, songs), edition(2, [...songs, bonus])],
      { kind: "several", ids: [1, 2] },
    ],
    [
      "none whose lengths are unknown",
      songs,
      [
        edition(
          1,
          shifted(songs, 0).map(([title]) => [title, null]),
        ),
      ],
      { kind: "none" },
    ],
    [
      "the one whose lengths are known",
      songs,
      [
        edition(
          1,
          songs.map(([title]) => [title, null]),
        ),
        edition(2, songs),
      ],
      one(2),
    ],
    [
      "none, without the files' lengths",
      songs.map(([title]) => [title, null]),
      [edition(1, songs)],
      { kind: "none" },
    ],
    ["none, where a file has no track", [...songs, bonus], [edition(1, songs)], { kind: "none" }],
    ["none, without files", [], [edition(1, songs)], { kind: "none" }],
  ])("%s", (_, tracks, editions, expected) => {
    expect(choose(tracks, editions)).toEqual(expected);
  });

  it("of equals, the one whose barcode or catalogue number the files tell, however it is written", () => {
    const equals = [
      edition(1, songs, { barcode: "720642442524" }),
      edition(2, songs, { catalogNumbers: ["DGC-24425"] }),
    ];
    expect(choose(songs, equals, { barcodes: ["0720642442524"] })).toEqual(one(1));
    expect(choose(songs, equals, { catalogNumbers: ["dgc 24425"] })).toEqual(one(2));
    expect(choose(songs, equals, { barcodes: ["5099902895529"] })).toMatchObject({ kind: "several" });
  });
});
