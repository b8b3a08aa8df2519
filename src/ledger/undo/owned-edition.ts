import type { Db } from "../../db/connection.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import { findBinding } from "../../library/write/decisions/bindings.ts";
import { settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import { ledgerTables } from "../tables.ts";
import { setterSince } from "./lives.ts";
import type { Stayed } from "./take-back.ts";
import type { KeptChange } from "./tree.ts";

const nobodySays = { owned_release_id: null, owned_release_by: null };

const ownedBefore = ({ table, old }: KeptChange): boolean =>
  table === "albums" && old?.["owned_release_id"] != null;

/**
 * Referential integrity. An album names the edition that the user has without a foreign key: one that came back naming a release which is
 * not there, or is another album's by now, names none. @returns what could not be as it was.
 */
export function dropLostEditions(db: Db, changes: readonly KeptChange[]): Stayed[] {
  const [albums, releases] = [ledgerTables.get("albums")!, ledgerTables.get("releases")!];
  return [...new Set(changes.filter(ownedBefore).map(({ firstId }) => firstId!))].flatMap((id): Stayed[] => {
    const album = albums.get(db, { id });
    const before = album?.["owned_release_id"];
    if (!album || before == null) return [];
    if (releases.get(db, { id: before })?.["album_id"] === id) return [];
    albums.set(db, album, nobodySays);
    return [{ table: "albums", id, column: "owned_release_id", value: null, before }];
  });
}

/**
 * A person's word that a release is their edition, which went with it to another album since, goes with the run that had said it: files
 * decide there as if it had never been said. Where the person bound that album as well it is another word.
 */
export function withdrawMovedWords(
  db: Db,
  { runId, changes, now }: { runId: number; changes: readonly KeptChange[]; now: number },
): void {
  const albums = ledgerTables.get("albums")!;
  for (const change of changes) {
    const album = change.table === "albums" && change.kind === "updated" ? nowOf(db, change) : undefined;
    if (!album || album["owned_release_by"] !== "person" || findBinding(db, Number(album["id"]))) continue;
    const by = setterSince(db, { ...change, firstId: Number(album["id"]) }, "owned_release_id");
    if (by === undefined || by.rootId === runId) continue;
    albums.set(db, album, nobodySays);
    settleOwnedRelease(db, Number(album["id"]), now);
  }
}

/** The other album that has by now, as its edition, what a change had said to be that of its own. */
function nowOf(db: Db, { firstId, new: said }: KeptChange): StoredValues | undefined {
  const releaseId = said!["owned_release_id"];
  if (releaseId == null) return undefined;
  const albumId = ledgerTables.get("releases")!.get(db, { id: releaseId })?.["album_id"];
  if (albumId === undefined || albumId === firstId) return undefined;
  const album = ledgerTables.get("albums")!.get(db, { id: albumId });
  return album?.["owned_release_id"] === releaseId ? album : undefined;
}
