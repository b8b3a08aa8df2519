import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { writeAlbum } from "../helpers/album-files.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { edit } from "../helpers/importing.ts";
import { contentOf, empty, type Content } from "./content.ts";

const desire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";

async function imported(...titles: string[]): Promise<Stage> {
  const stage = await createStage();
  for (const title of titles) await stage.importer(["album", "-p", "musicbrainz", title]);
  return stage;
}

it("undoing every command, newest first, leaves an empty library, and each as it was before", async () => {
  const stage = await createStage();
  const before: Content[] = [];
  for (const argv of [
    ["album", "-p", "musicbrainz", "Bob Dylan - Desire"],
    ["album", "-p", "musicbrainz", "U2 - Desire"],
    ["releases", "1"],
    ["album", "--id", "1", "-f", "-p", "musicbrainz"],
    ["artist", "Bob Dylan", "-f"],
    ["releases", "2"],
  ]) {
    before.push(await contentOf(stage));
    await stage.importer(argv);
    // Upstream goes on meanwhile.
    edit(stage.catalogue.releaseGroups, desire, { disambiguation: `after ${before.length}` });
  }
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  let at = before.length;
  for (const { id } of runs) {
    expect(await stage.importer(["undo", String(id)])).toMatchObject({ exitCode: 0 });
    at--;
    expect([runs.length, await contentOf(stage)]).toEqual([before.length, before[at]]);
  }
  expect(await contentOf(stage)).toEqual(empty);
});

it("takes the jobs of a command with it, and cancels those that wait", async () => {
  const stage = await imported("Bob Dylan - Desire");
  const waiting = documentOf(await stage.importer(["undo", "1", "--dry-run", "--json"]));
  expect(waiting).toMatchObject({ run: null, dryRun: true, cancelledJobs: [1], undone: [{ id: 1 }] });
  expect((await stage.rows("SELECT state FROM jobs"))[0]).toEqual({ state: "ready" });
  await stage.importer(["worker", "--drain"]);
  const undone = await stage.importer(["undo", "1"]);
  expect(undone.stdout).toMatch(
    /^undone: run 1, importer album .*\n {2}gone {7}1 album, 1 artist, .* and \d+ rows that join them\n$/,
  );
  expect(await contentOf(stage)).toEqual(empty);
  expect(await stage.importer(["undo", "1"])).toMatchObject({ exitCode: 1, stdout: "" });
  expect(await stage.importer(["undo", "77"])).toMatchObject({ exitCode: 3 });
});

it("an undo can be undone", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.importer(["worker", "--drain"]);
  const before = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(await stage.importer(["undo", "1", "--json"]));
  expect((await stage.importer(["undo", String(run)])).stdout).toContain("back");
  expect(await contentOf(stage)).toEqual(before);
  const { runs } = documentOf<{ runs: object[] }>(await stage.importer(["history", "--json"]));
  expect(runs).toMatchObject([{}, { id: run, undoneBy: run + 1 }, { id: 1, undoneBy: null }]);
  expect(await stage.importer(["undo", "1"])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(empty);
});

it("an artist whom another album needs stays with its identifiers, and goes with that one", async () => {
  const other = { ...desireByU2, title: "Blood on the Tracks", credits: desireByBobDylan.credits };
  const stage = await createStage(buildDemoCatalogue([desireByBobDylan, other]));
  for (const title of ["Desire", "Blood on the Tracks"])
    await stage.importer(["album", "-p", "musicbrainz", `Bob Dylan - ${title}`]);
  expect(await stage.rows("SELECT id FROM albums")).toHaveLength(2);
  await stage.importer(["undo", "1"]);
  expect(await stage.rows("SELECT name FROM artists")).toContainEqual({ name: "Bob Dylan" });
  expect(await stage.rows("SELECT value FROM identifiers WHERE kind = 'musicbrainz_artist'")).toHaveLength(1);
  await stage.importer(["undo", "2"]);
  expect(await contentOf(stage)).toEqual(empty);
});

