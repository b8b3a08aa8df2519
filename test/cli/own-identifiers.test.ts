import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { darkSideOfTheMoon } from "../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoTrackRow } from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import type { AudioTags } from "../helpers/audio.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

/** Stories 12 and 13 of identity, and their kin: files that were scanned are found by what they themselves tell. */

const hurricane: Song = ["Hurricane", 511_000];
const releaseOfMoon = "b84ee12a-09ef-421b-82de-0441a926375b";
const groupOfMoon = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const releaseOfNevermind = nevermind.releases[0]!.id;
const barcodeOfMoon = "5099902895529";

async function scanned(tags: AudioTags, songs: Song[], tagsOf?: (at: number) => AudioTags): Promise<Stage> {
  const stage = await createStage();
  writeAlbum(join(stage.home, "..", "music"), tags, songs, tagsOf);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  return stage;
}

const groups = (stage: Stage) =>
  stage.rows("SELECT item_id AS id, value FROM identifiers WHERE kind = 'musicbrainz_release_group'");

async function expectAlbumOne(stage: Stage, group: string): Promise<void> {
  expect(await groups(stage)).toEqual([{ id: 1, value: group }]);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 1 }]);
  expect(await stage.rows("SELECT count(*) AS n FROM files WHERE track_id IS NULL")).toEqual([{ n: 0 }]);
}

test("story 12: an ambiguous album of files is bound itself by the very command that is printed", async () => {
  const stage = await scanned({ ALBUM: "Desire", ARTIST: "Unknown Artist" }, [hurricane]);
  const { exitCode, stdout } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
  expect(exitCode).toBe(4);
  const printed = stdout.split("\n").filter((line) => line.includes("importer album"));
  expect(printed.every((line) => line.includes("importer album --id 1 "))).toBe(true);
  const typed = printed.find((line) => line.includes(desireOfDylan))!.split("importer ")[1]!;
  const bound = await stage.importer([...typed.split(" "), "-p", "musicbrainz"]);
  expect(bound).toMatchObject({ exitCode: 0 });
  await expectAlbumOne(stage, desireOfDylan);
});

describe("story 13: an album of files is completed by", () => {
  const noise: Song[] = [["Speak to Me", 68_000]];
  test.each<[string, AudioTags, string[][]]>([
    ["its release's MBID", { MUSICBRAINZ_ALBUMID: releaseOfMoon }, [["--id", "1"], [releaseOfMoon]]],
    ["its barcode", { BARCODE: barcodeOfMoon }, [["--id", "1"], [barcodeOfMoon]]],
    ["its barcode with a leading zero", { BARCODE: `0${barcodeOfMoon}` }, [["--id", "1"], [barcodeOfMoon]]],
  ])("%s, by id and by that itself", async (_, tags, commands) => {
    for (const words of commands) {
      const stage = await scanned({ ALBUM: "Dark", ARTIST: "Somebody", ...tags }, noise);
      expect(await stage.importer(["album", ...words, "-p", "musicbrainz"]), words.join(" ")).toMatchObject({
        exitCode: 0,
      });
      await expectAlbumOne(stage, groupOfMoon);
      const again = documentOf<{ outcome: string; album: { id: number } }>(
        await stage.importer(["album", commands[1]![0]!, "--json"]),
      );
      expect(again).toMatchObject({ outcome: "existing", album: { id: 1 } });
    }
  });

  test("the MBID that only some of its files have", async () => {
    const songs: Song[] = [
      ["Speak to Me", 68_000],
      ["On the Run", 225_000],
      ["Time", 413_000],
    ];
    const stage = await scanned({ ALBUM: "Dark", ARTIST: "Somebody" }, songs, (at): AudioTags =>
      at === 1 ? { MUSICBRAINZ_ALBUMID: releaseOfMoon } : {},
    );
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    await expectAlbumOne(stage, groupOfMoon);
  });
});

const twins = ["Blue", "Green"].map((colour): DemoAlbum => {
  const rows = ["One", "Two", "Three"].map((title, at): DemoTrackRow => [
    `${colour} ${title}`,
    180_000 + at * 9_000,
  ]);
  const media = [{ format: "CD" as const, tracks: numbered(colour, rows) }];
  const release = { id: madeUpMbid("release", colour), events: [], barcode: null, media };
  const facts = {
    title: "Weezer",
    disambiguation: `${colour} Album`,
    primaryType: "Album",
    firstReleased: "1994",
  };
  const credits = [{ artist: { id: madeUpMbid("artist", "Weezer"), name: "Weezer" } }];
  return { id: madeUpMbid("album", colour), ...facts, genres: [], credits, releases: [release] };
});
const songsOf = (colour: string, offMs = 0): Song[] =>
  ["One", "Two", "Three"].map((title, at) => [`${colour} ${title}`, 180_000 + at * 9_000 + offMs]);

