import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoRelease } from "../../src/demo/musicbrainz/facts.ts";
import type { Json } from "../../src/demo/musicbrainz/documents.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { always, onPath, serverBusy } from "../helpers/faults.ts";
import { contentOf } from "../ledger/content.ts";
import { changingStage, doubledIdentifiers, mbidsOf, strandedTracks, type ChangingStage } from "./stage.ts";

/** A person binds an album to an edition that changed upstream since the library had it: what that lacks now is asked for, as in a listing. */

const titles = Array.from({ length: 12 }, (_, at) => `Song ${at + 1}`);
const songs = titles.slice(0, 3).map((title): Song => [title, 180_000]);
const editionOf = (name: string): DemoRelease => ({
  id: madeUpMbid("release", name),
  events: [["1999", "GB"]],
  barcode: null,
  media: [
    {
      format: "CD",
      tracks: numbered(
        name,
        titles.map((title) => [title, 180_000]),
      ),
    },
  ],
});
const albumOf = (title: string, ...releases: DemoRelease[]): DemoAlbum => ({
  id: madeUpMbid("album", title),
  title,
  primaryType: "Album",
  firstReleased: "1999",
  genres: [],
  credits: [{ artist: { id: madeUpMbid("artist", "They"), name: "They" } }],
  releases,
});
const [plain, other, elsewhere] = [editionOf("plain"), editionOf("other"), editionOf("elsewhere")];
const [mine, another] = [albumOf("Mine", plain, other), albumOf("Another", elsewhere)];
const recordingsOf = ({ media }: DemoRelease): string[] =>
  media[0]!.tracks!.map(({ recording }) => recording.id);
const [old] = recordingsOf(plain) as [string];
const [heir] = recordingsOf(other) as [string];
const fresh = madeUpMbid("recording", "fresh");

const places = "SELECT release_id, position, track_id FROM release_tracks ORDER BY 1, 2";
const trackOf = (mbid: string): string =>
  `(SELECT item_id FROM identifiers WHERE item_type = 'track' AND value = '${mbid}')`;
const tracksOfFiles = `SELECT told_title, title FROM files JOIN tracks ON tracks.id = track_id ORDER BY path`;
const bind = (edition: DemoRelease): string[] => [
  "album",
  "-p",
  "musicbrainz",
  "--id",
  "1",
  "--mbid",
  edition.id,
];

/** Album 1, with files of its first songs that say nothing, and all releases of "Mine"; album 2, "Another". */
async function known(): Promise<ChangingStage> {
  const stage = await changingStage({}, buildDemoCatalogue([mine, another]));
  await stage.bring(mine.id, another.id);
  const music = join(stage.home, "..", "music");
  writeAlbum(music, { ALBUM: "Mine", ARTIST: "They" }, songs);
  await stage.importer(["scan", music]);
  await stage.importer(["worker", "--drain"]);
  expect(
    await stage.lines("SELECT DISTINCT album_id FROM files JOIN tracks ON tracks.id = track_id"),
  ).toEqual(["1"]);
  return stage;
}

/** Its first recordings are others there: `become` of each, by its place. */
function replace(stage: ChangingStage, count: number, become: (at: number) => string): void {
  let listed = JSON.stringify(stage.catalogue.releasesByGroup.get(mine.id));
  for (const [at, mbid] of recordingsOf(plain).slice(0, count).entries())
    listed = listed.replaceAll(mbid, become(at));
  const releases = JSON.parse(listed) as Json[];
  stage.catalogue.releasesByGroup.set(mine.id, releases);
  for (const release of releases) stage.catalogue.releases.set(String(release["id"]), release);
}

async function expectSound(stage: ChangingStage): Promise<void> {
  expect(await stage.lines(strandedTracks)).toEqual([]);
  expect(await stage.lines(doubledIdentifiers)).toEqual([]);
}

