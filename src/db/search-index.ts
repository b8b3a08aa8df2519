import type { Db } from "./connection.ts";
import { searchKinds, searchTables } from "./schema/search.ts";

/** FTS5 keeps an index in tables of its own, which are called after it. */
const shadows = ["data", "idx", "config", "docsize", "content"];

/** Whether a table is a part of the full-text index: all of it follows from the rest of the library, and can be made anew. */
export const isOfSearchIndex = (table: string): boolean =>
  searchKinds.some((kind) => table === searchTables[kind] || shadowsOf(kind).includes(table));

const shadowsOf = (kind: (typeof searchKinds)[number]): string[] =>
  shadows.map((shadow) => `${searchTables[kind]}_${shadow}`);

/** Drops the full-text index, however damaged it is: the next search makes it anew. Inside a transaction. */
export function dropSearchIndex(client: Db["$client"]): void {
  for (const kind of searchKinds) {
    try {
      client.exec(`DROP TABLE IF EXISTS ${searchTables[kind]}`);
    } catch {
      forget(client, kind);
    }
    // Where only the table itself went, what it was made of is still there, and would bar a new one.
    for (const shadow of shadowsOf(kind)) client.exec(`DROP TABLE IF EXISTS ${shadow}`);
  }
  client.exec("DELETE FROM search_marks; DELETE FROM search_stale");
}

/** One that SQLite can't even load can't be dropped by its name. */
function forget(client: Db["$client"], kind: (typeof searchKinds)[number]): void {
  client.unsafeMode(true);
  client.pragma("writable_schema = ON");
  client.prepare("DELETE FROM sqlite_schema WHERE name = ?").run(searchTables[kind]);
  client.pragma("writable_schema = RESET");
  client.unsafeMode(false);
}
