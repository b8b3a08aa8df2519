import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { pruneLedger } from "../../src/ledger/entries/prune.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { contentOf } from "./content.ts";

async function stageWith(...titles: string[]): Promise<Stage> {
  const stage = await createStage();
  for (const title of titles) await stage.importer(["album", "-p", "musicbrainz", title]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

it("an album goes with all that hangs on it, stays away until it is wanted again, and comes back by undo", async () => {
  const stage = await stageWith("Bob Dylan - Desire", "U2 - Desire");
  const before = await contentOf(stage);
  const dry = documentOf(await stage.importer(["remove", "album", "1", "--dry-run", "--json"]));
  expect(dry).toMatchObject({ what: "album", id: 1, title: "Desire", dryRun: true, run: null });
  expect(await contentOf(stage)).toEqual(before);
  expect(await stage.importer(["remove", "album", "Desire"])).toMatchObject({ exitCode: 4, stdout: "" });
  const removed = await stage.importer(["remove", "album", "1"]);
  expect(removed.stdout).toMatch(
    /^removed: album 1, Desire\n {2}1 album, 4 releases, \d+ tracks, .* and \d+ rows that join them\n/,
  );
  const [, run] = /importer undo (\d+)/.exec(removed.stderr)!;
  const gone = await stage.importer(["show", "album", "1"]);
  expect(gone).toMatchObject({ exitCode: 3, stdout: "" });
  expect(gone.stderr).toBe(
    `importer: there is no album 1 in the library: run ${run} took it out (importer remove album 1)\n  to have it back: importer undo ${run}\n`,
  );
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
  expect(
    await stage.rows("SELECT 1 FROM release_tracks WHERE track_id NOT IN (SELECT id FROM tracks)"),
  ).toEqual([]);
  expect(await stage.rows("SELECT 1 FROM identifiers WHERE item_type = 'album' AND item_id = 1")).toEqual([]);

  const again = ["album", "-p", "musicbrainz", "Bob Dylan - Desire"];
  const refused = await stage.importer(again);
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toMatch(/was removed on \d{4}-\d\d-\d\d, and is not wanted.*--again/);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);

  expect(await stage.importer(["undo", run!])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(before);
  expect(await stage.rows("SELECT * FROM not_wanted")).toEqual([]);

  await stage.importer(["remove", "album", "1"]);
  expect(await stage.importer([...again, "--again"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT title FROM albums")).toHaveLength(2);
  expect(await stage.rows("SELECT * FROM not_wanted")).toEqual([]);
  await stage.importer(["worker", "--drain"]);
  expect(await stage.rows("SELECT id FROM releases WHERE album_id > 2")).toHaveLength(4);
});

it("a list skips what was removed, says so, and asks nobody again; a job ends with that word", async () => {
  const stage = await stageWith("Bob Dylan - Desire");
  await stage.importer(["remove", "album", "1"]);
  const path = join(stage.home, "..", "list.csv");
  const [own] = await stage.rows("SELECT value FROM not_wanted WHERE kind = 'musicbrainz_release_group'");
  writeFileSync(path, `artist,title,mbid\nBob Dylan,Desire,\n,Desire,${String(own!["value"])}\n`);
  const list = await stage.importer(["import", path, "--json"]);
  expect(list.exitCode).toBe(0);
  const counts = { skipped: 2, refused: 0, created: 0, open: 0 };
  expect(documentOf(list)).toMatchObject({ list: counts, outcome: "done" });
  expect(await stage.rows("SELECT DISTINCT why FROM list_rows")).toEqual([
    { why: expect.stringMatching(/"Desire" was removed on .*--again$/) as string },
  ]);
  const asked = stage.server.requests.length;
  expect(documentOf(await stage.importer(["import", path, "--json"]))).toMatchObject({ list: counts });
  expect(stage.server.requests).toHaveLength(asked);

  await stage.importer(["album", "Bob Dylan - Desire", "--later"]);
  expect(await stage.importer(["worker", "--drain"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT state, attempts FROM jobs WHERE kind = 'import-album'")).toEqual([
    { state: "done", attempts: 1 },
  ]);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([]);
});

it("a release that was removed is not brought back by the listing", async () => {
  const stage = await stageWith("Bob Dylan - Desire");
  await stage.importer(["remove", "release", "1"]);
  await stage.importer(["releases", "1"]);
  expect(await stage.rows("SELECT id FROM releases")).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }]);
  const stranded = `SELECT id FROM tracks WHERE id NOT IN (SELECT track_id FROM release_tracks)
    AND id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL)`;
  expect(await stage.rows(stranded)).toEqual([]);
});

it("an artist who was removed is refused until --again; dry runs tell what is not wanted", async () => {
  const stage = await stageWith("Bob Dylan - Desire");
  await stage.importer(["remove", "artist", "Bob Dylan"]);
  const typed = ["album", "-p", "musicbrainz", "Bob Dylan - Desire"];
  const dry = await stage.importer([...typed, "--dry-run"]);
  expect(dry.exitCode).toBe(1);
  expect(dry.stdout).toMatch(/is not wanted; to have it again: importer album \S+ --again/);
  expect(await stage.importer(typed)).toMatchObject({ exitCode: 1 });
  expect(await stage.rows("SELECT id FROM artists WHERE name = 'Bob Dylan'")).toEqual([]);
  const path = join(stage.home, "..", "list.csv");
  writeFileSync(path, "artist,title\nBob Dylan,Desire\n");
  const list = documentOf(await stage.importer(["import", path, "--dry-run", "--json"]));
  expect(JSON.stringify(list)).toMatch(/"skipped":1/);
  const refused = await stage.importer(["artist", "Bob Dylan"]);
  expect(refused.exitCode).toBe(1);
  const [, again] = /importer artist (\S+) --again/.exec(refused.stdout)!;
  await stage.importer(["artist", "Bob Dylan", "--later"]);
  await stage.importer(["worker", "--drain"]);
  expect(await stage.rows("SELECT state FROM jobs WHERE kind = 'import-artist'")).toEqual([
    { state: "done" },
  ]);
  expect(await stage.rows("SELECT id FROM artists WHERE name = 'Bob Dylan'")).toEqual([]);
  expect(await stage.importer(["artist", again!, "--again"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT name FROM artists WHERE name = 'Bob Dylan'")).toHaveLength(1);
  expect(await stage.rows("SELECT 1 FROM not_wanted WHERE item_type = 'artist'")).toEqual([]);
  const albums = documentOf<{ albums: object[] }>(
    await stage.importer(["artist", "Bob Dylan", "--albums", "-n", "--json"]),
  );
  expect(albums.albums).toContainEqual(expect.objectContaining({ title: "Desire", notWanted: true }));
  expect(await stage.importer(["artist", "Bob Dylan", "--later", "--again"])).toMatchObject({ exitCode: 2 });
});

it("a track that was removed stays away, and with a release is told, until both are wanted again", async () => {
  const stage = await stageWith("Bob Dylan - Desire");
  const [before] = await stage.rows("SELECT count(*) AS tracks FROM tracks");
  const [named] = await stage.rows("SELECT title FROM tracks WHERE id = 3");
  const [release] = await stage.rows("SELECT id FROM releases ORDER BY id DESC LIMIT 1");
  await stage.importer(["remove", "track", "3"]);
  await stage.importer(["remove", "release", String(release!["id"])]);
  const told = await stage.importer(["releases", "1"]);
  expect(told).toMatchObject({ exitCode: 0 });
  expect(told.stdout).toContain(
    "  1 release and 1 track not wanted (removed before); to have them again: importer releases 1 --again\n",
  );
  const document = documentOf(await stage.importer(["releases", "1", "--json"]));
  expect(document).toMatchObject({ notWanted: { releases: 1, tracks: 1 }, releases: { created: 0 } });
  const back = "SELECT count(*) AS n FROM tracks WHERE title = ?".replace(
    "?",
    `'${String(named!["title"]).replaceAll("'", "''")}'`,
  );
  expect(await stage.rows(back)).toEqual([{ n: 0 }]);
  expect(await stage.importer(["releases", "1", "--again"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT count(*) AS tracks FROM tracks")).toEqual([before]);
  expect(await stage.rows(back)).toEqual([{ n: 1 }]);
  expect(documentOf(await stage.importer(["releases", "1", "--json"]))).not.toHaveProperty("notWanted");
});

/** A recording of album 1 stands on a release of album 2 as well, with lyrics. */
const share = (stage: Stage): Promise<unknown> =>
  stage.inLibrary(({ $client }) => {
    $client.exec(`INSERT INTO release_tracks (release_id, medium, position, track_id, number, title)
      SELECT releases.id, 1, 99, (SELECT min(id) FROM tracks WHERE album_id = 1), '99', 'shared'
      FROM releases WHERE album_id = 2 LIMIT 1`);
    $client.exec(`INSERT OR IGNORE INTO lyrics (track_id, plain, source, fetched_at)
      SELECT min(id), 'la', 'lrclib', 1 FROM tracks WHERE album_id = 1`);
  });

it.each([
  ["album", "1", 2],
  ["album", "2", 1],
  ["artist", "Bob Dylan", 2],
] as const)(
  "remove %s %s leaves album %i its shared recordings, and undo gives them back",
  async (what, name, other) => {
    const stage = await stageWith("Bob Dylan - Desire", "U2 - Desire");
    await share(stage);
    if (what === "artist")
      await stage.inLibrary(({ $client }) =>
        $client.exec(
          "UPDATE tracks SET artist_id = (SELECT artist_id FROM album_artists WHERE album_id = 2) WHERE id = 1",
        ),
      );
    const places = `SELECT release_tracks.*, tracks.title AS recording, lyrics.plain
    FROM releases JOIN release_tracks ON release_id = releases.id LEFT JOIN tracks ON tracks.id = track_id
    LEFT JOIN lyrics USING (track_id) WHERE releases.album_id = ${other} ORDER BY 1`;
    const [before, kept] = [await contentOf(stage), await stage.rows(places)];
    const { run } = documentOf<{ run: number }>(await stage.importer(["remove", what, name, "--json"]));
    expect(await stage.rows(places)).toEqual(kept);
    expect(await stage.rows(`SELECT 1 FROM tracks WHERE album_id <> ${other}`)).toEqual([]);
    expect(await stage.importer(["undo", String(run)])).toMatchObject({ exitCode: 0 });
    expect(await contentOf(stage)).toEqual(before);
  },
);

it("a track goes with its places, an artist with the albums that are theirs alone", async () => {
  const stage = await stageWith("Bob Dylan - Desire", "U2 - Desire");
  await stage.importer(["remove", "track", "1"]);
  expect(await stage.rows("SELECT 1 FROM release_tracks WHERE track_id = 1")).toEqual([]);
  await stage.importer(["remove", "artist", "Bob Dylan"]);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
  expect(await stage.rows("SELECT name FROM artists WHERE name = 'Bob Dylan'")).toEqual([]);
});

it("nothing is removed while a job works on it", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.inLibrary(({ $client }) => $client.exec("UPDATE jobs SET state = 'running'"));
  const refused = await stage.importer(["remove", "album", "1"]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(/job 1 is at work on album 1\n.*importer jobs cancel 1/);
});

it("old runs are forgotten, but never the last hundred commands", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.inLibrary(async (db) => {
    const insert = `INSERT INTO ledger_entries (id, kind, what, root_id, schema_version, host, boot_id, pid, pid_start, started_at)
      SELECT value + 10, 'command', 'importer x', value + 10, 1, 'h', 'b', 1, '1', 1000 FROM generate_series(1, 150)`;
    db.$client.exec(
      insert.replace(
        "generate_series(1, 150)",
        `json_each('[${Array.from({ length: 150 }, (_, at) => at + 1).join(",")}]')`,
      ),
    );
    expect(await pruneLedger(db, Date.now())).toBeGreaterThanOrEqual(50);
    const left = db.$client
      .prepare("SELECT count(*) FROM ledger_entries WHERE kind = 'command'")
      .pluck()
      .get();
    expect(left).toBeLessThanOrEqual(101);
    expect(left).toBeGreaterThanOrEqual(100);
    return undefined;
  });
});
