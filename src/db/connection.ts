import type Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

/**
 * An open library. Queries go through drizzle; `$client` is the connection itself, for hot prepared
 * statements and for `transact`. Both are one connection: a query made with `db` inside `transact` is part
 * of that transaction.
 */
export type Db = BetterSQLite3Database & { $client: Database.Database };
