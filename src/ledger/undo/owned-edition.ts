import type { Db } from "../../db/connection.ts";
import { ledgerTables } from "../tables.ts";
import type { Stayed } from "./take-back.ts";
import type { KeptChange } from "./tree.ts";

/**
 * Referential integrity. An album names the edition that the user has without a foreign key: one that came back naming a release which is
 * not there, or is another album's by now, names none. @returns what could not be as it was.
 */
export function dropLostEditions(db: Db, changes: readonly KeptChange[]): Stayed[] {
  const [albums, releases] = [ledgerTables.get("albums")!, ledgerTables.get("releases")!];
  const named = changes.filter(({ table, kind, old }) => {
    return (
      table === "albums" && (kind === "updated" || kind === "removed") && old!["owned_release_id"] != null
    );
  });
  return [...new Set(named.map(({ firstId }) => firstId!))].flatMap((id): Stayed[] => {
    const album = albums.get(db, { id });
    const before = album?.["owned_release_id"];
    if (!album || before == null) return [];
    if (releases.get(db, { id: before })?.["album_id"] === id) return [];
    albums.set(db, album, { owned_release_id: null, owned_release_by: null });
    return [{ table: "albums", id, column: "owned_release_id", value: null, before }];
  });
}
