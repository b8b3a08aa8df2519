import { expect, test } from "vitest";
import { createStage, type Stage } from "../helpers/cli.ts";
import { commandsIn, shellSplit } from "../helpers/printed.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

/** A printed command that goes on with the one that was typed has its flags: a dry run leads to no deed. */

const content = (stage: Stage): Promise<unknown[]> =>
  stage.rows("SELECT id, title, artwork_id, artwork_status FROM albums ORDER BY id");

async function twoDesires(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["album", "-p", "musicbrainz", "U2 - Desire"]);
  return stage;
}

test.each([
  [
    ["remove", "album", "Desire", "--dry-run"],
    ["importer remove album 1 --dry-run", "importer remove album 2 --dry-run"],
  ],
  [["rm", "-n", "album", "desire"], ["importer rm -n album 1"]],
  [["merge", "album", "Desire", "-n", "--into", "2"], ["importer merge album 1 -n --into 2"]],
  [["merge", "album", "1", "--into=Desire", "-n"], ["importer merge album 1 --into=2 -n"]],
  [
    ["cover", "desire", "--remove"],
    ["importer cover 1 --remove", "importer cover 2 --remove"],
  ],
  [["links", "desire", "--remove", "B000002UAL"], ["importer links 1 --remove B000002UAL"]],
  [
    ["album", "--id", "Desire", "--mbid", desireOfDylan, "-n"],
    [`importer album --id 1 --mbid ${desireOfDylan} -n`],
  ],
  [["list", "tracks", "--album", "Desire", "one"], ["importer list tracks --album 1 one"]],
  [["show", "album", "desire", "--sources"], ["importer show album 1 --sources"]],
])("%j, of which there are two", async (argv, prints) => {
  const stage = await twoDesires();
  for (const ways of [argv, [...argv, "--json"]]) {
    const result = await stage.importer(ways);
    expect(result.exitCode).toBe(4);
    expect(result.stdout + result.stderr).not.toMatch(/importer .*--json/);
    for (const each of prints) expect(result.stderr, each).toContain(`  ${each}  `);
  }
});

test("a dry run leads to dry runs, whatever it is refused for", async () => {
  const stage = await twoDesires();
  await stage.importer(["merge", "album", "2", "--into", "1"]);
  await stage.importer(["cover", "1", "--remove"]);
  const before = await content(stage);
  const albums = await stage.importer(["album", "desire (live)", "--dry-run", "-f"]);
  const picks = commandsIn(albums).filter((each) => each.startsWith("importer album"));
  expect(picks.length).toBeGreaterThan(0);
  for (const each of picks) expect(each).toMatch(/ --force-providers --dry-run$/);
  const undone = await stage.importer(["undo", "1", "--dry-run"]);
  const undos = commandsIn(undone);
  expect(undos).toContain("importer undo 1 --with-later --dry-run");
  for (const each of [...picks, ...undos]) await stage.importer(shellSplit(each));
  expect(await content(stage)).toEqual(before);
});
