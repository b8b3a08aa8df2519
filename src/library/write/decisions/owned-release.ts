import type { Db } from "../../../db/connection.ts";
import { albums } from "../../../db/schema/music.ts";
import { rowsBy, rowsWhere } from "../../../db/rows.ts";
import { chooseEdition, type Edition } from "../../../matching/editions/owned-edition.ts";
import { getAlbum, type AlbumRow } from "../../items/albums.ts";
import { listHeldFiles, listOwnFiles, type HeldFile } from "../../items/held-files.ts";
import { findByIdentifier, listIdentifiers } from "../../identity/identifiers.ts";
import { getRelease, listReleases, type ReleaseRow } from "../../items/releases.ts";
import { listReleaseTracks } from "../../items/tracks.ts";
import { reopenCover } from "../enrichment/covers.ts";
import { write } from "../tables.ts";

type Owned = Pick<AlbumRow, "ownedReleaseId" | "ownedReleaseBy">;

const nobodySays: Owned = { ownedReleaseId: null, ownedReleaseBy: null };

/**
 * Edition matching: decides anew which release of the album the user has, by what its files say of themselves: their release's MBID, else
 * their number, titles and lengths. What a person said stays as long as that release is the album's. Within a transaction.
 */
export function settleOwnedRelease(db: Db, albumId: number, now: number): void {
  const album = getAlbum(db, albumId);
  if (!album) return;
  const files = listOwnFiles(db, albumId);
  if (album.ownedReleaseId === null && files.length === 0) return;
  const editions = listReleases(db, albumId);
  const isThere = editions.some(({ id }) => id === album.ownedReleaseId);
  if (album.ownedReleaseBy === "person" && isThere) return;
  if (editions.length === 0 && album.ownedReleaseId === null) return;
  const owned = namedByFiles(db, editions, files) ?? toldByTracks(db, albumId, editions, files) ?? nobodySays;
  keepOwned(db, album, owned, now);
}

const ownedOf = rowsBy(albums, ["id"], { only: ["ownedReleaseId"] });

/** Whether there is anything to decide: most albums have no files, and are worth no transaction. */
export const mayBeOwned = (db: Db, albumId: number): boolean =>
  ownedOf.get(db, albumId)?.ownedReleaseId != null || listHeldFiles(db, albumId).length > 0;

/** Manual match: a person says which edition it is. Within a transaction. */
export function ownRelease(db: Db, albumId: number, releaseId: number, now: number): void {
  keepOwned(db, getAlbum(db, albumId)!, { ownedReleaseId: releaseId, ownedReleaseBy: "person" }, now);
}

/** The cover of another edition is not that of this one. */
function keepOwned(db: Db, album: AlbumRow, owned: Owned, now: number): void {
  if (owned.ownedReleaseId !== album.ownedReleaseId) reopenCover(db, album.id);
  write.albums.set(db, album, owned, { updatedAt: now });
}

const ownersOf = rowsWhere<typeof albums, [releaseId: number, again: number]>(
  albums,
  "id = (SELECT album_id FROM releases WHERE releases.id = ?) AND owned_release_id = ?",
);

/** Before a release goes: nobody has it any more, or, merged, its heir on the same album instead. Within a transaction. */
export function handOwnedReleaseOver(db: Db, releaseId: number, heirId: number | null): void {
  const heir = heirId === null ? undefined : getRelease(db, heirId);
  for (const album of ownersOf.all(db, releaseId, releaseId)) {
    if (heir?.albumId === album.id) write.albums.set(db, album, { ownedReleaseId: heir.id });
    else write.albums.set(db, album, nobodySays);
  }
}

/** The release whose MBID stands in the files' tags. Where they name several, they are of several editions. */
function namedByFiles(db: Db, editions: ReleaseRow[], files: HeldFile[]): Owned | undefined {
  const named = [...new Set(files.flatMap(({ releaseMbid }) => releaseMbid ?? []))];
  if (named.length !== 1) return undefined;
  const [own] = findByIdentifier(db, "release", "musicbrainz_release", named);
  const isHere = editions.some(({ id }) => id === own);
  return own !== undefined && isHere ? { ownedReleaseId: own, ownedReleaseBy: "file" } : undefined;
}

function toldByTracks(db: Db, albumId: number, editions: ReleaseRow[], files: HeldFile[]): Owned | undefined {
  if (files.length === 0) return undefined;
  const named = listIdentifiers(db, "album", albumId);
  const valuesOf = (wanted: string): string[] =>
    named.filter(({ kind }) => kind === wanted).map(({ value }) => value);
  const held = { files, barcodes: valuesOf("barcode"), catalogNumbers: valuesOf("catalog_number") };
  const chosen = chooseEdition(
    held,
    editions.map((release) => editionOf(db, release)),
  );
  return chosen.kind === "one" ? { ownedReleaseId: chosen.id, ownedReleaseBy: "track_list" } : undefined;
}

function editionOf(db: Db, { id, barcode, catalogNumber, labels, trackCount }: ReleaseRow): Edition {
  const numbers = [catalogNumber, ...labels.map((label) => label.catalogNumber)];
  const catalogNumbers = numbers.filter((number) => number !== null);
  const places = listReleaseTracks(db, id);
  return { id, barcode, catalogNumbers, places, unlisted: Math.max(0, (trackCount ?? 0) - places.length) };
}
