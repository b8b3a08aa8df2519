import type { Db } from "../../../db/connection.ts";
import {
  findAlbumsByBarcode,
  findAlbumsByTitle,
  getAlbum,
  type AlbumRow,
} from "../../../library/items/albums.ts";
import { findByIdentifier } from "../../../library/identity/identifiers.ts";
import { findByReference } from "../../../library/identity/references.ts";
import { getRelease } from "../../../library/items/releases.ts";
import { barcodeForms } from "../../../matching/typed/recognise.ts";
import type { ServiceRef } from "../../../matching/services/service-address.ts";
import { findByDecision } from "../../words.ts";
import { albumWordsKey, type AlbumQuery } from "../query.ts";

/**
 * The albums of the library that the query names: by an identifier, or by words that a person or the resolver decided
 * before. Other words name nothing, however well they fit: what MusicBrainz would ask about, the library must not answer.
 */
export function findNamedAlbums(db: Db, query: AlbumQuery): AlbumRow[] {
  const named = albumsByIdentifier(db, query);
  if (named.length > 0) return named;
  const called = (): AlbumRow[] => findFittingAlbums(db, query);
  return albumsOf(db, findByDecision(db, "album", albumWordsKey(query)!, called));
}

/** The albums of the library that words fit, by the first reading that fits any: words as typed come before a clever reading. */
export function findFittingAlbums(db: Db, query: AlbumQuery): AlbumRow[] {
  if (query.kind !== "title") return [];
  for (const reading of query.readings) {
    const albums = findAlbumsByTitle(db, reading);
    if (albums.length > 0) return albums;
  }
  return [];
}

function albumsByIdentifier(db: Db, query: AlbumQuery): AlbumRow[] {
  switch (query.kind) {
    case "release-group":
    case "release":
    case "mbid": {
      const albums = albumsOf(db, findByIdentifier(db, "album", "musicbrainz_release_group", [query.mbid]));
      return albums.length > 0 ? albums : albumsOfRelease(db, query.mbid);
    }
    case "barcode":
      return findAlbumsByBarcode(db, barcodeForms(query.barcode));
    case "ref":
      return albumsByReference(db, query.ref);
    case "title":
      return [];
  }
}

/** An address may be of the album, or of one of its releases. */
function albumsByReference(db: Db, ref: ServiceRef): AlbumRow[] {
  const albums = findByReference(db, "album", ref);
  const releases = findByReference(db, "release", ref).map((id) => getRelease(db, id)?.albumId ?? 0);
  return albumsOf(db, [...new Set([...albums, ...releases])]);
}

function albumsOfRelease(db: Db, mbid: string): AlbumRow[] {
  const ids = findByIdentifier(db, "release", "musicbrainz_release", [mbid]);
  if (ids.length === 0) return albumsOf(db, findByIdentifier(db, "album", "musicbrainz_release", [mbid])); // told by files
  return albumsOf(
    db,
    ids.map((id) => getRelease(db, id)?.albumId ?? 0),
  );
}

function albumsOf(db: Db, ids: number[]): AlbumRow[] {
  return ids.map((id) => getAlbum(db, id)).filter((album) => album !== undefined);
}