it("rows of others that hang on it are named, and go first only when that is said", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.importer(["worker", "--drain"]);
  await stage.importer(["releases", "1"]);
  await stage.inLibrary(({ $client }) => {
    // As a later command would: lyrics of its own.
    $client.exec(`INSERT INTO ledger_entries (kind, what, schema_version, host, boot_id, pid, pid_start, started_at, ended_at, outcome)
      VALUES ('command', 'importer enrich', 1, 'h', 'b', 1, '1', 1, 2, 'done')`);
    $client.exec("UPDATE ledger_entries SET root_id = id WHERE root_id IS NULL");
    $client.exec("INSERT INTO lyrics (track_id, plain, source, fetched_at) VALUES (1, 'la', 'lrclib', 1)");
    $client.exec(`INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id)
      SELECT max(id), 'created', 'lyrics', 1, 1 FROM ledger_entries`);
  });
  const before = await contentOf(stage);
  const refused = await stage.importer(["undo", "1"]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(
    /run 1 can't be undone alone: 1 lyrics of its track "[^"]+" is of run \d+ \(importer enrich\)\n.*--with-later/,
  );
  expect(await contentOf(stage)).toEqual(before);
  const both = documentOf(await stage.importer(["undo", "1", "--with-later", "--json"]));
  expect(both["undone"]).toMatchObject([{ command: "importer enrich" }, { id: 1 }]);
  expect(await contentOf(stage)).toEqual(empty);
});

it("where a later command changed the same field, its value stays and is listed; other fields go back", async () => {
  const stage = await imported("Bob Dylan - Desire");
  const force = ["album", "--id", "1", "-f", "-p", "musicbrainz"];
  edit(stage.catalogue.releaseGroups, desire, { title: "Desire B", disambiguation: "b" });
  await stage.importer(force);
  edit(stage.catalogue.releaseGroups, desire, { title: "Desire C" });
  await stage.importer(force);
  const undone = documentOf(await stage.importer(["undo", "2", "--json"]));
  expect(undone["stayed"]).toContainEqual(
    expect.objectContaining({ table: "albums", id: 1, column: "title", value: "Desire C", before: "Desire" }),
  );
  const album = "SELECT title, disambiguation FROM albums";
  expect(await stage.rows(album)).toMatchObject([{ title: "Desire C" }]);
  await stage.importer(["undo", "3"]);
  expect(await stage.rows(album)).toMatchObject([{ title: "Desire" }]);
});

it("takes back what belongs to one item only", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.importer(["worker", "--drain"]);
  const undone = await stage.importer(["undo", "1", "--only", "release:1"]);
  expect(undone).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT id FROM releases")).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }]);
  expect(await stage.importer(["undo", "1", "--only", "album"])).toMatchObject({ exitCode: 2 });
  expect(await stage.importer(["undo", "1"])).toMatchObject({ exitCode: 0 });
  expect(await contentOf(stage)).toEqual(empty);
});

it("of one item only its own jobs are cancelled, and an item that the run never touched is an error", async () => {
  const stage = await imported("Bob Dylan - Desire", "U2 - Desire");
  // As of a list: one command behind both albums.
  await stage.inLibrary(({ $client }) =>
    $client.exec(
      "UPDATE ledger_entries SET root_id = 1; UPDATE ledger_entries SET kind = 'job' WHERE id > 1",
    ),
  );
  const states = (): Promise<unknown[]> =>
    stage.rows("SELECT payload ->> 'albumId' AS album, state FROM jobs");
  const before = await states();
  const none = await stage.importer(["undo", "1", "--only", "album:77"]);
  expect(none).toMatchObject({ exitCode: 3, stdout: "" });
  expect(none.stderr).toMatch(/run 1 has changed nothing of album 77 .*albums 1.*\n.*importer history 1/);
  expect(await states()).toEqual(before);
  expect(await stage.importer(["undo", "1", "--only", "album:1"])).toMatchObject({ exitCode: 0 });
  expect(await states()).toEqual([
    { album: 1, state: "cancelled" },
    { album: 2, state: "ready" },
  ]);
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
});

