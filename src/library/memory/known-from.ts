import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

/** Things that the library has from a service, two at the most, by which it is seen whether that still has anything. */

const selectCovers = statement<[], { url: string }>(
  `SELECT source_url AS url FROM artworks
   WHERE source = 'cover_art_archive' AND source_url IS NOT NULL ORDER BY id DESC LIMIT 2`,
  { scans: "newest first until there are two, and once an hour at the most" },
);
const selectLyrics = statement<[], { id: string }>(
  `SELECT source_id AS id FROM lyrics
   WHERE source = 'lrclib' AND source_id IS NOT NULL ORDER BY track_id DESC LIMIT 2`,
  { scans: "newest first until there are two, and once an hour at the most" },
);
const selectAlbums = statement<[], { mbid: string }>(
  `SELECT value AS mbid FROM identifiers
   WHERE +item_type = 'album' AND kind = 'musicbrainz_release_group' ORDER BY id DESC LIMIT 2`,
  { scans: "newest first until there are two, and once an hour at the most" },
);

/** Addresses under which covers were fetched from the Cover Art Archive. */
export const coversFromArchive = (db: Db): string[] =>
  selectCovers(db)
    .all()
    .map(({ url }) => url);

/** LRCLIB's numbers of lyrics. */
export const lyricsFromLrclib = (db: Db): string[] =>
  selectLyrics(db)
    .all()
    .map(({ id }) => id);

/** MBIDs of release groups. */
export const albumsFromMusicBrainz = (db: Db): string[] =>
  selectAlbums(db)
    .all()
    .map(({ mbid }) => mbid);
