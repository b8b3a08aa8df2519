import type { Db } from "../db/connection.ts";
import { UserError } from "../errors.ts";
import { candidateOfRow } from "../importers/album/finding/called.ts";
import { claimBeside, claimOfWords } from "../importers/album/finding/claims.ts";
import type { TitleQuery } from "../importers/album/finding/own-queries.ts";
import { albumQueryOf } from "../importers/album/query.ts";
import type { WordsBeside } from "../importers/context.ts";
import { getAlbum, listAlbumCredits, type AlbumRow } from "../library/items/albums.ts";
import { isCalledSo } from "../matching/albums/names-album.ts";
import { isBlank } from "../plain-text.ts";
import type { RowWords } from "./reading/entry.ts";

/**
 * What a row says of the album that its identifier names: title and artist, or whose it is, and of what year, where the identifier is all
 * it has for a title.
 */
export function besideOf(words: RowWords): WordsBeside | undefined {
  const { title = "", artist, year } = words;
  const read = wordsBeside(words);
  if (read) {
    const said = artist === undefined ? `"${title}"` : `"${artist} - ${title}"`;
    return { said, claim: claimOfWords(read.readings) };
  }
  const by = artist === undefined || isBlank(artist) ? undefined : artist;
  if (by === undefined && year === undefined) return undefined;
  const said = `an album${by === undefined ? "" : ` by "${by}"`}${year === undefined ? "" : ` of ${year}`}`;
  return { said, claim: claimBeside({ artist: by, year }) };
}

/** Title and artist; years of editions say nothing of which album it is. Undefined where they are no words. */
export function wordsBeside({ title, artist }: RowWords): TitleQuery | undefined {
  try {
    const query = title === undefined ? undefined : albumQueryOf({ title, artist });
    return query?.kind === "title" && query.readings.length > 0 ? query : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Whether an album of the library goes by what a row says beside its identifier. */
export function isCalledIn(db: Db, albumId: number, words: RowWords): boolean {
  const album = getAlbum(db, albumId);
  if (!album || isCalledAtOnce(db, album, words)) return true;
  return besideOf(words)?.claim.fits(candidateOfRow({ db }, album)) ?? true;
}

/** Most rows write it as the library does: then neither its editions nor the row's words need be read. */
function isCalledAtOnce(db: Db, album: AlbumRow, { title, artist }: RowWords): boolean {
  if (title === undefined) return false;
  const artists = artist === undefined ? [] : listAlbumCredits(db, album.id);
  return isCalledSo({ title, artist }, { title: album.title, artists });
}
