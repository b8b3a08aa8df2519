import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

// By the greatest id, which is looked up; EXISTS would be told as a scan.
const anything = statement<[], { id: number | null }>(
  "SELECT coalesce((SELECT max(id) FROM albums), (SELECT max(id) FROM tracks)) AS id",
);

/** Whether nothing has come into the library yet, or all was taken out. */
export const isEmptyLibrary = (db: Db): boolean => anything(db).get()?.id == null;
