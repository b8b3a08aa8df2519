import type { Db } from "../../../db/connection.ts";
import { getRelease, listMedia } from "../../items/releases.ts";
import { listReleaseTracks } from "../../items/tracks.ts";
import { write } from "../tables.ts";

/**
 * Before two releases become one: what its source said of the one that vanished is no longer true, and what it says of the heir is.
 * Whichever row stays has the heir's values and places then. Within a transaction.
 */
export function giveReleaseUp(db: Db, vanishedId: number, heirId: number): void {
  for (const row of listReleaseTracks(db, vanishedId)) write.releaseTracks.remove(db, row);
  for (const row of listMedia(db, vanishedId)) write.media.remove(db, row);
  const [vanished, heir] = [getRelease(db, vanishedId)!, getRelease(db, heirId)!];
  const { id: _id, albumId: _album, createdAt: _created, updatedAt: _updated, ...values } = heir;
  write.releases.set(db, vanished, values, { updatedAt: heir.updatedAt });
}
