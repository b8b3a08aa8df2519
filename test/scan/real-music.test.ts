import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { expect, it } from "vitest";
import { scanning } from "./scanning.ts";

/** A folder of real music, for instance what Debian's wesnoth-1.16-music and singularity-music install. Needs ffprobe. */
const folder = process.env["IMPORTER_TEST_MUSIC"];

/** Seconds; undefined for a file that ffprobe can't read, as three of Debian's hyperrogue-music are. */
function probe(path: string): number | undefined {
  const argv = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path];
  const { status, stdout } = spawnSync("ffprobe", argv, { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

it.skipIf(!folder)("measures real music as ffprobe does, within 0.1 s", { timeout: 600_000 }, async () => {
  const stage = await scanning();
  await stage.scan({ folder: realpathSync(folder!) });
  const files = stage.rows<{ path: string; lengthMs: number }>(
    "SELECT path, length_ms AS lengthMs FROM files JOIN tracks ON tracks.id = track_id WHERE state = 'read'",
  );
  const probed = files.flatMap(({ path, lengthMs }) => {
    const seconds = probe(path);
    return seconds === undefined ? [] : [{ path, off: Math.abs(lengthMs / 1000 - seconds) }];
  });
  expect(probed.length).toBeGreaterThan(files.length / 2);
  expect(probed.filter(({ off }) => !(off <= 0.1))).toEqual([]);
});
