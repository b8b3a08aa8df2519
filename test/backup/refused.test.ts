import Database from "better-sqlite3";
import { appendFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { libraryName, manifestName, type Manifest } from "../../src/backup/manifest.ts";
import { ctrlC, expectNoStack } from "../helpers/cli.ts";
import { backupsIn, contentsOf, createKeeping, type Keeping } from "./stage.ts";

function withManifest(folder: string, change: (manifest: Manifest) => void): void {
  const path = join(folder, manifestName);
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

const coverOf = (folder: string): string => {
  const { files } = JSON.parse(readFileSync(join(folder, manifestName), "utf8")) as Manifest;
  return files.find(({ path }) => path !== libraryName)!.path;
};

/** What may have happened to a backup, and what is said of it. */
const damages: Record<string, { damage: (folder: string) => void; says: RegExp }> = {
  "a byte more in the library": {
    damage: (folder) => appendFileSync(join(folder, libraryName), "x"),
    says: /library\.db is not what was backed up/,
  },
  "half a library": {
    damage: (folder) => truncateSync(join(folder, libraryName), 40_960),
    says: /library\.db is not what was backed up/,
  },
  "no library": {
    damage: (folder) => rmSync(join(folder, libraryName)),
    says: /library\.db: there is no such file/,
  },
  "another cover": {
    damage: (folder) => writeFileSync(join(folder, coverOf(folder)), "something else"),
    says: /artwork\/.* is not what was backed up/,
  },
  "no cover": { damage: (folder) => rmSync(join(folder, coverOf(folder))), says: /artwork\/.*no such file/ },
  "no manifest": { damage: (folder) => rmSync(join(folder, manifestName)), says: /has no manifest\.json/ },
  "a manifest that is no JSON": {
    damage: (folder) => truncateSync(join(folder, manifestName), 300),
    says: /manifest\.json is damaged/,
  },
  "a manifest that leads out of the folder": {
    damage: (folder) => withManifest(folder, ({ files }) => (files[1]!.path = "../../escaped.png")),
    says: /manifest\.json is damaged/,
  },
  "a manifest of another library": {
    damage: (folder) => withManifest(folder, ({ rows }) => (rows["albums"] = 7)),
    says: /another one than its manifest tells of/,
  },
  "a later format": {
    damage: (folder) => withManifest(folder, (manifest) => Object.assign(manifest, { format: 2 })),
    says: /newer than this one/,
  },
};

async function expectRefused(stage: Keeping, says: RegExp, ...argv: string[]): Promise<void> {
  const before = contentsOf(stage.home);
  const refused = await stage.restore(...argv);
  expect(refused.exitCode).toBeGreaterThan(0);
  expect(refused.stderr).toMatch(says);
  expectNoStack(refused);
  expect(contentsOf(stage.home)).toEqual(before);
  expect(backupsIn(stage.home)).toEqual([]);
}

it("refuses a backup that is not whole, and changes nothing", async () => {
  const stage = await createKeeping();
  await stage.backup("--to", stage.elsewhere);
  for (const [name, { damage, says }] of Object.entries(damages)) {
    const folder = `${stage.elsewhere} ${name}`;
    cpSync(stage.elsewhere, folder, { recursive: true });
    damage(folder);
    await expectRefused(stage, says, folder, "--yes");
  }
  await expectRefused(stage, /no such file or folder/, "/nowhere/at all", "--yes");
  await expectRefused(
    stage,
    /is damaged: it is not a SQLite database/,
    join(stage.elsewhere, coverOf(stage.elsewhere)),
    "--yes",
  );
});

it("refuses one of a newer importer", async () => {
  const stage = await createKeeping();
  const later = "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)";
  await stage.inLibrary((db) => db.$client.exec(later));
  await stage.backup("--to", stage.elsewhere);
  await rmLater(stage.libraryPath);
  await expectRefused(stage, /which is newer than this one\n.*npm install/, stage.elsewhere, "--yes");
});

function rmLater(path: string): void {
  const client = new Database(path);
  client.exec("DELETE FROM __drizzle_migrations WHERE hash = 'later'");
  client.close();
}

it("refuses while another process has the library open, even if it only reads", async () => {
  const stage = await createKeeping();
  await stage.backup("--to", stage.elsewhere);
  const other = new Database(stage.libraryPath, { readonly: true });
  onTestFinished(() => void other.close());
  other.prepare("SELECT count(*) FROM albums").get();
  await expectRefused(
    stage,
    /is in use by another command or program; nothing was changed/,
    stage.elsewhere,
    "--yes",
  );
});

it("asks a person, and needs a yes where nobody can be asked", async () => {
  const stage = await createKeeping();
  await stage.backup("--to", stage.elsewhere);
  await expectRefused(
    stage,
    /needs a yes; nothing was changed\n {2}importer restore .* --yes/,
    stage.elsewhere,
  );
  const answering = (types: string) => stage.importer(["restore", stage.elsewhere], { types });
  const no = await answering("n\n");
  expect(no).toMatchObject({ exitCode: 1, stdout: "" });
  expect(no.stderr).toContain(
    "by the backup with 1 album, 1 artist, 13 tracks, 1 cover? What is there is kept.",
  );
  expect((await answering(ctrlC)).exitCode).toBe(130);
  expect((await answering("y\n")).stdout).toMatch(/^restored: /);
});
