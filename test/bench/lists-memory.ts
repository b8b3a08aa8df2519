import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { listContextOf, importWhole, listImportOf } from "./lists-source.ts";

/**
 * A process of its own: reads and runs a list of so many rows, of albums that are known, and says its peaks in bytes: of what was
 * alive (what a collection leaves, looked at every 10,000 rows), and of all that the system gave it.
 */
const rows = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
const db = await openLibrary(join(folder, "library.db"));
try {
  const context = listContextOf(db);
  await importWhole(await listImportOf(context, { name: "first", rows: 1000, albums: 1000 }));
  let [live, seen] = [0, 0];
  const look = (): void => {
    global.gc!();
    const { heapUsed, external } = process.memoryUsage();
    live = Math.max(live, heapUsed + external);
  };
  context.events.on("list-row", () => {
    if (++seen % 10_000 === 0) look();
  });
  await importWhole(await listImportOf(context, { name: "long", rows, albums: 1000, onPiece: look }));
  look();
  process.stdout.write(JSON.stringify({ live, rss: process.resourceUsage().maxRSS * 1024 }));
} finally {
  closeLibrary(db);
  rmSync(folder, { recursive: true });
}
