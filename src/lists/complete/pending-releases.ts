import type { Db } from "../../db/connection.ts";
import { pagesById } from "../../db/pages.ts";
import { statement } from "../../db/statement.ts";

// The states are those of the index `jobs_unique`, word for word.
const liveJobOf = (key: string): string =>
  `SELECT id FROM jobs WHERE unique_key = ${key} AND state IN ('scheduled','ready','running')`;

const selectPending = statement<[after: number], { id: number }>(
  `SELECT id FROM albums WHERE id > ? AND EXISTS (${liveJobOf("'import-album-releases:' || albums.id")})
     AND EXISTS (SELECT 1 FROM tracks CROSS JOIN files ON files.track_id = tracks.id WHERE tracks.album_id = albums.id)
   ORDER BY id LIMIT 200`,
);
const selectJob = statement<[key: string], { id: number }>(liveJobOf("?"));

/** Albums read from files that are identified, and whose releases are left to a job that has not been done. */
export function* albumsWithPendingReleases(db: Db): Generator<number> {
  for (const page of pagesById((after) => selectPending(db).all(after))) for (const { id } of page) yield id;
}

/** The job that would bring the releases of an album. */
export const findReleasesJob = (db: Db, albumId: number): number | undefined =>
  selectJob(db).get(`import-album-releases:${albumId}`)?.id;
