import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { buildPackage } from "../cli/built.ts";
import { patientSettings } from "../helpers/cli.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { fingerprint } from "./fingerprint.ts";
import { oldLibrary } from "./old-library.ts";

const binary = buildPackage();
const nobody = 65_534;
const nobodyIsThere = { IMPORTER_MUSICBRAINZ_URL: "http://127.0.0.1:1/ws/2" };
const isRoot = process.getuid?.() === 0;

/** A library with one artist, which stands in the log only, in a folder where others may only look. */
async function frozenHome(): Promise<string> {
  const { db, path } = await temporaryLibrary();
  db.$client.exec(
    "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('Quiet Harbour', 'quiet harbour', 0, 0)",
  );
  const home = sharedHome();
  for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, join(home, `library.db${end}`));
  return home;
}

function sharedHome(): string {
  const home = join(temporaryFolder(), "home");
  mkdirSync(home);
  for (const folder of [home, dirname(home), dirname(dirname(binary))]) chmodSync(folder, 0o755);
  return home;
}

/** The built program as somebody who may only look: the modes of files are nothing to root. */
function asNobody(argv: string[], home: string) {
  if (!isRoot) chmodSync(home, 0o555);
  return spawnSync(process.execPath, [binary, ...argv], {
    encoding: "utf8",
    cwd: "/",
    ...(isRoot && { uid: nobody, gid: nobody }),
    env: { ...patientSettings, ...nobodyIsThere, IMPORTER_HOME: home, PATH: process.env["PATH"] },
  });
}

test.each([
  [["list", "artists", "--json"], 0, /Quiet Harbour/],
  [["show", "artist", "1"], 0, /Quiet Harbour/],
  [["jobs", "list"], 0, /no jobs/],
  [["scan", dirname(import.meta.dirname), "--dry-run"], 0, /no audio|0 files|nothing/],
  [["album", "Nevermind", "--dry-run"], 5, /127\.0\.0\.1:1 refuses/],
  [["scan", "/usr/share/empty-or-not", "--dry-run", "--json"], 2, /empty-or-not/],
  [["jobs", "retry", "1"], 2, /cannot write .*library\.db/],
  [["worker", "pause"], 2, /cannot write .*library\.db/],
  [["album", "Nevermind"], 2, /cannot write .*library\.db/],
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

test("a file that may only be read can be looked at, too: it is no fault of the disk", async () => {
  const home = await frozenHome();
  for (const name of readdirSync(home)) {
    chmodSync(join(home, name), 0o444);
    if (isRoot) chownSync(join(home, name), nobody, nobody);
  }
  const run = asNobody(["list", "artists", "--json"], home);
  expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining("Quiet Harbour") as string });
  if (!isRoot) chmodSync(home, 0o755);
});

test("one of an older version can be looked at there: the copy is brought up to date, and the library stays as it is", () => {
  const home = sharedHome();
  const path = oldLibrary(join(home, "library.db"));
  const client = new Database(path);
  client.exec(
    "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('Quiet Harbour', 'quiet harbour', 0, 0)",
  );
  client.close();
  const before = fingerprint(home);
  for (const argv of [["list", "artists", "--json"], ["show", "artist", "1"], ["doctor"]]) {
    const run = asNobody(argv, home);
    expect(run.stdout).toMatch(/Quiet Harbour|schema of/);
    expect(run.stderr).not.toContain("older schema");
  }
  expect(asNobody(["jobs", "retry", "1"], home).stderr).toMatch(/cannot write .*library\.db/);
  expect(fingerprint(home)).toEqual(before);
  expect(readdirSync(home)).toEqual(["library.db"]);
  if (!isRoot) chmodSync(home, 0o755);
});
