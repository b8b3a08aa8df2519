import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { albumWordsKey } from "../../src/importers/album/query.ts";
import { keepChoice } from "../../src/importers/words.ts";
import { transact } from "../../src/db/transact.ts";
import {
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoRelease,
  type DemoTrackRow,
} from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** A catalogue number in files' tags is a hint: it only counts where the album agrees with the rest that they tell. */

interface Made {
  artist?: string;
  songs?: string[];
  numbers?: string[];
  barcode?: string;
}

const three = (word: string): string[] => ["One", "Two", "Three"].map((each) => `${word} ${each}`);
const lengthOf = (at: number): number => 180_000 + at * 9_000;

/** An album under a key that its MBID is made of; its name may be another's, too. */
function album(key: string, title: string, made: Made = {}): DemoAlbum {
  const { artist = "Weezer", songs = three(key), numbers = [], barcode = null } = made;
  const rows = songs.map((song, at): DemoTrackRow => [song, lengthOf(at)]);
  const labels = numbers.map((number): [string, null] => [number, null]);
  const media = [{ format: "CD" as const, tracks: numbered(key, rows) }];
  const release: DemoRelease = { id: madeUpMbid("release", key), events: [], barcode, labels, media };
  const facts = { title, disambiguation: key, primaryType: "Album", firstReleased: "1994", genres: [] };
  const credits = [{ artist: { id: madeUpMbid("artist", artist), name: artist } }];
  return { id: madeUpMbid("album", key), ...facts, credits, releases: [release] };
}

const filesOf = (titles: string[], offMs = 0): Song[] =>
  titles.map((title, at) => [title, lengthOf(at) + offMs]);

async function scanned(albums: DemoAlbum[], tags: AudioTags, songs: Song[]): Promise<Stage> {
  const stage = await createStage(buildDemoCatalogue(albums));
  writeAlbum(join(stage.home, "..", "music"), { ALBUM: "Weezer", ARTIST: "Weezer", ...tags }, songs);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  return stage;
}

interface Document {
  providers: { evidence?: { by?: string; numbers?: string[] } }[];
}
async function identified(stage: Stage, flags: string[] = []) {
  const result = await stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--json", ...flags]);
  const [own] = await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
  const { providers } = documentOf<Document>(result);
  return { exitCode: result.exitCode, own: own?.["value"], by: providers[0]?.evidence?.by };
}

const searches = (stage: Stage): string[] =>
  stage.server.requests.flatMap(({ path }) => {
    const { pathname, searchParams } = new URL(path, "http://x");
    return searchParams.has("query") ? `${pathname.split("/").at(-1)} ${searchParams.get("query")}` : [];
  });

const blue = album("Blue", "Weezer", { numbers: ["DGC-24629"] });
const green = album("Green", "Weezer", { numbers: ["493 045-2"] });
/** Two of one name, so that words alone are a question; files of another length, so that the tracks alone are. */
const twins = [blue, green];

describe("of two albums of one name it is that of the number in the tags, however it is written", () => {
  test.each<[string, string | string[]]>([
    ["as printed", "493 045-2"],
    ["without its spaces", "493045-2"],
    ["with other signs", "493-045 2"],
    ["among several", "none; 493 045-2; ABC 123"],
    ["the last of many", "AAA 1;BBB 22;CCC 33;DDD 44;EEE 55;4930452"],
    ["written with a dash", "493–045–2"],
    ["behind a slash", "ABC 123/4930452"],
    ["in a tag of its own", ["ABC 123", "493 045-2"]],
  ])("%s", async (_, number) => {
    const stage = await scanned(twins, { CATALOGNUMBER: number }, filesOf(["Green One", "Green Two"]));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: green.id, by: "catalogue number" });
    expect(searches(stage)).toHaveLength(1);
    expect(await stage.rows("SELECT count(*) AS n FROM files WHERE track_id IS NULL")).toEqual([{ n: 0 }]);
  });

  test("and in other letters", async () => {
    const stage = await scanned(twins, { CATALOGNUMBER: "dgc 24629" }, filesOf(["Blue One"]));
    expect(await identified(stage)).toMatchObject({ exitCode: 0, own: blue.id });
  });

  test("though its title is misspelled, or written in full", async () => {
    for (const title of ["Weezr", "Weezer (Deluxe Edition)"]) {
      const stage = await scanned(twins, { ALBUM: title, CATALOGNUMBER: "DGC24629" }, filesOf(["Blue One"]));
      expect(await identified(stage), title).toMatchObject({ exitCode: 0, own: blue.id });
    }
  });
});

describe("what is no number is not asked for", () => {
  test.each(["none", "[none]", "n/a", "0", "", "-"])("%j", async (number) => {
    const stage = await scanned([blue], { CATALOGNUMBER: number }, filesOf(["Blue One"]));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "search" });
    expect(searches(stage).filter((query) => query.includes("catno"))).toEqual([]);
  });
});

