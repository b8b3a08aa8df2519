import type { Db } from "./connection.ts";
import { searchTables, searchWordParts } from "./schema/search.ts";

/** The tables of the index that FTS5 keeps. */
const virtualTables: string[] = [...Object.values(searchTables), searchWordParts];

/** FTS5 keeps an index in tables of its own, which are called after it. */
const shadows = ["data", "idx", "config", "docsize", "content"];

/** Whether a table is a part of the full-text index: all of it follows from the rest of the library, and can be made anew. */
export const isOfSearchIndex = (table: string): boolean =>
  table === "search_words" || virtualTables.some((name) => table === name || shadowsOf(name).includes(table));

const shadowsOf = (name: string): string[] => shadows.map((shadow) => `${name}_${shadow}`);

/** Drops the full-text index, however damaged it is: the next search makes it anew. Inside a transaction. */
export function dropSearchIndex(client: Db["$client"]): void {
  for (const name of virtualTables) {
    try {
      client.exec(`DROP TABLE IF EXISTS ${name}`);
    } catch {
      forget(client, name);
    }
    // Where only the table itself went, what it was made of is still there, and would bar a new one.
    for (const shadow of shadowsOf(name)) client.exec(`DROP TABLE IF EXISTS ${shadow}`);
  }
  client.exec("DELETE FROM search_marks; DELETE FROM search_stale; DELETE FROM search_words");
}

/** One that SQLite can't even load can't be dropped by its name. */
function forget(client: Db["$client"], name: string): void {
  client.unsafeMode(true);
  client.pragma("writable_schema = ON");
  client.prepare("DELETE FROM sqlite_schema WHERE name = ?").run(name);
  client.pragma("writable_schema = RESET");
  client.unsafeMode(false);
}
