import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

// By the album's own key, page after page: what is settled meanwhile is not seen again.
const isOpen = `NOT EXISTS (SELECT 1 FROM provider_runs WHERE item_type = 'album' AND item_id = albums.id
      AND importer = 'album' AND query = '' AND outcome = 'found')
    AND EXISTS (SELECT 1 FROM tracks CROSS JOIN files ON files.track_id = tracks.id WHERE tracks.album_id = albums.id)`;
const select = statement<[after: number], { id: number }>(
  `SELECT id FROM albums WHERE id > ? AND ${isOpen} ORDER BY id LIMIT 200`,
);

/** Albums that were read from files and that no source has told of yet, in order, 200 at a time. */
export function* unidentifiedAlbums(db: Db): Generator<number> {
  for (let after = 0; ;) {
    const page = select(db).all(after);
    if (page.length === 0) return;
    for (const { id } of page) yield id;
    after = page.at(-1)!.id;
  }
}
