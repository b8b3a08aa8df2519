import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { externalLinks } from "../db/schema/facts.ts";
import { releases, tracks } from "../db/schema/music.ts";
import type { AlbumToMatch } from "../matching/products/product.ts";
import { getAlbum, listAlbumCredits } from "./albums.ts";

/** Everything of an album that a shop's product can agree with or contradict. Undefined if there is no such album. */
export function getAlbumToMatch(db: Db, albumId: number): AlbumToMatch | undefined {
  const album = getAlbum(db, albumId);
  if (!album) return undefined;
  const credits = listAlbumCredits(db, albumId);
  const editions = db.select().from(releases).where(eq(releases.albumId, albumId)).orderBy(releases.id).all();
  const songs = db
    .select({ title: tracks.title })
    .from(tracks)
    .where(eq(tracks.albumId, albumId))
    .orderBy(asc(tracks.id))
    .all();
  return {
    title: album.title,
    artists: credits.map(({ creditedAs, name }) => creditedAs || name),
    otherNames: credits.map(({ creditedAs, name }) => (name === creditedAs ? [] : [name])),
    primaryType: album.primaryType,
    secondaryTypes: album.secondaryTypes,
    year: album.releaseYear,
    disambiguation: album.disambiguation,
    barcodes: unique(editions.map(({ barcode }) => barcode)),
    asins: unique([
      ...editions.map(({ asin }) => asin),
      ...linkedAsins(
        db,
        editions.map(({ id }) => id),
      ),
    ]),
    releaseTitles: unique(editions.map(({ title }) => title)),
    trackTitles: unique(songs.map(({ title }) => title)),
    labels: unique(editions.flatMap((each) => [each.label, ...each.labels.map(({ label }) => label)])),
  };
}

/** What MusicBrainz calls `amazon asin`: a link of a release, its ASIN read from the address. */
function linkedAsins(db: Db, releaseIds: number[]): string[] {
  const ofReleases = and(eq(externalLinks.itemType, "release"), inArray(externalLinks.itemId, releaseIds));
  return db
    .select({ asin: externalLinks.externalId })
    .from(externalLinks)
    .where(and(ofReleases, eq(externalLinks.source, "amazon")))
    .orderBy(externalLinks.id)
    .all()
    .map(({ asin }) => asin);
}

const unique = (texts: (string | null)[]): string[] => [
  ...new Set(texts.filter((text): text is string => Boolean(text))),
];
