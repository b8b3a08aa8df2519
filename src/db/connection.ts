import type Database from "better-sqlite3";

/**
 * An open library. `$client` is the connection itself: every statement is prepared on it, and what is asked inside `transact` is part
 * of that transaction. drizzle declares the tables and makes the migrations; nothing runs through it, since loading it for that would
 * cost every command a tenth of its start.
 */
export interface Db {
  $client: Database.Database;
}
