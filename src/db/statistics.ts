import type Database from "better-sqlite3";

/**
 * Rows looked at of each index: milliseconds, however large the library. With a limit SQLite also gathers no samples
 * (`sqlite_stat4`), for which it would compile a statement anew for each value that is bound.
 */
const analysisLimit = 400;
/** SQLite reads so small a table from end to end; a library grows faster than its statistics. */
const fewRows = 1_000;

/**
 * `PRAGMA optimize`: what the query planner knows of the tables that this connection has used, if it wrote anything.
 * While another process writes it is left to the next command.
 */
export function refreshStatistics(client: Database.Database): void {
  try {
    if (client.memory || client.readonly || !hasWritten(client)) return;
    client.pragma("busy_timeout = 0");
    client.pragma(`analysis_limit = ${analysisLimit}`);
    client.transaction(() => {
      client.pragma("optimize");
      forgetSmallTables(client);
    })();
  } catch {
    // Whatever keeps it from that (another writer, a full disk): what was saved is saved, and plans are good without.
  }
}

function hasWritten(client: Database.Database): boolean {
  return client.prepare("SELECT total_changes()").pluck().get() !== 0;
}

function forgetSmallTables(client: Database.Database): void {
  if (!client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get()) return;
  client
    .prepare(
      `DELETE FROM sqlite_stat1 WHERE tbl IN
         (SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING max(CAST(stat AS INTEGER)) < ?)`,
    )
    .run(fewRows);
}
