import type { Db } from "./connection.ts";
import Database from "better-sqlite3";
import { existsSync } from "node:fs";
import { isDamage } from "./faults.ts";
import { statement } from "./statement.ts";

/** The last number that each table has given to a row: runs, jobs, items. */
export type LastNumbers = { name: string; seq: number }[];

const insertMissing = statement<[{ name: string; seq: number }]>(
  "INSERT INTO sqlite_sequence (name, seq) SELECT @name, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = @name)",
);
const raise = statement<[{ name: string; seq: number }]>(
  "UPDATE sqlite_sequence SET seq = max(seq, @seq) WHERE name = @name AND name IN (SELECT name FROM sqlite_master WHERE type = 'table')",
);

/** None of a library that is not there, or can't be read. */
export function readLastNumbers(path: string): LastNumbers {
  if (!existsSync(path)) return [];
  try {
    const client = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return client.prepare<[], LastNumbers[0]>("SELECT name, seq FROM sqlite_sequence").all();
    } finally {
      client.close();
    }
  } catch (error) {
    // One of before there were any, or of another program: nobody has read a number of ours there.
    if (isDamage(error) || (error instanceof Database.SqliteError && error.code === "SQLITE_ERROR"))
      return [];
    throw error;
  }
}

/** High-water mark. A number that somebody has read means nothing else from now on, though what had it is not in this library. */
export function goOnBehind(db: Db, last: LastNumbers): void {
  db.$client.transaction(() => {
    for (const each of last) {
      insertMissing(db).run(each);
      raise(db).run(each);
    }
  })();
}
