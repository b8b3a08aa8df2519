import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { importer } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { song } from "../scan/scanning.ts";

/** An album of two discs, scanned; and what the program is called with. */
async function scanned(): Promise<{ music: string; env: Record<string, string> }> {
  const music = temporaryFolder();
  const env = { IMPORTER_HOME: temporaryFolder() };
  for (const [disc, number] of [
    [2, 1],
    [1, 2],
    [1, 1],
  ] as const) {
    mkdirSync(join(music, `CD${disc}`), { recursive: true });
    const tags = { TITLE: `Song ${disc}.${number}`, TRACKNUMBER: `${number}/2`, DISCNUMBER: String(disc) };
    writeFileSync(join(music, `CD${disc}`, `${number}.flac`), song(tags));
  }
  await importer(["scan", music], { env });
  return { music, env };
}

it("lists the tracks of an album in order, with their places and files", async () => {
  const { music, env } = await scanned();
  const { exitCode, stdout } = await importer(["list", "tracks", "--album", "1", "--json"], { env });
  expect(exitCode).toBe(0);
  const tracks = JSON.parse(stdout) as {
    disc: number;
    number: string;
    title: string;
    files: { path: string }[];
  }[];
  expect(tracks.map(({ disc, number, title }) => `${disc}.${number} ${title}`)).toEqual([
    "1.1 Song 1.1",
    "1.2 Song 1.2",
    "2.1 Song 2.1",
  ]);
  expect(tracks[2]!.files[0]!.path).toContain(join(music, "CD2", "1.flac"));
  expect(tracks[0]).toMatchObject({ mbid: null, albumId: 1, artists: [{ id: 1, name: "The Testers" }] });
  const listed = await importer(["list", "tracks", "--album", "1"], { env });
  expect(listed.stdout).toMatch(/^ +title +artist +length +id +file\n/);
  const shown = await importer(["show", "album", "1"], { env });
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toMatch(/3 tracks with files[^]*1 +Song 1\.1[^]*2 +Song 1\.2[^]*2\.1 +Song 2\.1/);
});

it("refuses --album for what has no tracks, and an album that is not there", async () => {
  const { env } = await scanned();
  expect(await importer(["list", "albums", "--album", "1"], { env })).toMatchObject({ exitCode: 2 });
  expect(await importer(["list", "tracks", "--album", "9"], { env })).toMatchObject({ exitCode: 3 });
});

it("ends with 1 where most is missing or some failed and one is strict", async () => {
  const { music, env } = await scanned();
  writeFileSync(join(music, "bad.mp3"), "");
  expect(await importer(["scan", music], { env })).toMatchObject({ exitCode: 0 });
  expect(await importer(["scan", music, "--strict"], { env })).toMatchObject({ exitCode: 1 });
  const { exitCode, stderr } = await importer(["scan", join(music, "CD1"), "-n"], { env });
  expect(exitCode).toBe(0);
  expect(stderr).toContain("nothing was written");
});
