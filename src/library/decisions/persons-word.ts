import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement, type Prepared } from "../../db/statement.ts";

type Asks = Prepared<[{ id: number }], { has: 0 | 1 }>;

const isChosen = (itemType: ItemType): string => `EXISTS (SELECT 1 FROM identifiers CROSS JOIN choices
  ON choices.item_type = '${itemType}' AND choices.kind = identifiers.kind AND choices.value = identifiers.value
  WHERE identifiers.item_type = '${itemType}' AND identifiers.item_id = @id)`;
const choices = { scans: "the choices of one person, where two items are to become one" };

const ofAlbum: Asks = statement(
  `SELECT ${isChosen("album")}
    OR EXISTS (SELECT 1 FROM tracks JOIN files ON files.track_id = tracks.id WHERE tracks.album_id = @id)
    OR EXISTS (SELECT 1 FROM tracks WHERE album_id = @id AND lyrics_override IS NOT NULL)
    OR EXISTS (SELECT 1 FROM album_covers WHERE album_id = @id AND tier = 'person')
    OR EXISTS (SELECT 1 FROM products WHERE album_id = @id AND decision IS NOT NULL)
    OR EXISTS (SELECT 1 FROM albums WHERE id = @id AND (artwork_override IS NOT NULL OR owned_release_by = 'person')) AS has`,
  choices,
);
const ofTrack: Asks = statement(
  `SELECT EXISTS (SELECT 1 FROM files WHERE track_id = @id)
    OR EXISTS (SELECT 1 FROM tracks WHERE id = @id AND lyrics_override IS NOT NULL) AS has`,
);
const ofArtist: Asks = statement(`SELECT ${isChosen("artist")} AS has`, choices);
// Of its own album: an index over the owned releases of all would be for this alone.
const ofRelease: Asks = statement(
  `SELECT EXISTS (SELECT 1 FROM releases JOIN albums ON albums.id = releases.album_id
    WHERE releases.id = @id AND owned_release_id = releases.id AND owned_release_by = 'person') AS has`,
);

/**
 * Manual override: whether a person has said something of an item, or has files of it. Files are of albums and tracks; of a release a
 * person says that it is the edition which they have.
 */
export function hasPersonsWord(db: Db, itemType: ItemType, id: number): boolean {
  const asks = { album: ofAlbum, track: ofTrack, artist: ofArtist, release: ofRelease }[itemType];
  return asks(db).get({ id })!.has === 1;
}
