import { expect, it } from "vitest";
import { createStage } from "../helpers/cli.ts";

it.each([
  [["--only", "album:1"], "importer undo 1 --only album:1"],
  [["--with-later"], "importer undo 1 --with-later"],
  [["--with-later", "--only", "album:1"], "importer undo 1 --with-later --only album:1"],
  [[], "importer undo 1"],
])("a dry run with %j says how to do just that", async (flags, command) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  const told = await stage.importer(["undo", "1", ...flags, "--dry-run"]);
  expect(told.stderr + told.stdout).toContain(`to do it: ${command}\n`);
});

it.each([
  [["remove", "album", "Desire"], "importer remove album 1"],
  [["merge", "artist", "Bob Dylan", "--into", "Nirvana"], "importer merge artist 1 --into 2"],
])("a dry run of %j says how to do it, by the ids of what was meant", async (typed, command) => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["artist", "-p", "musicbrainz", "Nirvana"]);
  const told = await stage.importer([...typed, "--dry-run"]);
  expect(told.stderr).toContain(`to do it: ${command}\n`);
});
