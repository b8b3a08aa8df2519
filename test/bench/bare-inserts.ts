import Database from "better-sqlite3";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { cpuMsSince } from "./table.ts";

/**
 * Writes every row of the library at `from` once more, into a new one at `to`, and nothing else: prepared statements, `commits` commits, the
 * rows of each table spread over them as evenly as they came. @returns its processor time in ms, without reading them
 */
export async function bareInserts(from: string, to: string, commits: number): Promise<number> {
  const source = new Database(from, { readonly: true });
  const names = source
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  const tables = names
    .map((name) => ({ name, rows: source.prepare<[], unknown[]>(`SELECT * FROM ${name}`).raw().all() }))
    .filter(({ rows }) => rows.length > 0);
  source.close();
  const db = await openLibrary(to);
  const { $client } = db;
  $client.pragma("foreign_keys = OFF"); // rows of a table come before those that they name
  const triggers = $client
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck();
  for (const name of triggers.all()) $client.exec(`DROP TRIGGER ${name}`); // what they wrote is among the rows
  const filling = tables.map(({ name, rows }) => {
    $client.exec(`DELETE FROM ${name}`); // what a new library has of itself
    const insert = $client.prepare(`INSERT INTO ${name} VALUES (${rows[0]!.map(() => "?").join(", ")})`);
    return { insert, rows };
  });
  const since = process.cpuUsage();
  for (let at = 0; at < commits; at++) {
    $client.transaction(() => {
      for (const { insert, rows } of filling) {
        const [first, end] = [at, at + 1].map((part) => Math.floor((rows.length * part) / commits));
        for (let row = first!; row < end!; row++) insert.run(rows[row]!);
      }
    })();
  }
  const cpuMs = cpuMsSince(since);
  closeLibrary(db);
  return cpuMs;
}
