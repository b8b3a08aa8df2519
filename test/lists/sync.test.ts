import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flac } from "../helpers/audio.ts";
import { buildPackage, start } from "../cli/built.ts";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { onPath, serverBusy } from "../helpers/faults.ts";
import { lrclibStandIn } from "../helpers/lrclib.ts";

interface SyncStage extends Stage {
  music: string;
  sync: string[];
}

/** Two albums in folders, of which one is found; the web is all there. */
async function stageOfMusic(): Promise<SyncStage> {
  const stage = await createStage(undefined, { isFirstRun: true });
  const covers = await coverArtStandIn();
  const lyrics = await lrclibStandIn();
  Object.assign(stage.env, {
    IMPORTER_COVER_ART_ARCHIVE_URL: covers.url,
    IMPORTER_LRCLIB_URL: lyrics.url,
    IMPORTER_LRCLIB_INTERVAL_MS: "0",
    IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS: "0",
    IMPORTER_NETWORK: "wifi",
  });
  const music = join(stage.home, "..", "music");
  const songs = ["Smells Like Teen Spirit", "In Bloom"];
  for (const [album, artist] of [
    ["Nevermind", "Nirvana"],
    ["My Own Tape", "Me"],
  ] as const) {
    mkdirSync(join(music, album), { recursive: true });
    for (const [at, title] of songs.entries()) {
      const tags = { TITLE: title, ARTIST: artist, ALBUM: album, TRACKNUMBER: String(at + 1) };
      writeFileSync(join(music, album, `${at + 1}.flac`), flac(tags, { seconds: at === 0 ? 301 : 255 }));
    }
  }
  return { ...stage, music, sync: ["sync", music, "--export", "--json"] };
}

it("scans, completes, enriches and exports; again it does nothing; one undo takes all of it back", async () => {
  const stage = await stageOfMusic();
  const dry = await stage.importer([...stage.sync, "--dry-run"]);
  expect(documentOf(dry)).toMatchObject({
    dryRun: true,
    scan: { new: 4 },
    complete: { albums: [] },
    outcome: "done",
  });
  expect(stage.server.requests).toEqual([]);
  expect(existsSync(join(stage.home, "library.db"))).toBe(false);

  const first = await stage.importer(stage.sync);
  expect(documentOf(first)).toMatchObject({
    dryRun: false,
    scan: { seen: 4, new: 4, outcome: "done" },
    complete: { albums: 2, identified: 1, withReleases: 1, notFound: 1, outcome: "done" },
    enrich: { outcome: "done" },
    export: { lyrics: { interrupted: false }, artwork: { interrupted: false }, outcome: "done" },
    outcome: "done",
  });
  expect(first.exitCode).toBe(0);
  expect(readFileSync(join(stage.music, "Nevermind", "1.lrc"), "utf8")).toMatch(/^\[\d\d:/);
  expect(existsSync(join(stage.music, "Nevermind", "cover.jpg"))).toBe(true);
  expect(first.stderr).toMatch(/1\/4 scan[^]*2\/4 complete[^]*3\/4 enrich[^]*4\/4 export/);

  const asked = stage.server.requests.length;
  const again = documentOf(await stage.importer(stage.sync));
  expect(again).toMatchObject({ scan: { new: 0 }, complete: { albums: 1, notFound: 1 }, outcome: "done" });
  expect(stage.server.requests).toHaveLength(asked);

  const history = documentOf<{ runs: { id: number; command: string }[] }>(
    await stage.importer(["history", "--json"]),
  );
  const run = history.runs.at(-1)!;
  expect(run.command).toMatch(/^importer sync /);
  const parts = await stage.importer(["history", String(run.id)]);
  expect(parts.stdout).toMatch(/scan of sync[^]*complete of sync[^]*enrich of sync/);
  expect((await stage.importer(["undo", String(run.id), "--with-later"])).exitCode).toBe(0);
  expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 0 }]);
});

