import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { listContextOf, importWhole, listImportOf } from "./lists-source.ts";
import { cpuMsSince } from "./table.ts";

/**
 * Imports a list of new albums, with their releases, from a source in the process, then one of rows whose albums are all known, and prints what a
 * row cost: `ALBUMS KNOWN-ROWS`. A process of its own, bundled as the program is (`bundle-tree.ts`).
 */
const [albums = 2_000, knownRows = 30_000] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
const db = await openLibrary(join(folder, "library.db"));
const context = listContextOf(db);
const told = { fresh: await costOf("new", albums), known: await costOf("known", knownRows) };
process.stdout.write(JSON.stringify(told));
closeLibrary(db);
rmSync(folder, { recursive: true });

/** Of a row: seconds of the clock, and ms of CPU. */
async function costOf(name: string, rows: number): Promise<{ seconds: number; cpuMs: number }> {
  const [startedAt, since] = [performance.now(), process.cpuUsage()];
  await importWhole(await listImportOf(context, { name, rows, albums }));
  return { seconds: (performance.now() - startedAt) / 1000 / rows, cpuMs: cpuMsSince(since) / rows };
}
