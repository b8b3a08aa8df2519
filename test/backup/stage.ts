import Database from "better-sqlite3";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { createStage, type CliResult, type Stage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { drawPng } from "../helpers/pictures.ts";

export interface Keeping extends Stage {
  /** Where `--to` may point: nothing is there. */
  elsewhere: string;
  backup(...argv: string[]): Promise<CliResult>;
  restore(...argv: string[]): Promise<CliResult>;
}

/** A library with an album, its releases and a cover of a person's. */
export async function createKeeping(): Promise<Keeping> {
  const stage = await createStage();
  const picture = join(temporaryFolder(), "mine.png");
  writeFileSync(picture, drawPng("mine", 300));
  await stage.importer(["album", "Nevermind", "--artist", "Nirvana", "-p", "musicbrainz"]);
  await stage.importer(["worker", "--drain"]);
  expect((await stage.importer(["cover", "1", "--replace", picture])).exitCode).toBe(0);
  return {
    ...stage,
    elsewhere: join(temporaryFolder(), "kept"),
    backup: (...argv) => stage.importer(["backup", ...argv]),
    restore: (...argv) => stage.importer(["restore", ...argv]),
  };
}

/** Of these tables the rows that tell of a restore are no part of what was restored. */
const apart: Record<string, string> = {
  ledger_entries: "WHERE id NOT IN (SELECT entry_id FROM ledger_changes WHERE table_name = 'library')",
  ledger_changes: "WHERE table_name <> 'library'",
};

/** Every row of every table but those of processes and locks, as text; without the entries of restores. */
export function dump(path: string): string {
  const client = new Database(path); // not only to read: what a kill left half done is rolled back as the program would
  try {
    expect(client.pragma("integrity_check", { simple: true })).toBe("ok");
    const tables = client
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all() as string[];
    const rowsOf = (table: string): unknown =>
      client
        .prepare(`SELECT * FROM "${table}" ${apart[table] ?? ""}`)
        .raw()
        .all();
    return tables.map((table) => `${table} ${JSON.stringify(rowsOf(table))}`).join("\n");
  } finally {
    client.close();
  }
}

/** What lies in a home folder: its library's rows, and its covers by name with their sums. */
export function contentsOf(home: string): { library: string; covers: Record<string, string> } {
  const folder = join(home, "artwork");
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const files = paths.filter((path) => path.includes(".")).sort();
  const sum = (path: string): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, path)))
      .digest("hex");
  return {
    library: dump(join(home, "library.db")),
    covers: Object.fromEntries(files.map((path) => [path, sum(path)])),
  };
}

export const backupsIn = (home: string): string[] => {
  const folder = join(home, "backups");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
