import { creditText } from "../../facts.ts";
import { bareBarcode, isSpacedBarcode, spacedBarcodes } from "../../db/barcodes.ts";
import { rowsBy, rowsWhere } from "../../db/rows.ts";
import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { albums } from "../../db/schema/music.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";

export type AlbumRow = typeof albums.$inferSelect;

export interface AlbumCredit {
  id: number;
  name: string;
  creditedAs: string;
  joinPhrase: string;
}

const byId = rowsBy(albums, ["id"]);
const byTitle = rowsBy(albums, ["titleKey"], { rest: "ORDER BY id" });
// Printed on its releases, or told by its files.
const byBarcode = rowsWhere<typeof albums, [{ barcodes: string }]>(
  albums,
  `id IN (SELECT album_id FROM releases WHERE barcode IN (SELECT value FROM json_each(@barcodes))
    UNION ALL SELECT album_id FROM releases
      WHERE ${isSpacedBarcode("barcode")} AND ${bareBarcode("barcode")} IN (SELECT value FROM json_each(@barcodes))
    UNION ALL SELECT item_id FROM identifiers
      WHERE item_type = 'album' AND kind = 'barcode' AND value IN (SELECT value FROM json_each(@barcodes)))`,
  { rest: "ORDER BY id", scans: spacedBarcodes },
);
const creditsOf = statement<[albumId: number], AlbumCredit>(`
  SELECT artists.id, artists.name, credited_as AS creditedAs, join_phrase AS joinPhrase
  FROM album_artists CROSS JOIN artists ON artists.id = album_artists.artist_id
  WHERE album_id = ? ORDER BY position`);

export function getAlbum(db: Db, id: number): AlbumRow | undefined {
  return byId.get(db, id);
}

export function listAlbumCredits(db: Db, albumId: number): AlbumCredit[] {
  return creditsOf(db).all(albumId);
}

/** Albums with this title, however it is written; of this artist (one of them, or the whole credit) if given. */
export function findAlbumsByTitle(
  db: Db,
  { title, artist, year }: { title: string; artist?: string; year?: number },
): AlbumRow[] {
  const named = byTitle.all(db, foldTitle(title));
  const titled = year === undefined ? named : named.filter(({ releaseYear }) => releaseYear === year);
  if (artist === undefined) return titled;
  const key = foldName(artist);
  return titled.filter(({ id }) => {
    const credits = listAlbumCredits(db, id);
    const whole = creditText(credits);
    return [whole, ...credits.flatMap((credit) => [credit.name, credit.creditedAs])].some(
      (name) => foldName(name) === key,
    );
  });
}

/** Albums that have a release, or files, with one of these barcodes. */
export function findAlbumsByBarcode(db: Db, barcodes: string[]): AlbumRow[] {
  return byBarcode.all(db, { barcodes: JSON.stringify(barcodes) });
}

/** `1973-03-24` → 1973; null when the year is unknown (`""`, `????-03`). */
export function yearOf(date: string | null): number | null {
  const year = /^\d{4}/.exec(date ?? "")?.[0];
  return year ? Number(year) : null;
}
