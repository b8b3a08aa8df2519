import { bareBarcode, isSpacedBarcode, spacedBarcodes } from "../db/barcodes.ts";
import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/item-types.ts";
import { statement } from "../db/statement.ts";
import type { IdentifierKind } from "../facts.ts";
import { findAlbumsByBarcode } from "../library/items/albums.ts";
import { findByIdentifier, mbidKinds } from "../library/identity/identifiers.ts";
import { findByReference } from "../library/identity/references.ts";
import { getRelease, listReleases } from "../library/items/releases.ts";
import {
  barcodeForms,
  printedBarcode,
  recogniseAlbum,
  recogniseIdentifier,
  type Recognised,
} from "../matching/typed/recognise.ts";
import type { ServiceRef } from "../matching/services/service-address.ts";

/** `undefined`: these words are no identifier. `why`: one with a flaw, or of what nothing here has. */
export type ByIdentifier = { ids: number[]; why?: string } | undefined;

const releasesWithBarcode = statement<[{ forms: string }], { id: number }>(
  `SELECT id FROM releases WHERE id IN (SELECT id FROM releases WHERE barcode IN (SELECT value FROM json_each(@forms))
     UNION ALL SELECT id FROM releases
       WHERE ${isSpacedBarcode("barcode")} AND ${bareBarcode("barcode")} IN (SELECT value FROM json_each(@forms)))
   ORDER BY id`,
  { scans: spacedBarcodes },
);
const typed = { scans: "once for an identifier that a person typed; no index is kept for that" };
const releasesWithAsin = statement<[asin: string], { id: number; albumId: number }>(
  "SELECT id, album_id AS albumId FROM releases WHERE asin = ? ORDER BY id",
  typed,
);
const releasesWithNumber = statement<[number: string, again: string], { id: number; albumId: number }>(
  `SELECT id, album_id AS albumId FROM releases WHERE catalog_number = ? COLLATE NOCASE OR EXISTS
     (SELECT 1 FROM json_each(labels) WHERE value ->> 'catalogNumber' = ? COLLATE NOCASE) ORDER BY id`,
  typed,
);
const tracksWithPlace = statement<[mbid: string], { id: number }>(
  "SELECT DISTINCT track_id AS id FROM release_tracks WHERE mbid = ? ORDER BY track_id",
  { ...typed, sorts: "the one place of that id" },
);
const tracksWithIsrc = statement<[isrc: string], { id: number }>(
  "SELECT id FROM tracks WHERE EXISTS (SELECT 1 FROM json_each(isrcs) WHERE value = ?) ORDER BY id",
  typed,
);

/** The items that an MBID, an address, a typed ref, a barcode, an ASIN or an ISRC names. */
export function findByWordsOfIdentifier(db: Db, itemType: ItemType, words: string): ByIdentifier {
  const text = words.trim();
  const isrc = /^(?:isrc:(?:isrc:|recording:)?)?([a-z]{2}-?[a-z0-9]{3}-?\d{2}-?\d{5})$/i.exec(text)?.[1];
  if (itemType === "track" && isrc !== undefined) {
    return { ids: idsOf(tracksWithIsrc(db).all(isrc.replaceAll("-", "").toUpperCase())) };
  }
  const recognised = recognisedOf(itemType, text);
  switch (recognised?.kind) {
    case undefined:
    case "title":
      return undefined;
    case "unknown": {
      const ids = findByReference(db, itemType, { id: "", urls: [text] });
      return ids.length > 0 ? { ids } : { ids, why: recognised.why };
    }
    case "barcode":
      return { ids: withBarcode(db, itemType, barcodeForms(recognised.barcode)) };
    case "ref":
      return { ids: withRef(db, itemType, recognised.ref) };
    case "mbid":
      return { ids: withMbid(db, itemType, recognised.mbid) };
    case "musicbrainz-url":
      return ofEntity(db, itemType, recognised);
  }
}

/** Kinds whose values say themselves what they are; a number at Discogs does not. */
const bareKinds: IdentifierKind[] = ["allmusic", "imdb", "wikidata", "asin", "isrc", "catalog_number"];

