import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const db = await openLibrary(path, options);
  onTestFinished(() => void db.$client.close()); // nobody will read its statistics
  return { db, path };
}
