import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoTrackRow } from "../../src/demo/musicbrainz/facts.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { contentOf } from "../ledger/content.ts";

const rows: DemoTrackRow[] = ["One", "Two", "Three"].map((title, at) => [title, 180_000 + at * 10_000]);
const songs = rows.map(([title, lengthMs]): Song => [title, lengthMs!]);
const [one, two, three] = songs as [Song, Song, Song];
const artist = { id: madeUpMbid("artist", "Ways"), name: "Ways" };

function album(title: string, editions: Record<string, DemoTrackRow[]>): DemoAlbum {
  const releases = Object.entries(editions).map(([name, tracks], at) => {
    const media = [{ format: "CD" as const, tracks: numbered(title, tracks) }];
    const barcode = title === "Right" ? ["0720642442524", "5099902895529"][at]! : null;
    return {
      id: madeUpMbid("release", title, name),
      events: [["1999", "GB"]] as [string, "GB"][],
      barcode,
      media,
    };
  });
  const facts = {
    title,
    primaryType: "Album",
    firstReleased: "1999",
    genres: ["rock"],
    credits: [{ artist }],
  };
  return { id: madeUpMbid("album", title), ...facts, releases };
}

const right = album("Right", { plain: rows, deluxe: [...rows, ["Four", 300_000]] });
const wrong = album("Wrong", {
  plain: [
    ["Other", 100_000],
    ["Another", 120_000],
    ["Third", 140_000],
  ],
});
const [plain, deluxe] = right.releases as [DemoAlbum["releases"][0], DemoAlbum["releases"][0]];

interface Told {
  outcome: string;
  album: { id: number; title: string };
  binding: {
    edition: { ref: { id: string }; isNamed: boolean };
    files: { title: string; track: { title: string } | null; differenceMs: number | null; fits: boolean }[];
    missing: { title: string }[];
    unfitting: string[];
  };
}

/** Files that say only what a bad rip says, scanned as album 1. */
async function scanned(files: Song[]): Promise<Stage> {
  const stage = await createStage(buildDemoCatalogue([right, wrong]));
  writeAlbum(join(stage.home, "..", "music"), { ALBUM: "My Rip", ARTIST: "Somebody" }, files);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  return stage;
}

const bind = (stage: Stage, ...words: string[]) =>
  stage.importer(["album", "--id", "1", "-p", "musicbrainz", "--json", ...words]);

const tracksOfFiles = (stage: Stage) =>
  stage.rows(`SELECT told_title AS says, tracks.title AS is_, EXISTS (SELECT 1 FROM release_tracks WHERE track_id = tracks.id) AS placed
    FROM files JOIN tracks ON tracks.id = track_id ORDER BY path`);

describe("an album of files is bound", () => {
  test.each<[string, string[], string]>([
    ["a release's MBID, which says the edition", ["--mbid", deluxe.id], deluxe.id],
    ["a barcode, with or without its zeros", ["720642442524"], plain.id],
    ["an address", [`https://musicbrainz.org/release/${deluxe.id}`], deluxe.id],
  ])("by %s", async (_, words, edition) => {
    const stage = await scanned(songs);
    const result = await bind(stage, ...words);
    expect(result.exitCode).toBe(0);
    const { outcome, binding } = documentOf<Told>(result);
    expect(outcome).toBe("updated");
    expect(binding).toMatchObject({ edition: { ref: { id: edition }, isNamed: true }, unfitting: [] });
    expect(binding.missing.map(({ title }) => title)).toEqual(edition === deluxe.id ? ["Four"] : []);
    expect(documentOf(await stage.importer(["show", "album", "1", "--json"]))).toMatchObject({
      title: "Right",
      ownedRelease: { mbid: edition, by: "person" },
    });
    expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 1 }]);
    expect(await tracksOfFiles(stage)).toEqual(
      songs.map(([title]) => ({ says: title, is_: title, placed: 1 })),
    );
  });

  test("by an MBID of the album: the edition is the one that the files are, and a person's stays through scans and jobs", async () => {
    const stage = await scanned(songs);
    await bind(stage, "--mbid", right.id);
    const owned =
      "SELECT owned_release_by AS by_, value FROM albums JOIN identifiers ON item_type = 'release' AND item_id = owned_release_id AND kind = 'musicbrainz_release'";
    expect(await stage.rows(owned)).toEqual([{ by_: "track_list", value: plain.id }]);
    const another = await bind(stage, "--mbid", deluxe.id);
    expect(documentOf<Told>(another).outcome).toBe("updated");
    expect(documentOf<Told>(await bind(stage, "--mbid", deluxe.id)).outcome).toBe("existing");
    await stage.importer(["worker", "--drain"]);
    writeAlbum(join(stage.home, "..", "music"), { ALBUM: "My Rip", MUSICBRAINZ_ALBUMID: plain.id }, songs);
    await stage.importer(["scan", join(stage.home, "..", "music")]);
    await stage.importer(["releases", "1"]);
    expect(await stage.rows(owned)).toEqual([{ by_: "person", value: deluxe.id }]);
  });
});

