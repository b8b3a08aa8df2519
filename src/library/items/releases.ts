import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import type { Identifier } from "../../facts.ts";
import { media, releases } from "../../db/schema/releases.ts";

export type ReleaseRow = typeof releases.$inferSelect;
export type MediumRow = typeof media.$inferSelect;

const byId = rowsBy(releases, ["id"]);
const byAlbum = rowsBy(releases, ["albumId"]);
const mediaOf = rowsBy(media, ["releaseId"], { rest: "ORDER BY position" });

const selectIdentifiers = statement<[albumId: number], Identifier & { releaseId: number }>(
  `SELECT releases.id AS releaseId, kind, value FROM releases
   CROSS JOIN identifiers ON item_type = 'release' AND item_id = releases.id
   WHERE album_id = ? AND gone_at IS NULL ORDER BY releases.id, identifiers.id`,
);

export function getRelease(db: Db, id: number): ReleaseRow | undefined {
  return byId.get(db, id);
}

/** Oldest first; those without a date last. */
export function listReleases(db: Db, albumId: number): ReleaseRow[] {
  const key = (row: ReleaseRow): string => `${row.releasedOn ?? "9999"} ${row.country ?? ""}`;
  const rows = byAlbum.all(db, albumId);
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
}

/** The identifiers of an album's releases, the current ones first; without releases that are known to be gone. */
export function listReleaseIdentifiers(db: Db, albumId: number): (Identifier & { releaseId: number })[] {
  return selectIdentifiers(db).all(albumId);
}

export function listMedia(db: Db, releaseId: number): MediumRow[] {
  return mediaOf.all(db, releaseId);
}
