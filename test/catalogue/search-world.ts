import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { demoDump } from "./dumps.ts";

/** A world that is small but for one artist, in which each way of finding an album can be told from the others. */

type Json = Record<string, unknown>;
const idOf = (kind: number, number: number): string =>
  `5ea${kind}0000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const named = (names: string[]): Json[] => names.map((name) => ({ name, "sort-name": name }));

const names: [name: string, sortName: string, ...aliases: string[]][] = [
  ["Queen", "Queen"],
  ["Motörhead", "Motörhead"],
  ["Radiohead", "Radiohead"],
  ["Y. O.", "Y. O.", "Ono, Yoko"],
  ["Robert Plant", "Plant, Robert"],
  ["Jimmy Page", "Page, Jimmy"],
  ["Prince", "Prince"],
  ["Santana", "Santana"],
  ["Coverdale • Page", "Coverdale • Page"],
  ["Metallica", "Metallica"],
  ["七人祭", "Shichinin Matsuri"],
  ["Weaver", "Weaver"],
  ["Huge", "Huge"],
];
const artists = new Map<string, Json>(
  names.map(([name, sortName, ...aliases], at) => [
    name,
    {
      id: idOf(1, at),
      name,
      "sort-name": sortName,
      disambiguation: "",
      type: "Group",
      aliases: named(aliases),
    },
  ]),
);
artists.set("Various Artists", { id: variousArtistsMbid, name: "Various Artists", "sort-name": "Various Artists", type: "Other" }); // prettier-ignore
export const mbidOf = (name: string): string => String(artists.get(name)!["id"]);

type By = string | [name: string, joinphrase: string, creditedAs?: string][];
const creditOf = (by: By): Json[] =>
  (typeof by === "string" ? [[by, ""] as const] : by).map(([name, joinphrase, creditedAs]) => ({
    name: creditedAs ?? name,
    joinphrase,
    artist: artists.get(name),
  }));

/** Nobody has one album only: else what comes near is as good as what is meant. */
const albums: [title: string, by: By, more?: Json][] = [
  ["Greatest Hits", "Queen", { "secondary-types": ["Compilation"], "first-release-date": "1981-10-26", disambiguation: "the first" }],
  ["Greatest Hits II", "Queen", { "secondary-types": ["Compilation"] }],
  ["A Night at the Opera", "Queen", { aliases: named(["Opera Night"]) }],
  ["Ace of Spades", "Motörhead"],
  ["Geräusch", "Motörhead"],
  ["Kid A", "Radiohead"],
  ["Radiohead", "Radiohead"],
  ["OK Computer", "Radiohead"],
  ["Fly", "Y. O."],
  ["Rising", "Y. O."],
  ["Pictures at Eleven", "Robert Plant"],
  ["No Quarter", [["Jimmy Page", " & "], ["Robert Plant", ""]]],
  ["Death Wish II", "Jimmy Page"],
  ["Purple Rain", "Prince"],
  ["The Gold Experience", [["Prince", "", "The Artist"]]],
  ["Supernatural", "Santana"],
  ["Abraxas", "Santana"],
  ["Coverdale • Page", "Coverdale • Page"],
  ["Opera", "Metallica"],
  ["Load", "Metallica", { "primary-type": "Single" }],
  ["七人祭の夜", "七人祭"],
  ["夏", "七人祭"],
  ["Love Songs", "Various Artists"],
  ["Love Songs", "Prince"],
  ["Soul Songs", "Various Artists"],
  ...Array.from({ length: 70 }, (_, at): [string, By] => [`Opus ${at + 1}`, "Weaver"]),
  ["Tapestry of Many Colours, Sounds and Voices from the Edge of the Long Forgotten World", "Weaver"],
  ["Carpetology", "Weaver"],
  ...Array.from({ length: 3_001 }, (): [string, By] => ["Same", "Huge"]),
]; // prettier-ignore

export const groups = albums.map(([title, by, more], at) => ({
  id: idOf(2, at),
  title,
  "artist-credit": creditOf(by),
  "primary-type": "Album",
  ...more,
}));
const releaseOf = (at: number, title: string, group: string, more: Json = {}): Json => ({
  id: idOf(3, at),
  title,
  "artist-credit": creditOf("Radiohead"),
  "release-group": groups.find((each) => each.title === group),
  media: [],
  ...more,
});
export const releases = [
  releaseOf(0, "OK Computer", "OK Computer", { barcode: "724385522925" }),
  releaseOf(1, "OKNOTOK 1997 2017", "OK Computer", { asin: "B071KYRFQZ" }),
];

const lines = (documents: Iterable<object>): string[] => [...documents].map((each) => JSON.stringify(each));

export const searchDump = () =>
  demoDump({
    lines: { artist: lines(artists.values()), "release-group": lines(groups), release: lines(releases) },
  });
