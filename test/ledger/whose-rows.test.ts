import { expect, it } from "vitest";
import { desireByBobDylan } from "../../src/demo/musicbrainz/albums/desire.ts";
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