describe("a number counts for nothing", () => {
  const elsewhere: [string, DemoAlbum][] = [
    [
      "on an album of another title and artist",
      album("Other", "Polka Night", { artist: "Brass Band", numbers: ["ABC 123"] }),
    ],
    [
      "on an album of this name by another",
      album("Other", "Weezer", { artist: "Brass Band", numbers: ["ABC 123"] }),
    ],
    ["on another album of this artist", album("Other", "Pinkerton", { numbers: ["ABC 123"] })],
    ["that only begins so", album("Other", "Weezer", { songs: three("Blue"), numbers: ["ABC 1234"] })],
  ];
  test.each(elsewhere.slice(0, 3))("%s: the words decide", async (_, other) => {
    const stage = await scanned([blue, other], { CATALOGNUMBER: "ABC 123" }, filesOf(three("Blue")));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "search" });
  });

  test.each(elsewhere)("%s, and the words lead nowhere: nothing is taken", async (_, other) => {
    const tags = { ALBUM: "Home Tape", ARTIST: "Nobody Known", CATALOGNUMBER: "ABC 123" };
    const stage = await scanned([other], tags, filesOf(three("Purple")));
    expect(await identified(stage)).toMatchObject({ exitCode: 3, own: undefined });
  });

  test("on an album of this name, on which the files are not", async () => {
    const live = album("Live", "Weezer", { numbers: ["ABC 123"] });
    const stage = await scanned([blue, live], { CATALOGNUMBER: "ABC 123" }, filesOf(three("Blue")));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "track list" });
  });

  test("that nobody there has", async () => {
    const stage = await scanned([blue], { CATALOGNUMBER: "ABC 123" }, filesOf(three("Blue")));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "search" });
    expect(searches(stage)).toHaveLength(2); // one more than without
  });
});

test("where no words agree, a track list does", async () => {
  const other = album("Other", "Polka Night", { artist: "Brass Band", numbers: ["DGC 24629"] });
  const tags = { ALBUM: "CD 4", ARTIST: "Unknown Artist", CATALOGNUMBER: "DGC-24629" };
  const stage = await scanned([blue, other], tags, filesOf(three("Blue"), 400));
  expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "catalogue number" });
});

test("several albums that agree are a question that shows each", async () => {
  const both = twins.map((each, at) => ({
    ...each,
    releases: each.releases.map((release) => ({ ...release, labels: [["ABC 123", null] as [string, null]] })),
    disambiguation: `Nr. ${at}`,
  }));
  const tags = { CATALOGNUMBER: "ABC-123" };
  const stage = await scanned(both, tags, filesOf(["Purple One"]));
  const { exitCode, stdout } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
  expect([exitCode, stdout]).toEqual([
    4,
    expect.stringContaining("2 albums like it have the catalogue number ABC-123"),
  ]);
  for (const { id } of twins) expect(stdout).toContain(`importer album --id 1 --mbid ${id}`);
});

describe("it comes behind", () => {
  test.each<[string, AudioTags]>([
    ["a release's MBID", { MUSICBRAINZ_ALBUMID: madeUpMbid("release", "Green") }],
    ["a barcode", { BARCODE: "720642442524" }],
  ])("%s, and is not even asked for", async (_, tags) => {
    const barred = album("Green", "Weezer", { numbers: ["493 045-2"], barcode: "720642442524" });
    const stage = await scanned(
      [blue, barred],
      { ...tags, CATALOGNUMBER: "DGC-24629" },
      filesOf(["Green One"]),
    );
    expect(await identified(stage)).toMatchObject({ exitCode: 0, own: barred.id });
    expect(searches(stage).filter((query) => query.includes("catno"))).toEqual([]);
  });

  test("what a person chose for these words", async () => {
    const stage = await scanned(twins, { CATALOGNUMBER: "DGC-24629" }, filesOf(["Green One"]));
    const words = albumWordsKey({ kind: "title", readings: [{ title: "Weezer", artist: "Weezer" }] })!;
    const chosen = { kind: "musicbrainz_release_group" as const, value: green.id };
    await stage.inLibrary((db) => transact(db, () => keepChoice(db, "album", words, chosen, 1)));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: green.id, by: "an earlier choice" });
    expect(searches(stage)).toEqual([]);
  });

  test("a barcode that leads nowhere: then it is asked for", async () => {
    const tags = { BARCODE: "4006381333931", CATALOGNUMBER: "DGC-24629" };
    const stage = await scanned(twins, tags, filesOf(["Blue One"]));
    expect(await identified(stage)).toEqual({ exitCode: 0, own: blue.id, by: "catalogue number" });
  });
});