it("without the services the scan is done, the rest is said, and the same command goes on", async () => {
  const stage = await stageOfMusic();
  const away = {
    IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2",
    IMPORTER_COVER_ART_ARCHIVE_URL: "http://127.0.0.1:1",
    IMPORTER_LRCLIB_URL: "http://127.0.0.1:1/api",
  };
  const offline = await stage.importer(stage.sync, { env: away });
  expect(offline.exitCode).toBe(5);
  expect(documentOf(offline)).toMatchObject({
    scan: { new: 4, outcome: "done" },
    complete: { identified: 0, outcome: "unavailable" },
    enrich: { lyricsFetched: 0, outcome: "unavailable" },
    export: { outcome: "done" },
    outcome: "unavailable",
  });
  expect(documentOf(await stage.importer(stage.sync))).toMatchObject({
    complete: { identified: 1 },
    outcome: "done",
  });
});

it("releases that could not be had are asked for by the next run, and not by a job as well", async () => {
  const stage = await stageOfMusic();
  // The first page is what the files are held against.
  let pages = 0;
  stage.server.setFault(onPath(/release\?/, () => (pages++ === 0 ? undefined : serverBusy)));
  const first = await stage.importer([...stage.sync, "--no-enrich"]);
  expect(first.exitCode).toBe(5);
  expect(documentOf(first)).toMatchObject({ complete: { identified: 1, withReleases: 0, releasesLeft: 1 } });
  stage.server.setFault(undefined);
  const second = documentOf(await stage.importer([...stage.sync, "--no-enrich"]));
  expect(second).toMatchObject({
    complete: { albums: 1, releasesOnly: 1, releasesLeft: 0 },
    outcome: "done",
  });
  expect(await stage.rows("SELECT kind FROM jobs WHERE state = 'ready'")).toEqual([]);
});

it.each([
  ["a folder that is not there", ["sync", "/nowhere/at/all"], 2, /nowhere/],
  ["no folder", ["sync"], 2, /missing required argument/],
])("%s is a clear error, and nobody is asked", async (_, argv, exitCode, message) => {
  const stage = await createStage();
  const result = await stage.importer(argv);
  expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringMatching(message)]);
  expect(stage.server.requests).toEqual([]);
});

it("stopped in its second part, it ends with 130, and goes on", async () => {
  const stage = await stageOfMusic();
  const stopped = await stage.importer(stage.sync, {
    onStart: (interrupt) => stage.server.setFault(() => void interrupt()),
  });
  expect(stopped.exitCode).toBe(130);
  expect(stopped.stderr.trimEnd().split("\n").at(-1)).toMatch(/^ {2}0 of 2 albums; to go on: importer sync /);
  stage.server.setFault(undefined);
  expect(documentOf(await stage.importer(stage.sync))).toMatchObject({
    scan: { new: 0 },
    complete: { identified: 1 },
  });
});

const program = buildPackage();

it("a second one is told that the first is at work; killed, the first is gone on with", async () => {
  const stage = await stageOfMusic();
  let free = (): void => {};
  const until = new Promise<void>((resolve) => (free = resolve));
  stage.server.setFault(() => ({ kind: "hold", until }));
  const first = start(program, stage.sync, stage.env);
  await expect.poll(() => stage.server.requests.length, { interval: 20 }).toBeGreaterThan(0);
  const second = await start(program, stage.sync, stage.env).ended;
  expect(second.exitCode).toBe(1);
  expect(second.stderr).toMatch(/is syncing this library already, since/);
  first.kill("SIGKILL");
  await first.ended;
  free();
  stage.server.setFault(undefined);
  const third = await start(program, stage.sync, stage.env).ended;
  expect(documentOf(third)).toMatchObject({ scan: { new: 0 }, complete: { identified: 1 }, outcome: "done" });
});

it("where the folder's files are away it names the command that takes them for gone, which sync itself does not", async () => {
  const stage = await createStage();
  const music = join(stage.home, "..", "music");
  mkdirSync(music, { recursive: true });
  const path = join(music, "1.flac");
  writeFileSync(path, flac({ TITLE: "One", ARTIST: "Me", ALBUM: "My Own Tape" }, { seconds: 100 }));
  const sync = ["sync", music, "--no-enrich"];
  expect((await stage.importer(sync)).exitCode).toBe(0);
  rmSync(path);
  const away = await stage.importer(sync);
  expect(away.stderr).toContain(`if that is meant: importer scan ${music} --gone`);
  expect((await stage.importer(["scan", music, "--gone"])).exitCode).toBe(0);
  expect((await stage.importer(sync)).exitCode).toBe(0);
});
