import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { expect, it } from "vitest";
import { scanning } from "./scanning.ts";

/** A folder of real music, for instance what Debian's wesnoth-1.16-music and singularity-music install. Needs ffprobe. */
const folder = process.env["IMPORTER_TEST_MUSIC"];

const probe = (path: string): number =>
  Number(
    execFileSync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]),
  );

it.skipIf(!folder)("measures real music as ffprobe does, within 0.1 s", { timeout: 600_000 }, async () => {
  const stage = await scanning();
  await stage.scan({ folder: realpathSync(folder!) });
  const files = stage.rows<{ path: string; lengthMs: number }>(
    "SELECT path, length_ms AS lengthMs FROM files JOIN tracks ON tracks.id = track_id WHERE state = 'read'",
  );
  expect(files.length).toBeGreaterThan(0);
  const off = files.map(({ path, lengthMs }) => ({ path, off: Math.abs(lengthMs / 1000 - probe(path)) }));
  expect(off.filter((each) => !(each.off <= 0.1))).toEqual([]);
});
