import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { claim } from "../../src/jobs/worker/claim.ts";
import { settleAttempt } from "../../src/jobs/worker/settle.ts";
import { median, renderRows, type Row } from "./table.ts";

/** What one claim costs, commit included, as the table grows: with waiting jobs, and with finished ones. */

const sizes = [1_000, 100_000, 3_000_000];
const waiting = 1_000; // in the tables of finished jobs

interface Table {
  what: "waiting" | "finished";
  size: number;
  db: Db;
  costsUs: number[];
}

async function fill(folder: string, what: Table["what"], size: number): Promise<Table> {
  const db = await openLibrary(join(folder, `${what}-${size}`, "library.db"));
  db.$client.pragma("synchronous = OFF"); // only while it is filled
  const firstWaiting = what === "waiting" ? 0 : size - waiting;
  const insert = db.$client.prepare(
    `INSERT INTO jobs (queue, kind, payload, state, run_at, created_at, finished_at)
     SELECT iif(value % 10, 'default', 'serial'), 'import-album-releases', '{"albumId":' || value || '}',
            iif(value > ?, 'ready', 'done'), value, value, iif(value > ?, NULL, value)
     FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT ?) SELECT value FROM n)`,
  );
  insert.run(firstWaiting, firstWaiting, size);
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  db.$client.pragma("synchronous = NORMAL");
  return { what, size, db, costsUs: [] };
}

/** Takes jobs and lets them go again, so that the table stays as it was. */
function measure({ db, costsUs }: Table, claims: number): void {
  for (let n = 0; n < claims; n++) {
    const startedAt = performance.now();
    const job = claim(db, "default", { worker: "w", nowMs: n, evenCrashed: false })!;
    costsUs.push((performance.now() - startedAt) * 1_000);
    settleAttempt(db, job, { outcome: "returned", reason: "measured", runAt: 0 }, n);
  }
}

function rowOf(table: Table, smallest: Table): Row {
  const cost = median(table.costsUs);
  return {
    what: `claim among ${table.size.toLocaleString("en")} jobs, ${table.what}`,
    measured: `${(cost / median(smallest.costsUs)).toFixed(2)}×`,
    goal: "at most 1.2× the smallest",
    beside: `${cost.toFixed(1)} µs`,
  };
}

export async function run(rounds = 20, claims = 50): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const tables: Table[] = [];
  try {
    for (const what of ["waiting", "finished"] as const) {
      for (const size of sizes) tables.push(await fill(folder, what, size));
    }
    for (const table of tables) measure(table, 200);
    for (const table of tables) table.costsUs = [];
    for (let round = 0; round < rounds; round++) for (const table of tables) measure(table, claims);
    return tables.map((table) =>
      rowOf(
        table,
        tables.find(({ what }) => what === table.what)!,
      ),
    );
  } finally {
    for (const { db } of tables) closeLibrary(db);
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(renderRows(await run()));