describe("of two albums of one name, files are", () => {
  const scannedTwin = async (songs: Song[], tags: AudioTags = {}, tagsOf?: (at: number) => AudioTags) => {
    const stage = await createStage(buildDemoCatalogue(twins));
    writeAlbum(
      join(stage.home, "..", "music"),
      { ALBUM: "Weezer", ARTIST: "Weezer", ...tags },
      songs,
      tagsOf,
    );
    await stage.importer(["scan", join(stage.home, "..", "music")]);
    return stage;
  };

  test("the one whose track list they have", async () => {
    const stage = await scannedTwin(songsOf("Green", 700));
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    await expectAlbumOne(stage, twins[1]!.id);
  });

  test("a question, where the lengths are of another recording", async () => {
    const stage = await scannedTwin(songsOf("Green", 30_000));
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 4 });
    expect(await groups(stage)).toEqual([]);
  });

  test("a question, where their tags name a release of each", async () => {
    const ids = twins.map(({ releases }) => releases[0]!.id);
    const stage = await scannedTwin(songsOf("Purple"), {}, (at) => ({ MUSICBRAINZ_ALBUMID: ids[at % 2]! }));
    const { exitCode, stdout } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining("name different albums")]);
    expect(await groups(stage)).toEqual([]);
  });
});