describe("a file without a track", () => {
  const files: Song[] = [one, ["Something Else", 250_000], three, ["Hidden", 99_000]];

  test("stops it, with the table, and nothing is written", async () => {
    const stage = await scanned(files);
    const before = await contentOf(stage);
    const result = await bind(stage, "--mbid", plain.id);
    expect(result.exitCode).toBe(4);
    const { outcome, binding } = documentOf<Told>(result);
    expect(outcome).toBe("ambiguous");
    expect(binding.files).toMatchObject([
      { title: "One", track: { title: "One" }, differenceMs: 0, fits: true },
      { title: "Something Else", track: { title: "Two" }, differenceMs: 60_000, fits: false },
      { title: "Three", track: { title: "Three" }, fits: true },
      { title: "Hidden", track: null, differenceMs: null, fits: false },
    ]);
    expect(binding.missing).toEqual([]);
    expect(await contentOf(stage)).toEqual(before);
    const { stdout } = await stage.importer(["album", "--id", "1", "--mbid", plain.id]);
    expect(stdout).toMatch(/Something Else +4:10 +2 +Two +3:10 +\+60 s +another\?/);
    expect(stdout).toContain(`importer album --id 1 --mbid ${plain.id} --partial`);
  });

  test.each<[string[], string | undefined, string[]]>([
    [["--partial"], undefined, ["One", "Something Else", "Three", "Hidden"]],
    [["--yes"], undefined, ["One", "Two", "Three", "Hidden"]],
    [[], "f\n", ["One", "Something Else", "Three", "Hidden"]],
    [[], "a\n", ["One", "Two", "Three", "Hidden"]],
  ])("%j, or %j typed", async (flags, types, titles) => {
    const stage = await scanned(files);
    const words = ["album", "--id", "1", "-p", "musicbrainz", "--mbid", plain.id, ...flags];
    expect(await stage.importer(words, types === undefined ? {} : { types })).toMatchObject({ exitCode: 0 });
    expect((await tracksOfFiles(stage)).map((row) => row["is_"])).toEqual(titles);
    expect(await stage.rows("SELECT DISTINCT album_id AS id FROM tracks")).toEqual([{ id: 1 }]);
  });
});

test("another album is bound anew: the former's refs, releases and tracks go, and undo brings all of it back", async () => {
  const stage = await scanned(songs);
  expect(await bind(stage, "--mbid", wrong.id, "--yes")).toMatchObject({ exitCode: 0 });
  await stage.importer(["worker", "--drain"]);
  const before = await contentOf(stage);
  const result = await bind(stage, "--mbid", right.id);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(await tracksOfFiles(stage)).toEqual(
    songs.map(([title]) => ({ says: title, is_: title, placed: 1 })),
  );
  expect(await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'")).toEqual([
    { value: right.id },
  ]);
  expect(await stage.rows("SELECT title FROM tracks ORDER BY id")).toHaveLength(3);
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  expect(await stage.importer(["undo", String(runs[0]!.id)])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
});

test("another album is bound anew: lyrics that a person gave to a former's track without a file stay", async () => {
  const stage = await scanned([one, two]);
  await bind(stage, "--mbid", wrong.id, "--yes");
  const [former] = await stage.rows("SELECT id FROM tracks WHERE title = 'Third'");
  const mine = join(stage.home, "mine.txt");
  writeFileSync(mine, "mine\n");
  const given = await stage.importer(["lyrics", String(former!["id"]), "--replace", mine]);
  expect(given).toMatchObject({ exitCode: 0 });
  expect(await bind(stage, "--mbid", right.id)).toMatchObject({ exitCode: 0 });
  expect(
    await stage.rows(`SELECT title, lyrics_override AS override, plain FROM tracks JOIN lyrics ON track_id = id
      WHERE lyrics_override IS NOT NULL`),
  ).toEqual([{ title: "Third", override: "replaced", plain: "mine" }]);
  expect(await stage.rows("SELECT title FROM tracks WHERE title IN ('Other', 'Another')")).toEqual([]);
});

test("a scan of changed files, whose tags still name the former, leaves them where the person put them", async () => {
  const stage = await scanned(songs);
  await bind(stage, "--mbid", right.id);
  const tags = { ALBUM: "My Rip", ARTIST: "Somebody", MUSICBRAINZ_RELEASEGROUPID: wrong.id, GENRE: "new" };
  writeAlbum(join(stage.home, "..", "music"), tags, songs);
  await stage.importer(["scan", join(stage.home, "..", "music")]);
  expect(await stage.rows("SELECT id, title FROM albums")).toEqual([{ id: 1, title: "Right" }]);
  expect(await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'")).toEqual([
    { value: right.id },
  ]);
});

test("two who bind at once: one wins, the other is told", async () => {
  const stage = await scanned([one, two]);
  const [first, second] = await Promise.all([
    bind(stage, "--mbid", right.id),
    bind(stage, "--mbid", wrong.id, "--yes"),
  ]);
  const codes = [first.exitCode, second.exitCode].sort();
  const won = await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'");
  expect(won).toHaveLength(1);
  if (codes[1] !== 0) expect(first.stderr + second.stderr).toContain("became another meanwhile");
  else expect(codes).toEqual([0, 0]); // one after the other
});
