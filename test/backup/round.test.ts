import Database from "better-sqlite3";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { oldLibrary } from "../db/old-library.ts";
import { documentOf, expectPlain } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { backupsIn, contentsOf, createKeeping, dump } from "./stage.ts";

it("makes a backup that gives the same library and covers, in this home and in a new one", async () => {
  const { home, elsewhere, backup, restore, importer } = await createKeeping();
  const before = contentsOf(home);
  const made = await backup("--to", elsewhere);
  expect(made).toMatchObject({ exitCode: 0, stderr: "" });
  expect(made.stdout).toContain("1 album, 1 artist");
  expectPlain(made);
  expect(readdirSync(elsewhere).sort()).toEqual(["artwork", "library.db", "manifest.json"]);
  expect(contentsOf(elsewhere)).toEqual(before);

  await importer(["remove", "album", "1"]);
  rmSync(join(home, "artwork"), { recursive: true });
  const changed = dump(join(home, "library.db"));
  const restored = await restore(elsewhere, "--yes", "--json");
  expect(restored).toMatchObject({ exitCode: 0, stderr: "" });
  const { kept, counts } = documentOf<{ kept: string; counts: object }>(restored);
  expect(counts).toMatchObject({ albums: 1, covers: 1 });
  expect(contentsOf(home)).toEqual(before);
  expect((await restore(kept, "--yes")).exitCode).toBe(0); // what was there can be had again
  expect(dump(join(home, "library.db"))).toBe(changed);

  const other = join(temporaryFolder(), "new home");
  const elsewhereRestored = await importer(["restore", elsewhere], { env: { IMPORTER_HOME: other } });
  expect(elsewhereRestored).toMatchObject({ exitCode: 0, stderr: "" }); // nothing is there: nothing is asked
  expect(contentsOf(other)).toEqual(before);
});

it("counts runs on behind those of the library that it replaces: no number of the history means another run", async () => {
  const { elsewhere, backup, restore, importer, rows } = await createKeeping();
  expect((await backup("--to", elsewhere)).exitCode).toBe(0);
  const last = async (): Promise<number> =>
    Number((await rows("SELECT max(id) AS id FROM ledger_entries"))[0]!["id"]);
  const before = await last();
  await importer(["remove", "track", "1"]);
  await importer(["remove", "album", "1"]);
  const read = await last();
  expect(read).toBe(before + 2);
  expect((await restore(elsewhere, "--yes")).exitCode).toBe(0);
  expect(await last()).toBe(read + 1); // the restore itself
  expect(await importer(["undo", String(read)])).toMatchObject({ exitCode: 3 });
  await importer(["remove", "track", "2"]);
  expect(await last()).toBe(read + 2);
});

it("goes into the home folder's backups unless a place is named, each into a new one", async () => {
  const { home, backup, restore } = await createKeeping();
  const [one, other] = [documentOf(await backup("--json")), documentOf(await backup("--json"))];
  expect(one["folder"]).not.toBe(other["folder"]);
  expect(one).toMatchObject({ counts: { albums: 1, tracks: 13, covers: 1 }, missingCovers: [] });
  expect(backupsIn(home)).toHaveLength(2);
  expect((await restore(String(one["folder"]), "--yes")).exitCode).toBe(0);
  const spaced = await backup("--to", join(home, "with a space"));
  expect(spaced.stdout).toContain(`importer restore "${join(home, "with a space")}"`); // can be typed as it stands
});

it("has what only the log holds, without touching the library", async () => {
  const { home, libraryPath, elsewhere, backup } = await createKeeping();
  const writer = new Database(libraryPath);
  writer.exec("INSERT INTO categories (kind, name) VALUES ('genre', 'in the log')");
  expect((await backup("--to", elsewhere)).exitCode).toBe(0);
  writer.exec("INSERT INTO categories (kind, name) VALUES ('genre', 'later')");
  writer.close();
  expect(dump(join(elsewhere, "library.db"))).toContain("in the log");
  expect(dump(join(elsewhere, "library.db"))).not.toContain("later");
  expect(dump(join(home, "library.db"))).toContain("later");
});