describe("words alone lead to an album, and the files are", () => {
  const lone = twins[0]!;
  const scannedBlue = async (songs: Song[]) => {
    const stage = await createStage(buildDemoCatalogue([lone]));
    writeAlbum(join(stage.home, "..", "music"), { ALBUM: "Weezer", ARTIST: "Weezer" }, songs);
    await stage.importer(["scan", join(stage.home, "..", "music")]);
    return stage;
  };
  const identify: [string, string[]][] = [
    ["by its id", ["--id", "1"]],
    ["by its words", ["Weezer", "-a", "Weezer"]],
  ];

  test.each(identify)("on it: it is that, %s", async (_, words) => {
    const stage = await scannedBlue(songsOf("Blue").slice(0, 2));
    expect(await stage.importer(["album", ...words, "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    await expectAlbumOne(stage, lone.id);
  });

  test.each(identify)("not on it: a question with that as its candidate, %s", async (_, words) => {
    const stage = await scannedBlue(songsOf("Purple"));
    const { exitCode, stdout } = await stage.importer(["album", ...words, "-p", "musicbrainz"]);
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining("3 of 3 files fit no track")]);
    expect(stdout).toContain(`importer album --id 1 --mbid ${lone.id}`);
    expect(stage.server.requests.filter(({ path }) => path.includes("/release?"))).toHaveLength(1);
    expect(await groups(stage)).toEqual([]);
  });

  test.each<[string[], number, string[]]>([
    [[], 4, []],
    [["--partial"], 0, ["Blue One", "Purple Two"]],
    [["--yes"], 0, ["Blue One", "Blue Two"]],
  ])("picked for it in a review, they are laid beside it: %j ends with %i", async (flags, code, titles) => {
    const stage = await scannedBlue([songsOf("Blue")[0]!, songsOf("Purple")[1]!]);
    await stage.importer(["complete", "--no-enrich"]);
    const { questions } = documentOf<{ questions: { id: number }[] }>(
      await stage.importer(["review", "--json"]),
    );
    const picked = await stage.importer(["review", "pick", String(questions[0]!.id), lone.id, ...flags]);
    expect(picked).toMatchObject({ exitCode: code });
    if (code !== 0) expect(picked.stderr).toContain(`importer review pick 1 ${lone.id} --partial`);
    const own = await stage.rows(
      "SELECT tracks.title FROM files JOIN tracks ON tracks.id = track_id ORDER BY path",
    );
    if (code === 0) expect(own.map(({ title }) => title)).toEqual(titles);
    expect(await groups(stage)).toEqual(code === 0 ? [{ id: 1, value: lone.id }] : []);
  });
});

describe("tags that name two albums are a question that shows both", () => {
  test.each<[string, AudioTags]>([
    ["a release's MBID and a barcode", { MUSICBRAINZ_ALBUMID: releaseOfMoon, BARCODE: "0720642442524" }],
    [
      "the album's own MBID and a release's",
      { MUSICBRAINZ_RELEASEGROUPID: groupOfMoon, MUSICBRAINZ_ALBUMID: releaseOfNevermind },
    ],
    [
      "the album's own MBID and a barcode",
      { MUSICBRAINZ_RELEASEGROUPID: groupOfMoon, BARCODE: "0720642442524" },
    ],
    ["a barcode and an ASIN", { BARCODE: barcodeOfMoon, ASIN: "B000003TA4" }],
  ])("%s", async (_, tags) => {
    const stage = await scanned({ ALBUM: "Dark", ARTIST: "Somebody", ...tags }, [["Speak to Me", 68_000]]);
    const { exitCode, stdout } = await stage.importer(["album", "--id", "1", "-p", "musicbrainz"]);
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining("name different albums")]);
    expect(stdout).toContain(`importer album --id 1 --mbid ${groupOfMoon}`);
    expect(stdout).toContain("importer album --id 1 --mbid 1b022e01-4da6-387b-8658-8678046e4cef");
    expect(await stage.rows("SELECT title FROM albums")).toEqual([{ title: "Dark" }]);
    const bind = ["album", "--id", "1", "--mbid", groupOfMoon, "--partial", "-p", "musicbrainz"];
    expect(await stage.importer(bind)).toMatchObject({ exitCode: 0 });
    await expectAlbumOne(stage, groupOfMoon);
    const again = ["album", "--id", "1", "-f", "-p", "musicbrainz"];
    expect(await stage.importer(again)).toMatchObject({ exitCode: 0 });
  });

  test("an album's own MBID that is gone leads no further than the others: the release's does", async () => {
    const gone = "00000000-0000-4000-8000-0000000000aa";
    const tags = { MUSICBRAINZ_RELEASEGROUPID: gone, MUSICBRAINZ_ALBUMID: releaseOfMoon };
    const stage = await scanned({ ALBUM: "Dark", ARTIST: "Somebody", ...tags }, [["Speak to Me", 68_000]]);
    for (const flags of [[], ["-f"]]) {
      const asked = await stage.importer(["album", "--id", "1", "-p", "musicbrainz", ...flags]);
      expect(asked).toMatchObject({ exitCode: 0 });
    }
    expect(await stage.rows("SELECT title, gone_at FROM albums")).toEqual([
      { title: "The Dark Side of the Moon", gone_at: null },
    ]);
    const shown = documentOf(await stage.importer(["show", "album", "1", "--json"]));
    expect(shown).toMatchObject({ mbid: groupOfMoon });
  });

  test("an album's own MBID that was merged since is the one that its release belongs to", async () => {
    const former = "00000000-0000-4000-8000-0000000000aa";
    const tags = { MUSICBRAINZ_RELEASEGROUPID: former, MUSICBRAINZ_ALBUMID: releaseOfMoon };
    const stage = await scanned({ ALBUM: "Dark", ARTIST: "Somebody", ...tags }, [["Speak to Me", 68_000]]);
    (stage.catalogue.merged ??= new Map()).set(former, groupOfMoon);
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    expect(documentOf(await stage.importer(["show", "album", "1", "--json"]))).toMatchObject({
      mbid: groupOfMoon,
    });
    expect(stage.server.requests.filter(({ path }) => path.includes("/release-group/"))).toHaveLength(2);
  });

  test("where both name one album there is nothing to ask, nor a request more", async () => {
    const [, , bearing] = darkSideOfTheMoon.releases;
    const tags = { ALBUM: "Dark", ARTIST: "Somebody", MUSICBRAINZ_ALBUMID: bearing!.id };
    const stage = await scanned({ ...tags, BARCODE: barcodeOfMoon }, [["Speak to Me", 68_000]]);
    expect(await stage.importer(["album", "--id", "1", "-p", "musicbrainz"])).toMatchObject({ exitCode: 0 });
    await expectAlbumOne(stage, groupOfMoon);
    expect(stage.server.requests.filter(({ path }) => path.includes("query="))).toEqual([]);
  });
});
