import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

export interface DoubledAlbum {
  /** Of the two the one that may go. */
  former: number;
  stays: number;
  title: string;
}

// Those of one title and one credit first, by a hash of both: thousands of albums are called "Greatest Hits".
const select = statement<[], DoubledAlbum>(
  `WITH alike AS MATERIALIZED (
     SELECT id, title, title_key, release_year,
       (SELECT group_concat(name_key, '/' ORDER BY position) FROM album_artists
        JOIN artists ON artists.id = artist_id WHERE album_id = albums.id) AS credit
     FROM albums WHERE EXISTS
       (SELECT 1 FROM albums AS other WHERE other.title_key = albums.title_key AND other.id <> albums.id))
   SELECT former.id AS former, min(stays.id) AS stays, former.title AS title
   FROM alike AS former JOIN alike AS stays ON stays.title_key = former.title_key AND stays.credit = former.credit
     AND stays.id <> former.id
   WHERE NOT EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'album' AND item_id = former.id
       AND kind IN ('musicbrainz_release_group','discogs_master','discogs_release'))
     AND (former.release_year = stays.release_year OR former.release_year IS NULL OR stays.release_year IS NULL)
     AND (stays.id < former.id OR EXISTS (SELECT 1 FROM identifiers WHERE item_type = 'album' AND item_id = stays.id
       AND kind = 'musicbrainz_release_group'))
   GROUP BY former.id ORDER BY former.id LIMIT 20`,
  {
    scans: "the doctor looks through the whole library",
    sorts: "the artists of one album, and those that are doubled",
  },
);

/** Of one title and the same artists, one of them known by name only, with years that don't speak against it: twenty at the most. */
export const listDoubledAlbums = (db: Db): DoubledAlbum[] => select(db).all();
