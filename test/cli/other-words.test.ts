import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage } from "../helpers/cli.ts";

/** What a person types who guesses, or goes too far: what is said, and the command that it was meant to be. */

it.each([
  [["list", "albums", "--offset", "9"], 0, "no albums beyond the first 9", "without --offset"],
  [["search", "dark", "--offset", "9"], 0, "nothing beyond the first 9", "without --offset"],
  [["search", '"'], 0, 'nothing in the library has """', "the library is empty"],
  [["list", "albums", "--", "x", "--columns", "id"], 2, "--columns stands behind --", "flags come first"],
  [["albums"], 2, "unknown command 'albums'", "importer list albums"],
  [["tracks"], 2, "unknown command 'tracks'", "importer list tracks"],
  [["settings"], 2, "unknown command 'settings'", "importer config list"],
  [["runs"], 2, "unknown command 'runs'", "importer history"],
  [["serach", "x"], 2, "did you mean search?", "importer --help"],
  [["restore", ""], 2, "no folder is named", "importer restore"],
  [["restore", "-"], 2, '"-" is no folder', "importer restore"],
  [["backup", "--to", "-"], 2, '"-" is no folder', "importer backup --to /mnt/disk/music"],
  [
    ["export", "library", "--as", "csv", "-"],
    2,
    '"-" is no folder',
    "importer export library --as csv ~/library",
  ],
  [["backup", "my disk", "--json"], 2, "is named by --to", 'importer backup --to \\"my disk\\"'],
  [
    ["list", "albums", "--columns", "id,".repeat(2500)],
    2,
    "--columns names 2500 fields: 500 are",
    "fields of",
  ],
  [["list", "albums", "--sort", "id,".repeat(2500)], 2, "--sort names 2500 fields: 500 are", "fields of"],
  [["list", "albums", "name:dark"], 2, "did you mean title?", "fields of albums"],
])("%j", async (argv, exitCode, says, hint) => {
  const { importer } = await createStage();
  const ended = await importer(argv);
  const said = ended.stdout + ended.stderr;
  expect({ exitCode: ended.exitCode, said }).toEqual({
    exitCode,
    said: expect.stringContaining(says) as string,
  });
  expect(said).toContain(hint);
});

/** No file that ends: to read it would wait for whoever writes into it. */
it("a pipe in the place of config.json is told, and not waited for", async () => {
  const { importer, env } = await createStage();
  const path = join(env["IMPORTER_HOME"]!, "config.json");
  execFileSync("mkfifo", [path]);
  const { exitCode, stderr } = await importer(["list", "albums"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining(`${path} can't be read: it is no file`) as string,
  });
});
