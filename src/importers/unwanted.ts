import type { Db } from "../db/connection.ts";
import { UnwantedError } from "../errors.ts";
import type { Identifier } from "../facts.ts";
import { findUnwanted } from "../library/write/decisions/wanted.ts";
import { refOf, typedRef } from "../refs.ts";

/** What a person removed comes back at their word only. @throws UnwantedError with the command that says it */
export function refuseUnwanted(db: Db, what: "album" | "artist", identifiers: Identifier[]): void {
  const unwanted = findUnwanted(db, what, identifiers);
  if (!unwanted) return;
  const day = new Date(unwanted.removedAt).toISOString().slice(0, 10);
  const [own] = identifiers;
  throw new UnwantedError(
    `"${unwanted.title}" was removed on ${day}, and is not wanted; to have it again: importer ${what} ${typedRef(refOf(own!))} --again`,
  );
}
