import type { Db } from "../../db/open.ts";
import { findAlbumsByBarcode, findAlbumsByTitle, getAlbum, type AlbumRow } from "../../library/albums.ts";
import { findChoice } from "../../library/choices.ts";
import { findByIdentifier } from "../../library/identifiers.ts";
import { getRelease } from "../../library/releases.ts";
import { findByWords } from "../../library/runs.ts";
import { barcodeForms } from "../../matching/recognise.ts";
import { albumQueryKey, type AlbumQuery } from "./query.ts";

/**
 * The albums in the library that the query already names: an identifier first, then title and artist, then what
 * the same words led to before (an alias, a typing error, a barcode whose releases are not here yet).
 */
export function findAlbums(db: Db, query: AlbumQuery): AlbumRow[] {
  const named = findNamedAlbums(db, query);
  const led = { importer: "album", itemType: "album", query: albumQueryKey(query) } as const;
  return named.length > 0 ? named : albumsOf(db, findByWords(db, led));
}

function findNamedAlbums(db: Db, query: AlbumQuery): AlbumRow[] {
  switch (query.kind) {
    case "release-group":
      return albumsOf(db, findByIdentifier(db, "album", "musicbrainz_release_group", [query.mbid]));
    case "release":
      return albumsOfRelease(db, query.mbid);
    case "mbid": {
      const albums = findNamedAlbums(db, { kind: "release-group", mbid: query.mbid });
      return albums.length > 0 ? albums : albumsOfRelease(db, query.mbid);
    }
    case "barcode":
      return findAlbumsByBarcode(db, barcodeForms(query.barcode));
    case "title":
      return chosenAlbums(db, query) ?? albumsByReading(db, query);
  }
}

/** What a person picked for these words before; undefined when that isn't in the library. */
function chosenAlbums(db: Db, query: AlbumQuery): AlbumRow[] | undefined {
  const chosen = findChoice(db, "album", albumQueryKey(query));
  const albums = chosen && albumsOf(db, findByIdentifier(db, "album", chosen.kind, [chosen.value]));
  return albums && albums.length > 0 ? albums : undefined;
}

/** The first reading that names something: the words as typed come before a clever reading of them. */
function albumsByReading(db: Db, query: AlbumQuery & { kind: "title" }): AlbumRow[] {
  for (const reading of query.readings) {
    const albums = findAlbumsByTitle(db, reading);
    if (albums.length > 0) return albums;
  }
  return [];
}

function albumsOfRelease(db: Db, mbid: string): AlbumRow[] {
  const ids = findByIdentifier(db, "release", "musicbrainz_release", [mbid]);
  return albumsOf(
    db,
    ids.map((id) => getRelease(db, id)?.albumId ?? 0),
  );
}

function albumsOf(db: Db, ids: number[]): AlbumRow[] {
  return ids.map((id) => getAlbum(db, id)).filter((album) => album !== undefined);
}