/** Identifiers that look like any words, a catalogue number for one: looked for when nothing else fits. */
export function findByBareIdentifier(db: Db, itemType: ItemType, words: string): number[] {
  const text = words.trim();
  for (const kind of bareKinds) {
    const ids = findByIdentifier(db, itemType, kind, [text, text.toUpperCase(), text.toLowerCase()]);
    if (ids.length > 0) return ids;
  }
  // One with a wrong check digit is printed all the same.
  const barcode = itemType === "album" || itemType === "release" ? printedBarcode(text) : undefined;
  const coded = barcode === undefined ? [] : withBarcode(db, itemType, barcodeForms(barcode));
  if (coded.length > 0) return coded;
  const rows = itemType === "album" || itemType === "release" ? releasesWithNumber(db).all(text, text) : [];
  return [...new Set(rows.map(({ id, albumId }) => (itemType === "album" ? albumId : id)))];
}

/** Names of artists and titles of tracks may look like a barcode, or an ASIN; for albums it stands for them. */
function recognisedOf(itemType: ItemType, text: string): Recognised | undefined {
  if (itemType === "artist" || itemType === "track") return recogniseIdentifier(text);
  return recogniseAlbum(text.replace(/^barcode:(?:barcode:|release:)?(?=\d)/i, ""));
}

const withOwnMbid = (db: Db, itemType: ItemType, mbid: string): number[] =>
  findByIdentifier(db, itemType, mbidKinds[itemType], [mbid]);

/** The album of a release, or the one whose files tell its MBID. */
function withReleaseMbid(db: Db, mbid: string): number[] {
  const albums = albumsOf(db, withOwnMbid(db, "release", mbid));
  return albums.length > 0 ? albums : findByIdentifier(db, "album", "musicbrainz_release", [mbid]);
}

/** An MBID of the item, or of what belongs to it: a release's names its album, an album's all its releases. */
function withMbid(db: Db, itemType: ItemType, mbid: string): number[] {
  const own = withOwnMbid(db, itemType, mbid);
  if (own.length > 0) return own;
  switch (itemType) {
    case "album":
      return withReleaseMbid(db, mbid);
    case "release":
      return releasesOf(db, withOwnMbid(db, "album", mbid));
    case "track":
      return idsOf(tracksWithPlace(db).all(mbid));
    case "artist":
      return [];
  }
}

const itemOfEntity: Record<string, ItemType> = {
  "release-group": "album",
  artist: "artist",
  release: "release",
  recording: "track",
  track: "track",
};

/** The address says of what it is: a release's is taken for its album, an artist's never for an album of theirs. */
function ofEntity(
  db: Db,
  itemType: ItemType,
  { entity, mbid }: { entity: string; mbid: string },
): { ids: number[]; why?: string } {
  const named = itemOfEntity[entity];
  if (named === itemType) return { ids: withMbid(db, itemType, mbid) };
  if (named === "release" && itemType === "album") return { ids: withReleaseMbid(db, mbid) };
  if (named === "album" && itemType === "release")
    return { ids: releasesOf(db, withOwnMbid(db, "album", mbid)) };
  const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);
  return { ids: [], why: `that is of ${article(entity)} at MusicBrainz, not of ${article(itemType)}` };
}

function withBarcode(db: Db, itemType: ItemType, forms: string[]): number[] {
  if (itemType === "album") return idsOf(findAlbumsByBarcode(db, forms));
  return idsOf(releasesWithBarcode(db).all({ forms: JSON.stringify(forms) }));
}

function withRef(db: Db, itemType: ItemType, ref: ServiceRef): number[] {
  const own = findByReference(db, itemType, ref);
  if (own.length > 0) return own;
  if (itemType === "release") {
    const editions = ref.kind === "asin" ? idsOf(releasesWithAsin(db).all(ref.id)) : [];
    return editions.length > 0 ? editions : releasesOf(db, findByReference(db, "album", ref));
  }
  if (itemType !== "album") return [];
  const editions = albumsOf(db, findByReference(db, "release", ref));
  if (editions.length > 0 || ref.kind !== "asin") return editions;
  return [
    ...new Set(
      releasesWithAsin(db)
        .all(ref.id)
        .map(({ albumId }) => albumId),
    ),
  ];
}

const albumsOf = (db: Db, releaseIds: number[]): number[] => [
  ...new Set(releaseIds.flatMap((id) => getRelease(db, id)?.albumId ?? [])),
];

const releasesOf = (db: Db, albumIds: number[]): number[] =>
  albumIds.flatMap((id) => listReleases(db, id).map((release) => release.id));

const idsOf = (rows: { id: number }[]): number[] => rows.map(({ id }) => id);