it("copies a library of another schema as it is, and brings it up to date when it is restored", async () => {
  const { elsewhere, importer } = await createKeeping();
  const home = join(oldLibrary(), "..");
  const old = dump(join(home, "library.db"));
  const inOld = (...argv: string[]) => importer(argv, { env: { IMPORTER_HOME: home } });
  expect((await inOld("backup", "--to", elsewhere)).exitCode).toBe(0);
  expect(dump(join(home, "library.db"))).toBe(old);
  expect(dump(join(elsewhere, "library.db"))).toBe(old);
  const restored = await inOld("restore", elsewhere, "--yes");
  expect(restored.stdout).toContain("its schema was older, and was brought up to date");
  expect((await inOld("list", "albums", "--json")).stdout).toBe("[]\n");
  // The copy from before that change can be named, too.
  const copy = backupsIn(home).find((name) => name.startsWith("library-"))!;
  expect((await inOld("restore", join(home, "backups", copy), "--yes")).exitCode).toBe(0);
  expect(dump(join(home, "library.db"))).toContain("of old");
});

it("tells which covers have no whole file, and backs up the rest", async () => {
  const { home, elsewhere, backup, rows } = await createKeeping();
  const [{ path } = {}] = await rows("SELECT path FROM artworks");
  writeFileSync(join(home, String(path)), "not a picture any more");
  const made = await backup("--to", elsewhere);
  expect(made.exitCode).toBe(0);
  expect(made.stderr).toContain(`1 cover of the library had no whole file: ${String(path)}`);
  expect(existsSync(join(elsewhere, String(path)))).toBe(false);
});

it("takes an empty folder, and refuses one that holds anything, with nothing changed", async () => {
  const { elsewhere, backup } = await createKeeping();
  mkdirSync(elsewhere);
  expect((await backup("--to", elsewhere)).exitCode).toBe(0);
  const again = await backup("--to", elsewhere);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain(`${elsewhere} holds a backup already; nothing was written`);
  const other = temporaryFolder();
  writeFileSync(join(other, "diary.txt"), "mine");
  expect((await backup("--to", other)).stderr).toContain(`${other} is not empty; nothing was written`);
  expect(readdirSync(other)).toEqual(["diary.txt"]);
  expect((await backup("--to", join(other, "diary.txt"))).exitCode).toBe(2);
  expect(await backup("--to", "")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("--to: it names no folder") as string,
  });
  expect((await backup("--to", ".")).stderr).toContain(`${process.cwd()} is not empty; nothing was written`);
});

it("says when there is no library, and when it is damaged, and leaves nothing behind", async () => {
  const { elsewhere, importer, libraryPath, backup } = await createKeeping();
  const none = await importer(["backup"], { env: { IMPORTER_HOME: temporaryFolder() } });
  expect(none.exitCode).toBe(2);
  expect(none.stderr).toContain("there is no library to back up");
  cpSync(libraryPath, `${libraryPath}.whole`);
  writeFileSync(libraryPath, "no database at all ".repeat(100));
  const damaged = await backup("--to", elsewhere);
  expect(damaged.exitCode).toBe(1);
  expect(damaged.stderr).toContain(`${libraryPath} is damaged; no backup was made of it`);
  expect(readdirSync(join(elsewhere, ".."))).toEqual([]);
});

it("makes no backup of a library of which two tables lie in one place, though each is sound by itself", async () => {
  const { backup, elsewhere, libraryPath } = await createKeeping();
  const client = new Database(libraryPath);
  client.unsafeMode(true).exec(`CREATE TABLE one (words TEXT); CREATE TABLE other (words TEXT);
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'one') WHERE name = 'other'`);
  client.close();
  expect(await backup("--to", elsewhere)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("is damaged; no backup was made of it") as string,
  });
});

it.each([
  "UPDATE search_albums_data SET block = x'ffffffffffffffff'",
  "DROP TABLE search_tracks_config",
  "UPDATE search_artists_config SET v = 99 WHERE k = 'version'",
])("leaves out a search index that is damaged, and says so: %s", async (damage) => {
  const { backup, elsewhere, importer, libraryPath } = await createKeeping();
  await importer(["search", "nevermind"]);
  const client = new Database(libraryPath);
  client.unsafeMode(true).exec(damage);
  client.close();
  expect(await backup("--to", elsewhere)).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/index .* was left out.*\n *importer search --rebuild/) as string,
  });
  const home = { env: { IMPORTER_HOME: temporaryFolder() } };
  expect((await importer(["restore", elsewhere, "--yes"], home)).exitCode).toBe(0);
  expect((await importer(["search", "nevermind"], home)).stdout).toContain("Nirvana");
  const doctor = await importer(["doctor"]);
  expect(doctor.stdout).toMatch(/search +its index is damaged.*\n.*importer search --rebuild/);
  const again = documentOf<{ withoutIndex: boolean }>(await backup("--to", `${elsewhere}-2`, "--json"));
  expect(again.withoutIndex).toBe(true);
  expect((await importer(["search", "--rebuild"])).exitCode).toBe(0);
  expect((await backup("--to", `${elsewhere}-3`)).stderr).toBe("");
});
