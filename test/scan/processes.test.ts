import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, realpathSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { drawPng } from "../helpers/pictures.ts";
import type { ScanResult } from "../../src/scan/result.ts";
import { buildPackage, start } from "../cli/built.ts";
import { mp3 } from "../helpers/audio.ts";
import { documentOf, importer, patientSettings } from "../helpers/cli.ts";
import { rows } from "../helpers/importing.ts";
import { until } from "../helpers/jobs.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { song } from "./scanning.ts";

const binary = buildPackage();

/** A folder, and what is written below it. */
function musicFolder() {
  const folder = realpathSync(temporaryFolder());
  const put = (name: string, bytes: Buffer | string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  };
  return { folder, put };
}

const settings = (home: string) => ({ ...patientSettings, IMPORTER_HOME: home });

describe("a scan that is killed", () => {
  const [albumCount, songCount, hugeCount] = [60, 25, 2]; // three batches: by half of the files one is saved

  function manyFiles(): string {
    const { folder, put } = musicFolder();
    const picture = { bytes: drawPng("killed", 200) };
    for (let album = 0; album < albumCount; album++) {
      for (let at = 0; at < songCount; at++) {
        const tags = { TITLE: `Song ${at}`, ALBUM: `Part ${album}`, LYRICS: `words ${at}` };
        put(`${album % 7}/${album}/${at}.flac`, song(tags, at === 0 ? { picture } : {}));
      }
    }
    // They come last and take a while: the scan is still at work when it is killed.
    for (let at = 0; at < hugeCount; at++) truncateSync(put(`z/${at}.mp3`, ""), 2 * 1024 ** 3);
    return folder;
  }

  async function contentOf(home: string) {
    const db = await openLibrary(join(home, "library.db"));
    try {
      const count = (table: string) => rows<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`)[0]!.n;
      const tables = ["albums", "artists", "tracks", "lyrics", "artworks", "files"];
      return {
        ...Object.fromEntries(tables.map((table) => [table, count(table)])),
        integrity: rows(db, "PRAGMA integrity_check"),
        songs: rows(
          db,
          `SELECT albums.title AS album, tracks.title, files.path, albums.artwork_id IS NOT NULL AS covered, plain
           FROM files JOIN tracks ON tracks.id = files.track_id JOIN albums ON albums.id = album_id
           JOIN lyrics ON lyrics.track_id = tracks.id ORDER BY path`,
        ),
      };
    } finally {
      closeLibrary(db);
    }
  }

  it("is completed by the next, wherever it was, and nothing is doubled", async () => {
    const [folder, home] = [manyFiles(), temporaryFolder()];
    expect(await importer(["scan", folder], { env: settings(home) })).toMatchObject({ exitCode: 0 });
    const expected = await contentOf(home);
    expect(expected).toMatchObject({ albums: albumCount, tracks: albumCount * songCount, artists: 1 });
    for (const percent of [10, 50, 80]) {
      expect(await killedAndCompleted(folder, percent)).toEqual(expected);
    }
  });

  async function killedAndCompleted(folder: string, percent: number) {
    const home = temporaryFolder();
    const running = start(binary, ["scan", folder], settings(home));
    await until(() => running.written.stderr.includes(`\n${percent} %`));
    running.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL" });

    const again = await importer(["scan", folder, "--json"], { env: settings(home) });
    expect(again).toMatchObject({ exitCode: 0 });
    const result = documentOf<ScanResult>(again);
    expect(result).toMatchObject({ seen: albumCount * songCount + hugeCount, left: 0, interrupted: false });
    expect(result.new + result.unchanged).toBe(albumCount * songCount);
    if (percent > 10) expect(result.unchanged).toBeGreaterThan(0); // what was saved before is not read again
    return contentOf(home);
  }
});

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

it.skipIf(!isRoot)(
  "names files and folders that may not be read, and reads the others (needs root, to be somebody else)",
  () => {
    const { folder, put } = musicFolder();
    const home = temporaryFolder();
    put("open/one.mp3", mp3({ frames: { TIT2: "One", TPE1: "Singer", TALB: "Songs" } }));
    const closedFile = put("open/two.mp3", mp3({ frames: { TIT2: "Two", TPE1: "Singer", TALB: "Songs" } }));
    const closedFolder = dirname(put("closed/three.mp3", mp3({ frames: { TIT2: "Three", TPE1: "Singer" } })));
    chmodSync(folder, 0o755);
    chmodSync(closedFile, 0);
    chmodSync(closedFolder, 0);
    chownSync(home, nobody, nobody);
    chmodSync(dirname(dirname(binary)), 0o755);
    const run = spawnSync(process.execPath, [binary, "scan", folder, "--json"], {
      encoding: "utf8",
      uid: nobody,
      gid: nobody,
      cwd: "/",
      env: { ...settings(home), PATH: process.env["PATH"] },
    });
    expect(run).toMatchObject({ status: 0 });
    expect(documentOf<ScanResult>(run)).toMatchObject({
      seen: 2,
      new: 1,
      gone: 0,
      failed: [{ path: closedFile, reason: expect.stringContaining("permission denied") as string }],
      unreadableFolders: [
        { path: closedFolder, reason: expect.stringContaining("permission denied") as string },
      ],
    });
  },
);

it.skipIf(process.platform === "win32")(
  "finds lyrics that came beside more songs than a process may have files open",
  async () => {
    const { folder, put } = musicFolder();
    const home = temporaryFolder();
    const names = Array.from({ length: 400 }, (_, at) => `Song ${at + 1}`);
    for (const [at, name] of names.entries())
      put(`${name}.flac`, song({ TITLE: name, ALBUM: "All", TRACKNUMBER: `${at + 1}` }));
    expect(await importer(["scan", folder], { env: settings(home) })).toMatchObject({ exitCode: 0 });
    for (const name of names) put(`${name}.txt`, `words of ${name}`);
    const run = spawnSync(
      "sh",
      ["-c", 'ulimit -n 90; exec "$@"', "sh", process.execPath, binary, "scan", folder, "--json"],
      {
        encoding: "utf8",
        env: { ...settings(home), PATH: process.env["PATH"] },
      },
    );
    expect(run).toMatchObject({ status: 0 });
    expect(documentOf<ScanResult>(run)).toMatchObject({ unchanged: 400, lyrics: 400, refusedLyrics: [] });
  },
);
