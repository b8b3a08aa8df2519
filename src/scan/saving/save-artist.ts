import type { Db } from "../../db/connection.ts";
import { saveNamedArtist, type NamedCredit } from "../../library/scanned/tagged.ts";

/** Rows that a scan made. */
export interface Created {
  albums: number;
  tracks: number;
  artists: number;
}

/** Finds or makes the artist of each credit, the same name once, and counts the new ones. Within a transaction. */
export function createArtistSaving(db: Db, now: number, created: Created): (credit: NamedCredit) => number {
  const known = new Map<string, number>();
  return (credit) => {
    const key = `${credit.mbid ?? ""} ${credit.name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { id, change } = saveNamedArtist(db, credit, now);
    if (change === "created") created.artists++;
    known.set(key, id);
    return id;
  };
}
