import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { openLibrary, type OpenOptions } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "importer-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real, migrated library in a temporary folder, closed and removed when the test ends. */
export async function temporaryLibrary(options: OpenOptions = {}): Promise<{ db: Db; path: string }> {
  const path = join(temporaryFolder(), "library.db");
  await putEmptyLibrary(path);
  const db = await openLibrary(path, options);
  onTestFinished(() => void db.$client.close()); // nobody will read its statistics
  return { db, path };
}

let emptyLibrary: Promise<Buffer> | undefined;

/** A new library as the program makes it: its migrations take 30 ms, so they run once in a process, and a copy lies here. */
export async function putEmptyLibrary(path: string): Promise<void> {
  emptyLibrary ??= migrateNothing();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await emptyLibrary);
}

async function migrateNothing(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "importer-test-"));
  const path = join(folder, "library.db");
  try {
    (await openLibrary(path)).$client.close(); // leaves all of it in the one file
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
