import type { Db } from "../../../db/connection.ts";
import { creditText, type Identifier } from "../../../facts.ts";
import { listAlbumCredits, type AlbumRow } from "../../../library/items/albums.ts";
import { listIdentifiers } from "../../../library/identity/identifiers.ts";
import { listReleases } from "../../../library/items/releases.ts";
import { hasFound } from "../../../library/memory/runs.ts";
import { listOwnFiles } from "../../../library/items/held-files.ts";
import { isFillerArtist } from "../../../matching/fillers.ts";
import { catalogueNumbersIn, foldCatalogueNumber } from "../../../matching/typed/catalogue-number.ts";
import { recogniseIdentifier } from "../../../matching/typed/recognise.ts";
import { refOf, textOfRef, type Ref } from "../../../refs.ts";
import { questionKey, type AlbumQuery } from "../query.ts";

/** A title, as it may be read. */
export type TitleQuery = Extract<AlbumQuery, { kind: "title" }>;

/** How an album of the library may be asked for. A catalogue number alone names none: it goes with the words that it must agree with. */
export type OwnQuery = AlbumQuery | { kind: "catalogue-numbers"; numbers: string[]; words: TitleQuery };

/** Releases of one album whose barcodes are asked for: files tell of one, and the next would tell the same. */
const mostEach = 2;
/** Of a set of discs each may have its own. */
const mostNumbers = 10;

/**
 * The ways to ask for an album of the library, the surest first: its releases' MBIDs, Discogs' ids, barcodes, ASINs (five
 * requests for one that they lack), the catalogue numbers that its files tell, its words.
 */
export function ownQueries(db: Db, album: AlbumRow): OwnQuery[] {
  const told = listIdentifiers(db, "album", album.id);
  const named = [
    ...told,
    ...listReleases(db, album.id).flatMap(({ id }) => listIdentifiers(db, "release", id)),
  ];
  const of = (kind: Identifier["kind"]): string[] =>
    [...new Set(named.filter((each) => each.kind === kind).map(({ value }) => value))].slice(0, mostEach);
  const words = ownWords(db, album);
  const numbers = numbersIn(told);
  const references = (kind: Identifier["kind"]): AlbumQuery[] =>
    of(kind).flatMap((value) => referenceQuery({ kind, value }));
  return [
    ...of("musicbrainz_release").map((mbid): AlbumQuery => ({ kind: "release", mbid })),
    ...references("discogs_master"),
    ...references("discogs_release"),
    ...of("barcode").map((barcode): AlbumQuery => ({ kind: "barcode", barcode })),
    ...references("asin"),
    ...(numbers.length > 0 ? [{ kind: "catalogue-numbers" as const, numbers, words }] : []),
    words,
  ];
}

/**
 * The same of an album that no source has told of yet, though it has an identity (`ref`): that is the word of its files' tags, as the others
 * are. Undefined for one that a source has told of.
 */
export function toldByTags(db: Db, album: AlbumRow, { source, id }: Ref): OwnQuery[] | undefined {
  if (hasFound(db, { importer: "album", itemType: "album", itemId: album.id })) return undefined;
  if (listOwnFiles(db, album.id).length === 0) return undefined;
  const group: OwnQuery[] = source === "musicbrainz" ? [{ kind: "release-group", mbid: id }] : [];
  return [...group, ...ownQueries(db, album)]; // Discogs' ids are among those
}

/** Several may stand in one tag, and one in several. */
function numbersIn(told: readonly Identifier[]): string[] {
  const tags = told.filter(({ kind }) => kind === "catalog_number");
  return catalogueNumbersIn(tags.map(({ value }) => value).join(";")).slice(0, mostNumbers);
}

/** All that the question depends on. */
export const ownQuestionKey = (query: OwnQuery): string =>
  query.kind === "catalogue-numbers"
    ? `catalogue numbers:${query.numbers.map(foldCatalogueNumber).join(" ")}`
    : questionKey(query);

function referenceQuery(identifier: Identifier): AlbumQuery[] {
  const typed =
    identifier.kind === "asin"
      ? `https://www.amazon.com/dp/${identifier.value}`
      : textOfRef(refOf(identifier));
  const read = recogniseIdentifier(typed);
  return read?.kind === "ref" ? [{ kind: "ref", ref: read.ref }] : [];
}

/** Title and artist; a filler for an artist whom nobody knows is none. */
export function ownWords(db: Db, album: AlbumRow): TitleQuery {
  const artist = creditText(listAlbumCredits(db, album.id));
  const isKnown = artist !== "" && !isFillerArtist(artist);
  const reading = { title: album.title, ...(isKnown && { artist }) };
  return {
    kind: "title",
    readings: [album.releaseYear === null ? reading : { ...reading, year: album.releaseYear }],
  };
}
