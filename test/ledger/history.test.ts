import { expect, it } from "vitest";
import { wordsTyped } from "../../src/cli/typed/without-secrets.ts";
import { changingStage, groups } from "../identity/stage.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { edit } from "../helpers/importing.ts";

interface History {
  runs: { id: number; command: string; outcome: string; created: number; updated: number; removed: number }[];
}

it("history tells each command that wrote, with what it and its jobs changed", async () => {
  const stage = await createStage();
  const history = async (): Promise<History> =>
    documentOf<History>(await stage.importer(["history", "--json"]));
  expect(await history()).toEqual({ runs: [] });
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  const [imported] = (await history()).runs;
  expect(imported).toMatchObject({ id: 1, outcome: "done", updated: 0, removed: 0, undoneBy: null });
  expect(imported!.command).toBe('importer album -p musicbrainz "Bob Dylan - Desire"');
  await stage.importer(["list", "albums"]);
  await stage.importer(["album", "Desire", "-a", "Bob Dylan"]); // known: nothing new
  await stage.importer(["worker", "--drain"]);
  const { runs } = await history();
  // The second found what is known, and remembers only that those words mean it.
  expect(runs.map(({ id, updated }) => [id, updated])).toEqual([
    [2, 0],
    [1, expect.any(Number) as number],
  ]);
  const total = await stage.rows("SELECT count(*) AS n FROM tracks");
  expect(runs[1]!.created).toBeGreaterThan(imported!.created + Number(total[0]!["n"]));
  const one = documentOf(await stage.importer(["history", "1", "--json"]));
  expect(one).toMatchObject({ run: { id: 1 }, jobs: [{ jobId: 1, outcome: "done" }] });
  expect(one["changes"]).toContainEqual({ table: "albums", kind: "created", rows: 1 });
  const told = await stage.importer(["history", "1"]);
  expect(told.stdout).toMatch(
    /^ {2}new {6}1 album, 1 artist, 4 releases, 9 tracks, \d+ identifiers.* and \d+ rows that join them$/m,
  );
  expect(told.stdout).not.toMatch(/_|provider_runs/);
  expect(told.stdout).toMatch(/import-album-releases, album 1 +done/);
  const shown = await stage.importer(["history"]);
  expect(shown.stdout).toMatch(/^run +when +command +outcome +new/);
  expect(await stage.importer(["history", "99"])).toMatchObject({ exitCode: 3 });
});

it.each([60, 80])("on %d columns the history tells each command whole", async (columns) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["undo", "1", "--with-later"]);
  const lines = (await stage.importer(["history"], { columns })).stdout.split("\n");
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  const at = lines[0]!.indexOf("command");
  const typed = lines.slice(1).map((line) => line.slice(at, lines[0]!.indexOf("outcome")).trim());
  const said = typed.join(" ");
  expect(said).toContain('album -p musicbrainz "Bob Dylan - Desire"');
  expect(said).toContain("undo 1 --with-later");
  expect(lines.join("\n")).not.toContain("…");
});

it("every row of the music is in the ledger once", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["album", "-p", "musicbrainz", "U2 - Desire"]);
  await stage.importer(["worker", "--drain"]);
  for (const table of ["artists", "albums", "releases", "media", "tracks", "release_tracks", "identifiers"]) {
    const [row] = await stage.rows(`
      SELECT (SELECT count(*) FROM ${table}) AS there, (SELECT sum(last_id - first_id + 1) FROM ledger_changes
        WHERE kind = 'created' AND table_name = '${table}') AS noted`);
    expect([table, row!["noted"]]).toEqual([table, row!["there"]]);
  }
});

it("a run that was killed is interrupted", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.inLibrary(({ $client }) =>
    $client.exec("UPDATE ledger_entries SET ended_at = NULL, outcome = NULL, pid_start = '1'"),
  );
  const { runs } = documentOf<History>(await stage.importer(["history", "--json"]));
  expect(runs).toMatchObject([{ outcome: "interrupted", endedAt: null }]);
});

it.each([
  [["album", "Nevermind"], "importer album Nevermind"],
  [["album", "It's $5"], 'importer album "It\'s \\$5"'],
  [
    ["album", "https://me:pw@example.org/x?token=abc&a=1"],
    'importer album "https://***@example.org/x?token=***&a=1"',
  ],
  [["config", "set", "IMPORTER_AI_API_KEY=sk-secret"], "importer config set IMPORTER_AI_API_KEY=***"],
  [["x", "--discogs-token", "abc"], 'importer x --discogs-token "***"'],
  [["x", "--password=abc"], "importer x --password=***"],
  [["x", "sk-secret"], "importer x ***"],
  [["album", "http:me:pw@example.org"], "importer album ***@example.org"],
  [["album", "me:pw@example.org"], "importer album ***@example.org"],
])("of %j is kept %s", (argv, kept) => {
  const said = wordsTyped(argv, { IMPORTER_AI_API_KEY: "sk-secret" });
  expect(said.replaceAll('"***"', "***")).toBe(kept.replaceAll('"***"', "***"));
});

it("show --history tells which runs changed one item, field by field", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  edit(stage.catalogue.releaseGroups, "fc325dd3-73ed-36aa-9c77-6b65a958e3cf", { disambiguation: "b" });
  await stage.importer(["album", "--id", "1", "-f", "-p", "musicbrainz"]);
  const document = documentOf<{ history: object[] }>(
    await stage.importer(["show", "album", "1", "--history", "--json"]),
  );
  expect(document).toMatchObject({
    id: 1,
    title: "Desire",
    history: [{ run: 1, kind: "created" }, { run: 2 }],
  });
  expect(document.history[1]).toMatchObject({ fields: [{ field: "disambiguation", after: "b" }] });
  const shown = await stage.importer(["show", "album", "desire", "--history"]);
  expect(shown.stdout).toMatch(
    /^Desire\n {2}.* run 1 {2}is new .*\n {2}.* run 2 {2}changed .*\n {4}note: none → b\n$/,
  );
});

it("show --history tells what became an item by a merge, typed or at its source, and what is itself again", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2, groups.monch);
  await stage.said("merge", "album", "3", "--into", "2");
  stage.world.mergeGroups(groups.u2, groups.dylan);
  await stage.said("album", "-p", "musicbrainz", "--id", "2", "-f");
  const steps = async (): Promise<string[]> => {
    const { history } = await stage.said<{ history: { kind: string; other?: { id: number } }[] }>(
      "show",
      "album",
      "1",
      "--history",
    );
    return history.map(({ kind, other }) => (other ? `${kind} ${other.id}` : kind));
  };
  const merged = ["created", "merged 3", "merged 2"];
  expect((await steps()).filter((each) => each !== "updated")).toEqual(merged);
  expect((await stage.importer(["show", "album", "1", "--history"])).stdout).toMatch(
    /\n {2}\S+ \S+ {2}run \d+ {2}album 2, "Desire", became it {2}importer album .* -f/,
  );
  const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
  await stage.said("undo", String(runs[0]!.id));
  expect((await steps()).filter((each) => each !== "updated")).toEqual([...merged, "parted 2", "parted 3"]);
  const artist = await stage.said("merge", "artist", "2", "--into", "1");
  expect((await stage.importer(["show", "artist", "1", "--history"])).stdout).toContain(
    `run ${String(artist["run"])}  artist 2, "U2", became it  importer merge`,
  );
});
