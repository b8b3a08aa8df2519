import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeAlbum } from "../helpers/album-files.ts";
import { createStage, documentOf, expectNoStack, type CliResult, type Stage } from "../helpers/cli.ts";
import { commandsIn, refusalOf, shellSplit } from "../helpers/printed.ts";

/** An evening without a network: whatever is asked ends with 5, says each reason once however many rows it had, and what to type next. */

const nobody = "http://127.0.0.1:1";
const offline = {
  IMPORTER_MUSICBRAINZ_URL: `${nobody}/ws/2`,
  IMPORTER_DUMPS_URL: `${nobody}/dumps`,
};
const collection = "https://musicbrainz.org/collection/f4784850-3844-11e0-9e42-0800200c9a66";
const goesOn = /nothing was lost: (type )?the same command again/;

/** An album with its releases, three albums of files, and a list. */
async function createEvening(): Promise<{ stage: Stage; music: string; list: string }> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
  await stage.importer(["worker", "--drain"]);
  const music = join(stage.home, "..", "music");
  for (const title of ["One", "Two", "Three"]) {
    writeAlbum(join(music, title), { ALBUM: title, ARTIST: `Of ${title}` }, [[`${title} first`, 60_000]]);
  }
  await stage.importer(["scan", music]);
  const list = join(stage.home, "..", "list.txt");
  writeFileSync(list, "A - Q\nB - R\nC - S\nD - T\n");
  return { stage, music, list };
}

it("whatever is asked: exit 5, each reason once, and the next command", async () => {
  const { stage, music, list } = await createEvening();
  const rows: [argv: string[], next: RegExp, services?: number][] = [
    [["album", "Desire", "--artist", "Bob Dylan"], goesOn],
    [["artist", "Pink Floyd", "--albums"], goesOn],
    [["releases", "1"], /to go on later: importer releases 1$/m],
    [["import", list], goesOn],
    [["collection", collection], goesOn],
    [["complete", "--no-enrich"], /to go on later: importer complete$/m],
    [["enrich"], /what failed is asked again next time: importer enrich/, 2],
    [["sync", music], /to go on later: importer complete$/m, 3],
    [["cover", "1", "--refresh"], goesOn],
    [["lyrics", "1", "--refresh"], goesOn],
    [["catalogue", "build"], goesOn],
  ];
  for (const [argv, next, services = 1] of rows) {
    const result = await stage.importer(argv, { env: offline });
    const typed = argv.join(" ");
    expect(result.exitCode, typed).toBe(5);
    expect(result.stdout + result.stderr, typed).toMatch(next);
    expect(reasonsIn(result).length, typed).toBeGreaterThan(0);
    expect(reasonsIn(result).length, typed).toBeLessThanOrEqual(services);
    expectNoStack(result);
    for (const command of commandsIn(result))
      expect(await refusalOf(shellSplit(command)), command).toBeUndefined();
  }
});

/** Lines of the ending that give a reason; what is told on the way, and how it ended early, aside. */
const reasonsIn = ({ stdout, stderr }: CliResult): string[] =>
  `${stdout}${stderr}`
    .split("\n")
    .filter((line) => /refuses the connection/.test(line))
    .filter((line) => !/trying again|rests for this run|^ended early/.test(line));

it("tracks for which nobody can be asked are left, and have not failed", async () => {
  const { stage } = await createEvening();
  const run = await stage.importer(["enrich", "--no-artwork", "--concurrency", "1", "--json"], {
    env: offline,
  });
  expect(run.exitCode).toBe(5);
  const { total, processed, failed, halted, causes } = documentOf<{
    total: number;
    processed: number;
    failed: number;
    halted: unknown;
    causes: { says: string; tracks: number }[];
  }>(run);
  expect({ failed, halted }).toEqual({ failed: processed, halted: { kind: "resting" } });
  expect(processed).toBeLessThan(total);
  expect(causes.map(({ tracks }) => tracks).reduce((sum, each) => sum + each, 0)).toBe(processed);
  expect(await stage.rows("SELECT DISTINCT lyrics_status AS is_now FROM tracks")).toEqual([
    { is_now: "not_fetched" },
  ]);
});
