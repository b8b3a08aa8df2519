import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";

/** An album and the edition that it names as the user's, which is no release of it. */
export interface LostEdition {
  albumId: number;
  title: string;
  releaseId: number;
}

const select = statement<[], LostEdition>(
  `SELECT id AS albumId, title, owned_release_id AS releaseId FROM albums WHERE owned_release_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM releases WHERE releases.id = owned_release_id AND releases.album_id = albums.id)
   ORDER BY albums.id LIMIT 20`,
  { scans: "the doctor looks through the whole library" },
);

/** Referential integrity of `owned_release_id`, which no foreign key keeps: twenty at the most. */
export const listLostEditions = (db: Db): LostEdition[] => select(db).all();