describe("a recording of the edition", () => {
  it("was merged: what hangs on it goes along", async () => {
    const stage = await known();
    await stage.inLibrary(({ $client }) =>
      $client.exec(
        `INSERT INTO lyrics (track_id, plain, source, fetched_at) VALUES (${trackOf(old)}, 'la la', 'lrclib', 1)`,
      ),
    );
    stage.world.mergeRecordings(old, heir);
    const { stdout, exitCode } = await stage.importer(bind(plain));
    expect(exitCode).toBe(0);
    expect(stdout).toContain("the two were merged there");
    expect(await stage.lines(`SELECT ${trackOf(old)} = ${trackOf(heir)}`)).toEqual(["1"]);
    expect(await stage.lines(`SELECT plain FROM lyrics WHERE track_id = ${trackOf(heir)}`)).toEqual([
      "la la",
    ]);
    expect(await stage.lines(tracksOfFiles)).toEqual(songs.map(([title]) => `${title}|${title}`));
    await expectSound(stage);
  });

  it("is gone: its file is of the one that stands there now, and nothing is stranded", async () => {
    const stage = await known();
    replace(stage, 1, () => fresh);
    expect(await stage.importer(bind(plain))).toMatchObject({ exitCode: 0 });
    expect((await stage.lines(mbidsOf("track", "musicbrainz_recording"))).join()).not.toContain(old);
    expect(
      await stage.lines(`SELECT position FROM release_tracks WHERE track_id = ${trackOf(fresh)}`),
    ).toEqual(["1"]);
    expect(await stage.lines(tracksOfFiles)).toEqual(songs.map(([title]) => `${title}|${title}`));
    await expectSound(stage);
  });

  it("may be anything while MusicBrainz can't say: nothing is bound, and nothing lost", async () => {
    const stage = await known();
    stage.world.mergeRecordings(old, heir);
    stage.server.setFault(onPath(/\/recording\//, always(serverBusy)));
    const before = await contentOf(stage);
    const { exitCode, stderr, stdout } = await stage.importer(bind(plain));
    expect(exitCode).toBe(5);
    expect(stdout + stderr).toMatch(
      /can't say now what became of 1 recording that release \d+ had: album 1 is as before/,
    );
    expect(await contentOf(stage)).toEqual(before);
  });

  it("is a person's, as is the one that it was merged into: both keep their places until it is decided", async () => {
    const stage = await known();
    await stage.inLibrary(({ $client }) =>
      $client.exec(
        `UPDATE tracks SET lyrics_override = 'given' WHERE id IN (${trackOf(old)}, ${trackOf(heir)})`,
      ),
    );
    const before = await stage.lines(places);
    stage.world.mergeRecordings(old, heir);
    expect(await stage.importer(bind(plain))).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(places)).toEqual(before);
    expect(await stage.said("review")).toMatchObject({ questions: [{ what: "track" }] });
    await expectSound(stage);
  });

  it("is one of so many that are doubted: refused, with the command after which it can be bound", async () => {
    const stage = await known();
    replace(stage, 12, (at) => madeUpMbid("recording", "fresh", String(at)));
    const before = await contentOf(stage);
    const { exitCode, stderr } = await stage.importer(bind(plain));
    expect(exitCode).toBe(4);
    expect(stderr).toContain("lacks 12 of the 12 recordings");
    expect(await contentOf(stage)).toEqual(before);
    const [, id] = /importer remove release (\d+)/.exec(stderr)!;
    expect(await stage.importer(["remove", "release", id!])).toMatchObject({ exitCode: 0 });
    expect(await stage.importer(bind(plain))).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(tracksOfFiles)).toEqual(songs.map(([title]) => `${title}|${title}`));
    await expectSound(stage);
  });
});

it("an edition that was merged into another, named by its former MBID: the two are one once the worker has listed them", async () => {
  const stage = await known();
  stage.world.mergeReleases(plain.id, other.id);
  expect(await stage.importer(bind(plain))).toMatchObject({ exitCode: 0 });
  await stage.importer(["worker", "--drain"]);
  await stage.said("releases", "1"); // of its twelve recordings a run looks ten up
  expect(await stage.lines("SELECT count(*) FROM releases WHERE album_id = 1")).toEqual(["1"]);
  expect(
    await stage.lines(`SELECT owned_release_by, count(*) FROM albums JOIN identifiers ON item_type = 'release'
    AND item_id = owned_release_id WHERE kind = 'musicbrainz_release' AND albums.id = 1 GROUP BY 1`),
  ).toEqual(["person|2"]);
  await expectSound(stage);
});

describe("the edition itself is of another album of the library", () => {
  const albumOfElsewhere = `SELECT album_id FROM releases JOIN identifiers ON item_type = 'release' AND item_id = releases.id
    WHERE value = '${elsewhere.id}'`;
  const [file] = recordingsOf(elsewhere) as [string];
  const ownFile = `INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at) SELECT '/a.flac', 1, 1, 'read', ${trackOf(file)}, 1`;

  it("and moved here: it comes, with its tracks", async () => {
    const stage = await known();
    stage.world.moveRelease(elsewhere.id, mine.id);
    expect(await stage.importer(bind(elsewhere))).toMatchObject({ exitCode: 0 });
    expect(await stage.lines(albumOfElsewhere)).toEqual(["1"]);
    await expectSound(stage);
  });

  it("whose group was merged into this: one album", async () => {
    const stage = await known();
    stage.world.mergeGroups(another.id, mine.id);
    expect(await stage.importer(bind(elsewhere))).toMatchObject({ exitCode: 0 });
    expect(await stage.lines("SELECT id FROM albums")).toEqual(["1"]);
    expect(await stage.lines(albumOfElsewhere)).toEqual(["1"]);
    await expectSound(stage);
  });

  it("whose group was merged into this, and both are a person's: refused, with the command that makes one of them", async () => {
    const stage = await known();
    await stage.inLibrary(({ $client }) => $client.exec(ownFile));
    stage.world.mergeGroups(another.id, mine.id);
    const before = await contentOf(stage);
    const { exitCode, stderr } = await stage.importer(bind(elsewhere));
    expect(exitCode).toBe(4);
    expect(stderr).toContain("importer merge album 1 --into 2");
    expect(await contentOf(stage)).toEqual(before);
  });
});
