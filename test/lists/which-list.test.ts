import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf } from "../helpers/cli.ts";

it("a list is named by its id, name, path, the end of its path or the beginning of its name, from any folder", async () => {
  const stage = await createStage();
  const folder = join(stage.home, "..");
  for (const [place, name] of [
    ["one", "albums.csv"],
    ["two", "albums.csv"],
    ["two", "Wish List.txt"],
  ] as const) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, name), "Nirvana - Nevermind\n");
    await stage.importer(["import", join(folder, place, name), "--as", "lines"]);
  }
  await stage.importer([
    "import",
    join(folder, "one", "albums.csv"),
    "--as",
    "lines",
    "--name",
    "Mine, by hand",
  ]);
  const idOf = async (which: string): Promise<number> => {
    const { exitCode, ...result } = await stage.importer(["lists", "show", which, "--json"]);
    return exitCode === 0 ? documentOf<{ list: { id: number } }>(result).list.id : -exitCode;
  };
  for (const [which, id] of [
    ["2", 2],
    [join(folder, "one", "albums.csv"), 1],
    ["two/albums.csv", 2],
    ["./one/albums.csv", 1],
    ["wish list.txt", 3],
    ["Mine, by hand", 4],
    ["mine", 4],
    ["albums.csv", -4],
    ["bums.csv", -3],
    ["9", -3],
    [" ", -3],
  ] as const)
    expect([which, await idOf(which)]).toEqual([which, id]);
  const several = await stage.importer(["lists", "remove", "albums.csv"]);
  expect(several.stderr).toMatch(/may be several lists: 1 \(.*one.albums.csv\), 2 \(/);
  expect(await stage.rows("SELECT id FROM lists")).toHaveLength(4);
});