it("an album that is undone alone leaves its shared recordings to the other one", async () => {
  const stage = await imported("Bob Dylan - Desire", "U2 - Desire");
  await stage.importer(["worker", "--drain"]);
  await stage.inLibrary(({ $client }) => {
    $client.exec(`INSERT INTO release_tracks (release_id, medium, position, track_id, number, title)
      SELECT max(id), 1, 99, (SELECT min(id) FROM tracks WHERE album_id = 1), '99', 'x' FROM releases WHERE album_id = 2`);
  });
  const places = `SELECT release_tracks.*, tracks.title AS recording FROM releases JOIN release_tracks ON release_id = releases.id
    LEFT JOIN tracks ON tracks.id = track_id WHERE releases.album_id = 2 ORDER BY 1`;
  const kept = await stage.rows(places);
  const before = await contentOf(stage);
  const { run } = documentOf<{ run: number }>(
    await stage.importer(["undo", "1", "--only", "album:1", "--json"]),
  );
  expect(await stage.rows("SELECT id FROM albums")).toEqual([{ id: 2 }]);
  expect(await stage.rows(places)).toEqual(kept);
  await stage.importer(["undo", String(run)]);
  expect(await stage.rows(places)).toEqual(kept);
  expect((await contentOf(stage))["tracks"]).toEqual(before["tracks"]);
});

it("one item of an undo that is redone leaves the rest undone", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.importer(["worker", "--drain"]);
  const { run } = documentOf<{ run: number }>(await stage.importer(["undo", "1", "--json"]));
  expect(await stage.importer(["undo", String(run), "--only", "album:1"])).toMatchObject({ exitCode: 0 });
  const { runs } = documentOf<{ runs: { id: number }[] }>(await stage.importer(["history", "--json"]));
  expect(runs.find(({ id }) => id === 1)).toMatchObject({ undoneBy: run });
});

it("what was before an upgrade that changed a table is sealed", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.inLibrary(({ $client }) =>
    $client.exec("UPDATE ledger_changes SET table_name = 'discs' WHERE id = 1"),
  );
  const refused = await stage.importer(["undo", "1"]);
  expect(refused).toMatchObject({ exitCode: 1 });
  expect(refused.stderr).toContain("backups/");
});

it("a run whose recording was merged away since is refused, and undone with the merge", async () => {
  const stage = await imported("Bob Dylan - Desire");
  await stage.importer(["worker", "--drain"]);
  const folder = temporaryFolder();
  writeAlbum(folder, { ALBUM: "Desire", ARTIST: "Bob Dylan" }, [["Of Our Own", 61_000]]);
  const before = await contentOf(stage);
  await stage.importer(["scan", folder]);
  const [own] = await stage.rows("SELECT id FROM tracks WHERE title = 'Of Our Own'");
  await stage.importer(["merge", "track", String(own!["id"]), "--into", "1"]);
  const runs = await stage.rows(
    "SELECT id FROM ledger_entries WHERE kind = 'command' ORDER BY id DESC LIMIT 2",
  );
  const [merge, scan] = runs.map(({ id }) => String(id));
  expect(await stage.importer(["undo", scan!])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      new RegExp(
        `its track ${String(own!["id"])} \\("Of Our Own"\\) was merged into track 1 \\("[^"]+"\\) by run ${merge} \\(importer merge .*\\)\n.*undo ${scan} --with-later`,
      ),
    ) as string,
  });
  expect(await stage.importer(["undo", scan!, "--with-later"])).toMatchObject({ exitCode: 0 });
  expect(await stage.rows("SELECT id FROM tracks WHERE title = 'Of Our Own'")).toEqual([]);
  expect({ ...(await contentOf(stage)), kept_apart: [] }).toEqual({ ...before, kept_apart: [] });
});
