import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

/** An identifier in files' tags is their word, as their title, artist and tracks are: where none of these is of its album, it is a question. */

const desire: Song[] = [
  ["Hurricane", 513_000],
  ["Isis", 418_000],
  ["Mozambique", 180_000],
  ["One More Cup of Coffee", 223_000],
  ["Oh, Sister", 245_000],
  ["Joey", 665_000],
  ["Romance in Durango", 350_000],
  ["Black Diamond Bay", 450_000],
  ["Sara", 329_000],
];
const called: AudioTags = { ALBUM: "Desire", ARTIST: "Bob Dylan" };

async function scanned(tags: AudioTags, songs: Song[] = desire): Promise<Stage> {
  const stage = await createStage();
  writeAlbum(join(stage.home, "..", "music"), tags, songs);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  return stage;
}

const identity = (stage: Stage) =>
  stage.rows(
    "SELECT value FROM identifiers WHERE item_type = 'album' AND kind = 'musicbrainz_release_group'",
  );

interface Questions {
  questions: { why: string; candidates: { mbid: string }[] }[];
}

const wrong: [string, AudioTags][] = [
  ["an ASIN", { ASIN: "B000003TA4" }],
  ["an ASIN, against a catalogue number", { ASIN: "B000003TA4", CATALOGNUMBER: "CK 33893" }],
  ["a barcode", { BARCODE: "720642442524" }],
  ["a release's MBID", { MUSICBRAINZ_ALBUMID: nevermind.releases[0]!.id }],
  ["the album's MBID", { MUSICBRAINZ_RELEASEGROUPID: nevermind.id }],
  [
    "both MBIDs",
    { MUSICBRAINZ_RELEASEGROUPID: nevermind.id, MUSICBRAINZ_ALBUMID: nevermind.releases[0]!.id },
  ],
  ["an address at Discogs", { DISCOGS_RELEASE_ID: "924027" }],
];

describe("against title, artist and every track", () => {
  test.each(wrong)("%s is a question, with what either leads to", async (_, tags) => {
    const stage = await scanned({ ...called, ...tags });
    const before = await identity(stage);
    const { exitCode, stdout } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining(`they say "Desire" by Bob Dylan`)]);
    expect(stdout).toContain("9 of 9 files fit no track");
    const { questions } = documentOf<Questions>(await stage.importer(["review", "--json"]));
    const [question, ...others] = questions;
    expect(others).toEqual([]);
    expect(question!.candidates.map(({ mbid }) => mbid)).toEqual([nevermind.id, desireOfDylan]);
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Desire" }]);
    expect(await identity(stage)).toEqual(before);
    const bound = ["album", "--id", "1", "--mbid", desireOfDylan, "-p", "musicbrainz"];
    expect(await stage.importer(bound)).toMatchObject({ exitCode: 0 });
    expect(await stage.importer(["album", "--id", "1", "-f", "-p", "musicbrainz"])).toMatchObject({
      exitCode: 0,
    });
    expect(documentOf(await stage.importer(["show", "album", "1", "--json"]))).toMatchObject({
      mbid: desireOfDylan,
    });
  });

  test.each([
    ["complete", "--no-enrich"],
    ["album", "Desire", "-a", "Bob Dylan"],
  ])("also in %s %s", async (...words) => {
    const stage = await scanned({ ...called, ASIN: "B000003TA4" });
    await stage.importer(words);
    expect(documentOf<Questions>(await stage.importer(["review", "--json"])).questions).toHaveLength(1);
    expect(await identity(stage)).toEqual([]);
  });

  test("in sync", async () => {
    const stage = await scanned({ ...called, BARCODE: "720642442524" });
    await stage.importer(["sync", join(stage.home, "..", "music")]);
    expect(documentOf<Questions>(await stage.importer(["review", "--json"])).questions).toHaveLength(1);
    expect(await identity(stage)).toEqual([]);
  });
});

describe("an identifier is enough where the album has", () => {
  const right: [string, AudioTags, Song[]][] = [
    [
      "half of the tracks, whatever it is called",
      { ALBUM: "Желание", ARTIST: "Боб" },
      [...desire.slice(0, 4), ...four()],
    ],
    ["the title and artist, whatever the tracks are", called, four()],
    ["nearly the title", { ALBUM: "Desire (Remastered)", ARTIST: "Bob Dylan & The Band" }, four()],
  ];
  test.each(right)("%s", async (_, tags, songs) => {
    const stage = await scanned({ ...tags, BARCODE: "074643389327" }, songs);
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    expect(await identity(stage)).toEqual([{ value: desireOfDylan }]);
  });
});

function four(): Song[] {
  return ["Jam", "Talk", "Noise", "Rain"].map((title, at) => [title, 61_000 + at * 4_000]);
}
