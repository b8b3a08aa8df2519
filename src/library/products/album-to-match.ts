import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { releases, tracks } from "../../db/schema/releases.ts";
import { statement } from "../../db/statement.ts";
import type { AlbumToMatch } from "../../matching/products/product.ts";
import { getAlbum, listAlbumCredits } from "../items/albums.ts";
import { listArtistAliases } from "../items/artists.ts";

const releasesOf = rowsBy(releases, ["albumId"], { rest: "ORDER BY id" });
const titlesOf = rowsBy(tracks, ["albumId"], { only: ["title"], rest: "ORDER BY id" });
/** What MusicBrainz calls `amazon asin`: a link of a release, its ASIN read from the address. */
const selectAsins = statement<[albumId: number], { asin: string }>(
  `
  SELECT external_id AS asin FROM releases CROSS JOIN external_links
    ON item_type = 'release' AND item_id = releases.id AND source = 'amazon'
  WHERE album_id = ? ORDER BY external_links.id`,
  { sorts: "the ASINs of one album" },
);

/** Everything of an album that a shop's product can agree with or contradict. Undefined if there is no such album. */
export function getAlbumToMatch(db: Db, albumId: number): AlbumToMatch | undefined {
  const album = getAlbum(db, albumId);
  if (!album) return undefined;
  const credits = listAlbumCredits(db, albumId);
  const editions = releasesOf.all(db, albumId);
  const songs = titlesOf.all(db, albumId);
  const linked = selectAsins(db).all(albumId);
  return {
    title: album.title,
    artists: credits.map(({ creditedAs, name }) => creditedAs || name),
    otherNames: credits.map(({ id, creditedAs, name }) => {
      const names = [name, ...listArtistAliases(db, id)];
      return unique(names).filter((each) => each !== (creditedAs || name));
    }),
    primaryType: album.primaryType,
    secondaryTypes: album.secondaryTypes,
    year: album.releaseYear,
    disambiguation: album.disambiguation,
    barcodes: unique(editions.map(({ barcode }) => barcode)),
    asins: unique([...editions.map(({ asin }) => asin), ...linked.map(({ asin }) => asin)]),
    releaseTitles: unique(editions.map(({ title }) => title)),
    trackTitles: unique(songs.map(({ title }) => title)),
    labels: unique(editions.flatMap((each) => [each.label, ...each.labels.map(({ label }) => label)])),
  };
}

const unique = (texts: (string | null)[]): string[] => [
  ...new Set(texts.filter((text): text is string => Boolean(text))),
];
