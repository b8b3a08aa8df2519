import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Db } from "../../db/connection.ts";
import { listFilesOfSound, type FileRow } from "../../library/items/files.ts";
import type { ReadFile } from "../reading/read-file.ts";
import { diskPath } from "../walk/byte-path.ts";

/**
 * Renames, by content: finds for each new file the row of a file that is not where it was and sounds the same, whatever
 * their tags, sizes and times say. Where several rows of different tracks would do, and no name tells, it is a new file.
 */
export function createFollower(db: Db) {
  const followed = new Set<number>();

  const isGone = ({ id, path }: FileRow): boolean => !followed.has(id) && !existsSync(diskPath(path));

  return {
    /** Rows that files were followed to. */
    followed,
    /** Gives each file that moved its row. @returns how many did. */
    follow(reads: ReadFile[]): number {
      const before = followed.size;
      for (const read of reads) {
        if (read.outcome !== "read" || read.audioHash === null || read.file.known) continue;
        const rows = listFilesOfSound(db, read.audioHash).filter(
          (row) => row.trackId !== null && isGone(row),
        );
        const row = theOne(rows, read.file.name);
        if (!row) continue;
        followed.add(row.id);
        read.file.known = row;
      }
      return followed.size - before;
    },
  };
}

/** One of one track; of several, the one that has kept its name. */
function theOne(rows: FileRow[], name: string): FileRow | undefined {
  const [first, ...others] = rows;
  if (others.every(({ trackId }) => trackId === first?.trackId)) return first;
  const named = rows.filter(({ path }) => basename(path) === name);
  return named.length === 1 ? named[0] : undefined;
}
