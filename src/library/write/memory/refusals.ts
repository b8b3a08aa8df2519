import type { Db } from "../../../db/connection.ts";
import { refusalOf, type Refusal } from "../../memory/refusals.ts";
import { write } from "../tables.ts";

/** Remembers that a source refuses us until a person acts. */
export function saveRefusal(db: Db, source: string, refusal: Refusal): void {
  const row = refusalOf.get(db, source);
  if (row) write.refusals.set(db, row, refusal);
  else write.refusals.insert(db, { source, ...refusal });
}

/** A person has done something about it. @returns whether there was one. */
export function forgetRefusal(db: Db, source: string): boolean {
  const row = refusalOf.get(db, source);
  if (row) write.refusals.remove(db, row);
  return row !== undefined;
}
