import type { Db } from "../../db/connection.ts";
import { creditText, type Identifier } from "../../facts.ts";
import { listAlbumCredits, type AlbumRow } from "../../library/albums.ts";
import { listIdentifiers } from "../../library/identifiers.ts";
import { listReleases } from "../../library/releases.ts";
import { isFillerArtist } from "../../matching/fillers.ts";
import { recogniseIdentifier } from "../../matching/typed/recognise.ts";
import { refOf, textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { AlbumQuery } from "./query.ts";

/** Releases of one album whose barcodes are asked for: files tell of one, and the next would tell the same. */
const mostEach = 2;

/** The identity by which a source knows this album. */
export function ownRefAt(db: Db, { albumKinds }: AlbumSource, album: AlbumRow): Ref | undefined {
  const named = listIdentifiers(db, "album", album.id);
  for (const kind of albumKinds) {
    const own = named.find((each) => each.kind === kind);
    if (own) return refOf(own);
  }
  return undefined;
}

/** The ways to ask for an album of the library, the surest first: its releases' MBIDs, other services' ids, barcodes, its words. */
export function ownQueries(db: Db, album: AlbumRow): AlbumQuery[] {
  const named = [
    ...listIdentifiers(db, "album", album.id),
    ...listReleases(db, album.id).flatMap(({ id }) => listIdentifiers(db, "release", id)),
  ];
  const of = (kind: Identifier["kind"]): string[] =>
    [...new Set(named.filter((each) => each.kind === kind).map(({ value }) => value))].slice(0, mostEach);
  return [
    ...of("musicbrainz_release").map((mbid): AlbumQuery => ({ kind: "release", mbid })),
    ...(["discogs_master", "discogs_release", "asin"] as const).flatMap((kind) =>
      of(kind).flatMap((value) => referenceQuery({ kind, value })),
    ),
    ...of("barcode").map((barcode): AlbumQuery => ({ kind: "barcode", barcode })),
    ownWords(db, album),
  ];
}

function referenceQuery(identifier: Identifier): AlbumQuery[] {
  const typed =
    identifier.kind === "asin"
      ? `https://www.amazon.com/dp/${identifier.value}`
      : textOfRef(refOf(identifier));
  const read = recogniseIdentifier(typed);
  return read?.kind === "ref" ? [{ kind: "ref", ref: read.ref }] : [];
}

/** Title and artist; a filler for an artist whom nobody knows is none. */
export function ownWords(db: Db, album: AlbumRow): AlbumQuery & { kind: "title" } {
  const artist = creditText(listAlbumCredits(db, album.id));
  const isKnown = artist !== "" && !isFillerArtist(artist);
  const reading = { title: album.title, ...(isKnown && { artist }) };
  return {
    kind: "title",
    readings: [album.releaseYear === null ? reading : { ...reading, year: album.releaseYear }],
  };
}
