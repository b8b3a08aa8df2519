import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { buildPackage } from "../cli/built.ts";
import { patientSettings } from "../helpers/cli.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";

const binary = buildPackage();
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** A library with one artist, which stands in the log only, in a folder where others may only look. */
async function frozenHome(): Promise<string> {
  const { db, path } = await temporaryLibrary();
  db.$client.exec(
    "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('Quiet Harbour', 'quiet harbour', 0, 0)",
  );
  const home = join(temporaryFolder(), "home");
  mkdirSync(home);
  for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, join(home, `library.db${end}`));
  chmodSync(dirname(home), 0o755);
  chmodSync(dirname(dirname(binary)), 0o755);
  chmodSync(home, 0o755);
  return home;
}

/** The built program as somebody who may only look: the modes of files are nothing to root. */
function asNobody(argv: string[], home: string) {
  if (!isRoot) chmodSync(home, 0o555);
  return spawnSync(process.execPath, [binary, ...argv], {
    ...{ encoding: "utf8", cwd: "/", ...(isRoot && { uid: nobody, gid: nobody }) },
    env: { ...patientSettings, IMPORTER_HOME: home, PATH: process.env["PATH"] },
  });
}

test.each([
  [["list", "artists", "--json"], 0, /Quiet Harbour/],
  [["show", "artist", "1"], 0, /Quiet Harbour/],
  [["jobs", "list"], 0, /no jobs/],
  [["scan", "/usr/share/empty-or-not", "--dry-run", "--json"], 2, /empty-or-not/],
  [["jobs", "retry", "1"], 1, /cannot write .*library\.db/],
  [["worker", "pause"], 1, /cannot write .*library\.db/],
  [["album", "Nevermind"], 1, /cannot write .*library\.db/],
])("in a folder that can't be written, %j ends with %d", async (argv, exitCode, says) => {
  const home = await frozenHome();
  const before = fingerprint(home);
  const run = asNobody(argv, home);
  expect(run.stdout + run.stderr).toMatch(says);
  expect(run.status).toBe(exitCode);
  if (exitCode === 0) expect(run.stderr).toContain("can't be written; what is shown is a copy made just now");
  expect(fingerprint(home)).toEqual(before);
  expect(readdirSync(home).sort()).toEqual(["library.db", "library.db-wal"]);
  if (!isRoot) chmodSync(home, 0o755);
});
