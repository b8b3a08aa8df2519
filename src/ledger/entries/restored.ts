import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { transact } from "../../db/transact.ts";
import { noteChanges, type StoredValues } from "../../library/write/change-log.ts";
import { wholeLibrary } from "../memory.ts";
import { createEntry } from "./entry.ts";

/** How many items a library has. */
export interface LibraryCounts {
  albums: number;
  artists: number;
  tracks: number;
}

/** A restore: the library became that of a backup as a whole. */
export interface Restored {
  /** The backup, when it was made (ms UTC), and what it holds. */
  from: string;
  madeAt: number;
  held: LibraryCounts;
  /** Where lies what was there before; null where there was nothing. */
  kept: string | null;
  /** What that holds; null where there was nothing, or only damaged files. */
  replaced: LibraryCounts | null;
}

const selectRestored = statement<[entryId: number], { old: string; new: string }>(
  `SELECT old, new FROM ledger_changes WHERE entry_id = ? AND table_name = '${wholeLibrary}'`,
);

/**
 * Notes in the library that is there now that it was restored: its history up to then is the backup's, and goes on here.
 * `what` was typed. @returns the run.
 */
export async function noteRestored(
  db: Db,
  what: string,
  { from, madeAt, held, kept, replaced }: Restored,
  now: () => number,
): Promise<number> {
  const entry = createEntry(db, { kind: "command", what, now });
  const old: StoredValues = { kept, ...replaced };
  const values: StoredValues = { from, made_at: madeAt, ...held };
  const key = { file: "library.db" };
  const id = await transact(db, () => {
    entry.note(() =>
      noteChanges(db, 1, () => ({ table: wholeLibrary, kind: "updated", key, old, new: values })),
    );
    return entry.entryId();
  });
  await entry.end("done").catch(() => undefined); // it is noted; how it ended tells less
  return id;
}

/** What a run restored; undefined for any other. */
export function findRestored(db: Db, runId: number): Restored | undefined {
  const row = selectRestored(db).get(runId);
  if (!row) return undefined;
  const { kept, ...replaced } = JSON.parse(row.old) as { kept: string | null } & Partial<LibraryCounts>;
  const {
    from,
    made_at: madeAt,
    ...held
  } = JSON.parse(row.new) as {
    from: string;
    made_at: number;
  } & LibraryCounts;
  return {
    from,
    madeAt,
    held,
    kept,
    replaced: replaced.albums === undefined ? null : (replaced as LibraryCounts),
  };
}
