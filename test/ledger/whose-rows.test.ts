import { expect, it } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { createStage, type Stage } from "../helpers/cli.ts";
import { contentOf, empty } from "./content.ts";

/** Whose a row is, when its run is undone. */

const importOf = (mbid: string): string[] => ["album", "-p", "musicbrainz", "--mbid", mbid];

async function done(stage: Stage, ...commands: string[][]): Promise<void> {
  for (const argv of commands) {
    const { exitCode, stderr } = await stage.importer(argv);
    expect({ argv, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({
      argv,
      exitCode: 0,
      stderr: "",
    });
  }
}

it("a run whose recordings stand on releases of a later one is refused, and undone with that", async () => {
  const stage = await createStage();
  const bind = ["album", "-p", "musicbrainz", "--id", "1", "--mbid", nevermind.releases[0]!.id, "--yes"];
  await done(stage, importOf(desireByBobDylan.id), bind, ["releases", "1"]);
  const before = await contentOf(stage);
  expect(await stage.importer(["undo", "2"])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /its tracks ".+" and \d+ more stand on releases of run 3 \(importer releases 1\)\n.*undo 2 --with-later/,
    ) as string,
  });
  expect(await contentOf(stage)).toEqual(before);
  await done(stage, ["undo", "2", "--with-later"], ["undo", "1"]);
  expect(await contentOf(stage)).toEqual(empty);
});

const valueOf = async (stage: Stage, sql: string): Promise<string> =>
  Object.values((await stage.rows(sql))[0]!).join();
const firstTrack = (stage: Stage, album: number): Promise<string> =>
  valueOf(stage, `SELECT min(id) FROM tracks WHERE album_id = ${album}`);
const lastRun = (stage: Stage): Promise<string> =>
  valueOf(stage, "SELECT max(id) FROM ledger_entries WHERE kind = 'command'");

const binding = ["album", "-p", "musicbrainz", "--id", "2", "--mbid", nevermind.releases[0]!.id, "--yes"];

it.each<[string, string[][], string[]]>([
  ["a run", [importOf(nevermind.id), ["worker", "--drain"]], []],
  ["a binding", [importOf(desireByU2.id), ["worker", "--drain"], binding], []],
  ["one item of a binding", [importOf(desireByU2.id), ["worker", "--drain"], binding], ["--only", "album:2"]],
])(
  "the undo of %s that made a recording is refused where a later merge put it on another's release",
  async (_, commands, only) => {
    const stage = await createStage();
    await done(stage, importOf(desireByBobDylan.id), ...commands);
    const run = commands.includes(binding) ? await lastRun(stage) : "2";
    await done(stage, ["merge", "track", await firstTrack(stage, 1), "--into", await firstTrack(stage, 2)]);
    const before = await contentOf(stage);
    expect(await stage.importer(["undo", run, ...only])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /its track "Smells Like Teen Spirit" stands on a release of run \d+ \(importer merge track .*\n.*undo .*--with-later/,
      ) as unknown,
    });
    expect(await contentOf(stage)).toEqual(before);
    const undos: string[] = [];
    if (only.length > 0) {
      // The merge is of two albums, and is taken back as a whole.
      const torn = await stage.importer(["undo", run, ...only, "--with-later"]);
      expect(torn).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("for both, or for none") });
      await done(stage, ["undo", await lastRun(stage)]);
      undos.push(await lastRun(stage));
    }
    await done(stage, ["undo", run, ...only, "--with-later"]);
    expect(await stage.rows("SELECT id FROM tracks WHERE title LIKE 'Smells%'")).toEqual([]);
    for (const undo of [await lastRun(stage), ...undos]) await done(stage, ["undo", undo]);
    expect(await contentOf(stage)).toEqual(before);
    await done(stage, ["undo", "2", "--with-later"], ["undo", "1"]);
    expect(await contentOf(stage)).toEqual(empty);
  },
);

it("a recording that a merge had put on another's release goes with the undo of the merge, where its album went since", async () => {
  const stage = await createStage();
  await done(stage, importOf(desireByBobDylan.id), importOf(nevermind.id), ["worker", "--drain"]);
  await done(stage, ["merge", "track", await firstTrack(stage, 1), "--into", await firstTrack(stage, 2)]);
  const merge = await lastRun(stage);
  const before = await contentOf(stage);
  await done(stage, ["undo", "2", "--only", "album:2"]);
  const only = await lastRun(stage);
  await done(stage, ["undo", merge]);
  expect(await stage.rows("SELECT id FROM tracks WHERE title LIKE 'Smells%'")).toEqual([]);
  await done(stage, ["undo", await lastRun(stage)], ["undo", only]);
  expect(await contentOf(stage)).toEqual(before);
});
