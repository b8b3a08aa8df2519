import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { statement } from "../../db/statement.ts";

/** An item that is there, though its id leads to another. */
export interface RedirectBeside {
  itemType: ItemType;
  id: number;
  into: number;
  /** The command that made the id lead there, if it stands and is remembered. */
  run: number | null;
}

const select = statement<[], RedirectBeside>(
  `SELECT item_type AS itemType, from_id AS id, to_id AS "into",
     (SELECT root_id FROM ledger_changes AS changes CROSS JOIN ledger_entries AS entries ON entries.id = entry_id
      WHERE table_name = 'item_redirects' AND changes.kind = 'created' AND first_id IS NULL
        AND key = json_object('item_type', item_type, 'from_id', from_id) AND entries.undone_by IS NULL
        AND changes.undone_by IS NULL ORDER BY changes.id DESC LIMIT 1) AS run
   FROM item_redirects WHERE CASE item_type
     WHEN 'album' THEN EXISTS (SELECT 1 FROM albums WHERE albums.id = from_id)
     WHEN 'artist' THEN EXISTS (SELECT 1 FROM artists WHERE artists.id = from_id)
     WHEN 'release' THEN EXISTS (SELECT 1 FROM releases WHERE releases.id = from_id)
     ELSE EXISTS (SELECT 1 FROM tracks WHERE tracks.id = from_id) END
   ORDER BY item_type, from_id LIMIT 20`,
);

/** Referential integrity of the ids that were merged away: twenty at the most. An undo of before 0.2 left such, with nothing on the item. */
export const listRedirectsBeside = (db: Db): RedirectBeside[] => select(db).all();
