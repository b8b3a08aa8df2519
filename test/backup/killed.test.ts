import Database from "better-sqlite3";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { buildPackage, start } from "../cli/built.ts";
import { until } from "../helpers/jobs.ts";
import { canMount, smallDisk } from "../helpers/small-disk.ts";
import { backupsIn, createKeeping, dump, type Keeping } from "./stage.ts";

const binary = buildPackage();

/** Rows enough that copying takes its time. */
function swell(path: string, name: string): void {
  const client = new Database(path);
  client
    .prepare(
      `INSERT INTO categories (kind, name)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       SELECT 'genre', ? || i || hex(randomblob(200)) FROM n`,
    )
    .run(name);
  client.close();
}

async function createTwo(): Promise<Keeping & { old: string; backedUp: string }> {
  const stage = await createKeeping();
  swell(stage.libraryPath, "backed up");
  const backedUp = dump(stage.libraryPath);
  expect((await stage.backup("--to", stage.elsewhere)).exitCode).toBe(0);
  await stage.inLibrary((db) => db.$client.exec("DELETE FROM categories WHERE name LIKE 'backed up%'"));
  swell(stage.libraryPath, "old");
  return { ...stage, backedUp, old: dump(stage.libraryPath) };
}

const wholeIn = (home: string): string[] =>
  backupsIn(home).filter(
    (name) => existsSync(join(home, "backups", name, "manifest.json")) && !name.startsWith("."),
  );

it("leaves the old or the new library when a restore is killed, and can be typed again", async () => {
  const { env, home, libraryPath, elsewhere, old, backedUp, restore } = await createTwo();
  for (let turn = 0; turn < 4; turn++) {
    const known = wholeIn(home).length;
    const running = start(binary, ["restore", elsewhere, "--yes"], env);
    let hasEnded = false;
    void running.ended.then(() => (hasEnded = true));
    await until(() => hasEnded || wholeIn(home).length > known);
    await sleep(turn * 15); // what it is at by then differs; what must hold does not
    running.kill("SIGKILL");
    await running.ended;
    const now = dump(libraryPath);
    expect(now === old || now === backedUp).toBe(true);
    if (now === backedUp)
      expect(wholeIn(home).map((name) => dump(join(home, "backups", name, "library.db")))).toContain(old);
  }
  expect((await restore(elsewhere, "--yes")).exitCode).toBe(0);
  expect(dump(libraryPath)).toBe(backedUp);
});

it("leaves no folder of the backup's name when it is killed, and sweeps up after itself", async () => {
  const { env, elsewhere, backup } = await createTwo();
  const above = join(elsewhere, "..");
  const other = join(above, "other");
  const running = start(binary, ["backup", "--to", other], env);
  await until(() => readdirSync(above).some((name) => name.endsWith(".part")) || existsSync(other));
  running.kill("SIGKILL");
  await running.ended;
  if (existsSync(other)) expect(existsSync(join(other, "manifest.json"))).toBe(true);
  expect((await backup("--to", join(above, "third"))).exitCode).toBe(0);
  expect(readdirSync(above).filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("backs up beside a worker that writes, and refuses to restore there", async () => {
  const { env, libraryPath, elsewhere, importer, backup, restore } = await createTwo();
  const worker = start(binary, ["worker"], env);
  await until(() => worker.written.stderr.includes("working"));
  const before = dump(libraryPath);
  const refused = await restore(elsewhere, "--yes");
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`a worker has ${libraryPath} open: process ${worker.pid}`);
  expect(dump(libraryPath)).toBe(before);
  const [made] = await Promise.all([
    backup("--to", `${elsewhere} 2`),
    importer(["album", "Surrender", "-p", "musicbrainz"]),
  ]);
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  dump(join(`${elsewhere} 2`, "library.db"));
  worker.kill("SIGINT");
  await worker.ended;
  expect((await restore(elsewhere, "--yes")).exitCode).toBe(0);
});

it.each([
  ["at its beginning", 0],
  ["in its middle", 200_000],
])("replaces a library that is damaged %s, and keeps its files", async (_, at) => {
  const { home, libraryPath, elsewhere, backedUp, restore } = await createTwo();
  const bytes = readFileSync(libraryPath);
  bytes.fill(0xa5, at, at + 40_000);
  writeFileSync(libraryPath, bytes);
  const restored = await restore(elsewhere, "--yes");
  expect(restored).toMatchObject({ exitCode: 0, stderr: "" });
  expect(restored.stdout).toContain("its files, as they were");
  expect(restored.stdout).not.toContain("to have that again");
  expect(dump(libraryPath)).toBe(backedUp);
  const [kept] = backupsIn(home);
  expect(readFileSync(join(home, "backups", kept!, "library.db")).length).toBe(bytes.length);
});

it.skipIf(!canMount)("says that the disk is full, and leaves nothing on it", async () => {
  const { backup } = await createTwo();
  const disk = smallDisk(2);
  const made = await backup("--to", join(disk, "kept"));
  expect(made.exitCode).toBe(1);
  expect(made.stderr).toMatch(
    /the backup kept was not made: the disk is full; nothing of it is left\n {2}free some space/,
  );
  expect(readdirSync(disk)).toEqual([]);
});
