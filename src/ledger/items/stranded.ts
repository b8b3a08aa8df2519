import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { listHanging } from "./hanging.ts";
import { isMemory } from "../memory.ts";
import { ledgerTables } from "../tables.ts";

const selectStranded = statement<[json: string], { id: number }>(
  `SELECT id FROM tracks WHERE id IN (SELECT value FROM json_each(?))
     AND NOT EXISTS (SELECT 1 FROM release_tracks WHERE track_id = tracks.id)
     AND NOT EXISTS (SELECT 1 FROM files WHERE track_id = tracks.id)`,
);

/** Those of these tracks that stand on no release and have no file. */
export const listStranded = (db: Db, ids: Iterable<number>): number[] =>
  selectStranded(db)
    .all(JSON.stringify([...ids]))
    .map(({ id }) => id);

/** They go, with what hangs on them, but where a person has said something of one. Within a transaction. */
export function dropStranded(db: Db, ids: Iterable<number>): void {
  const tracks = ledgerTables.get("tracks")!;
  for (const id of listStranded(db, ids)) {
    const row = tracks.get(db, { id })!;
    if (row["lyrics_override"] !== null) continue;
    for (const hanging of listHanging(db, tracks, id))
      if (!isMemory(hanging.table.name)) hanging.table.remove(db, hanging.row);
    tracks.remove(db, row);
  }
}
