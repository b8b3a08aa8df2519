import { expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { contentOf } from "./content.ts";

/** Duplicate detection: releases are merged when they are two rows of one edition, and refused with words when they are two. */

/** Releases 1 and 2 of Desire, nine tracks each; those of 2 are rows of their own, 101 to 109, without MBIDs. */
async function createTwins(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["worker", "--drain"]);
  await run(
    stage,
    `INSERT INTO tracks (id, title, artist_id, album_id, length_ms, created_at, updated_at)
       SELECT id + 100, upper(title), artist_id, album_id, length_ms + 1900, 1, 1 FROM tracks WHERE id < 10;
     UPDATE release_tracks SET track_id = track_id + 100 WHERE release_id = 2`,
  );
  return stage;
}

const run = (stage: Stage, sql: string): Promise<unknown> =>
  stage.inLibrary(({ $client }) => $client.exec(sql));
const merge = ["merge", "release", "2", "--into", "1"];

const differences: [what: string, change: string, back: string, words: string][] = [
  [
    "a title",
    "UPDATE tracks SET title = 'Rita May' WHERE id = 103",
    "UPDATE tracks SET title = 'Mozambique' WHERE id = 103",
    'disc 1 track 3 is "Rita May" (track 103, 182 s) and "Mozambique" (track 3, 180 s)',
  ],
  [
    "a length",
    "UPDATE tracks SET length_ms = length_ms + 200 WHERE id = 103",
    "UPDATE tracks SET length_ms = length_ms - 200 WHERE id = 103",
    "disc 1 track 3 is",
  ],
  [
    "a length that nobody measured",
    "UPDATE tracks SET length_ms = NULL WHERE id = 103; UPDATE release_tracks SET length_ms = NULL WHERE track_id = 103",
    "UPDATE tracks SET length_ms = 181000 WHERE id = 103",
    "(track 103, length unknown)",
  ],
  [
    "an MBID",
    "INSERT INTO identifiers VALUES (9001, 'track', 103, 'musicbrainz_recording', 'another')",
    "DELETE FROM identifiers WHERE id = 9001",
    "importer merge track 103 --into 3",
  ],
  [
    "a bonus track",
    "INSERT INTO release_tracks (id, release_id, medium, position, track_id, number, title) VALUES (9001, 2, 1, 10, 1, '10', 'x')",
    "DELETE FROM release_tracks WHERE id = 9001",
    'disc 1 track 10, "Hurricane" (track 1, 513 s), is only on the one that goes',
  ],
  [
    "the number of tracks",
    "UPDATE releases SET track_count = 10 WHERE id = 2",
    "UPDATE releases SET track_count = 9 WHERE id = 2",
    "they have 10 and 9 tracks",
  ],
  [
    "the discs",
    "INSERT INTO media (id, release_id, position, track_count) VALUES (9001, 2, 2, 3)",
    "DELETE FROM media WHERE id = 9001",
    "only release 2 has a disc 2",
  ],
  [
    "one recording on two places",
    `UPDATE release_tracks SET track_id = 101 WHERE release_id = 2 AND position = 2;
     UPDATE tracks SET title = 'Hurricane', length_ms = 513000 WHERE id = 2`,
    `UPDATE release_tracks SET track_id = 102 WHERE release_id = 2 AND position = 2;
     UPDATE tracks SET title = 'Isis', length_ms = 418000 WHERE id = 2`,
    "could be one of several recordings",
  ],
];

it("two rows of one edition become one, each recording is told; two editions are refused with what differs", async () => {
  const stage = await createTwins();
  for (const [what, change, back, words] of differences) {
    await run(stage, change);
    const before = await contentOf(stage);
    const refused = await stage.importer(merge);
    expect([what, refused]).toMatchObject([what, { exitCode: 1, stdout: "" }]);
    expect(refused.stderr).toContain(words);
    expect([what, await contentOf(stage)]).toEqual([what, before]);
    await run(stage, back);
  }
  const before = await contentOf(stage);
  const told = await stage.importer([...merge, "--dry-run"]);
  expect(told.exitCode).toBe(0);
  expect(told.stdout.match(/^ {2}track 10(\d), .*, into track \1, .*$/gm)).toHaveLength(9);
  const merged = documentOf<{ tracks: unknown[]; run: number }>(await stage.importer([...merge, "--json"]));
  expect(merged.tracks[0]).toEqual({
    from: { id: 101, title: "HURRICANE" },
    into: { id: 1, title: "Hurricane" },
  });
  expect(await stage.rows("SELECT 1 FROM tracks")).toHaveLength(9);
  await stage.importer(["undo", String(merged.run)]);
  expect(await contentOf(stage)).toEqual(before);
  // The row that stays had no tracks yet: what it gets is counted.
  await run(
    stage,
    `DELETE FROM release_tracks WHERE release_id = 1; UPDATE media SET track_count = 0 WHERE release_id = 1;
     UPDATE releases SET track_count = NULL WHERE id = 1`,
  );
  expect(await stage.importer(merge)).toMatchObject({ exitCode: 0 });
  const counts = `SELECT releases.track_count AS release, media.track_count AS disc,
    (SELECT count(*) FROM release_tracks WHERE release_id = 1) AS places
    FROM releases JOIN media ON release_id = releases.id WHERE releases.id = 1`;
  expect(await stage.rows(counts)).toEqual([{ release: 9, disc: 9, places: 9 }]);
});

it("two albums that become one keep their releases and recordings apart, places alike or not", async () => {
  const stage = await createTwins();
  await stage.importer(["album", "-p", "musicbrainz", "U2 - Desire"]);
  const places = "SELECT release_id, medium, position, track_id FROM release_tracks ORDER BY 1, 2, 3";
  const before = await stage.rows(places);
  const merged = documentOf(await stage.importer(["merge", "album", "2", "--into", "1", "--json"]));
  expect(merged).toMatchObject({ tracks: [] });
  expect(await stage.rows(places)).toEqual(before);
});
