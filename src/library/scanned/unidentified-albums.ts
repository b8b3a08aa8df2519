import type { Db } from "../../db/connection.ts";
import { pagesById } from "../../db/pages.ts";
import { statement } from "../../db/statement.ts";

const isOpen = `NOT EXISTS (SELECT 1 FROM provider_runs WHERE item_type = 'album' AND item_id = albums.id
      AND importer = 'album' AND query = '' AND outcome = 'found')
    AND EXISTS (SELECT 1 FROM tracks CROSS JOIN files ON files.track_id = tracks.id WHERE tracks.album_id = albums.id)`;
const select = statement<[after: number], { id: number }>(
  `SELECT id FROM albums WHERE id > ? AND ${isOpen} ORDER BY id LIMIT 200`,
);

/** Albums that were read from files and that no source has told of yet, in order, 200 at a time. */
export function* unidentifiedAlbums(db: Db): Generator<number> {
  for (const page of pagesById((after) => select(db).all(after))) for (const { id } of page) yield id;
}
