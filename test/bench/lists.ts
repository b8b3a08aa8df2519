import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { ImportContext } from "../../src/importers/context.ts";
import { contextOf, importWhole, listImportOf } from "./lists-source.ts";
import { cpuMsSince, type Row } from "./table.ts";

const albums = 2_000;
const knownRows = 30_000;
const memorySizes = [1_000, 100_000];

/** A list whose albums a source in the process tells at once; then a long one whose albums are all known; then what that one keeps in memory. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const db = await openLibrary(join(folder, "library.db"));
  try {
    const context = contextOf(db);
    const first = await timeOf(context, "new", albums);
    const again = await timeOf(context, "known", knownRows);
    return [
      {
        what: "rows a second of a list whose albums are new, the source in the process",
        measured: Math.round(albums / first.seconds).toString(),
        goal: "at least 1,000",
        beside: `${first.cpu}; reading, artists and commits included, releases are jobs`,
      },
      {
        what: "rows a second of a list whose albums are all known",
        measured: Math.round(knownRows / again.seconds).toString(),
        goal: "at least 5,000",
        beside: `${again.cpu}; reading included`,
      },
      measureMemory(),
    ];
  } finally {
    closeLibrary(db);
    rmSync(folder, { recursive: true });
  }
}

async function timeOf(
  context: ImportContext,
  name: string,
  rows: number,
): Promise<{ seconds: number; cpu: string }> {
  const [startedAt, since] = [performance.now(), process.cpuUsage()];
  await importWhole(await listImportOf(context, { name, rows, albums }));
  const cpu = `${(cpuMsSince(since) / rows).toFixed(2)} ms CPU a row`;
  return { seconds: (performance.now() - startedAt) / 1000, cpu };
}

function measureMemory(): Row {
  const script = fileURLToPath(new URL("lists-memory.ts", import.meta.url));
  const [few, many] = memorySizes.map((rows) => {
    const told = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", script, String(rows)]);
    return JSON.parse(told.toString()) as { live: number; rss: number };
  });
  return {
    what: "a list of 100,000 known rows: peak of live memory over that of 1,000",
    measured: `${(many!.live / few!.live).toFixed(2)}×`,
    goal: "flat",
    beside: `${Math.round(many!.live / 1024 ** 2)} MB; with garbage ${Math.round(many!.rss / 1024 ** 2)} MB`,
  };
}
