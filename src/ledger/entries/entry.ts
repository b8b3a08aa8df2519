import type { Db } from "../../db/connection.ts";
import { schemaVersions } from "../../db/opening/migrate.ts";
import type { Behind } from "../../db/on-behalf.ts";
import { statement } from "../../db/statement.ts";
import { transact } from "../../db/transact.ts";
import { ownIdentity, type Identity } from "../../jobs/locks/identity.ts";
import { changeLogOf, logChanges, type Change, type ChangeLog } from "../../library/write/change-log.ts";
import { createBuffer, type Buffer } from "./buffer.ts";
import { endsOf, growRange, mayGrow } from "./growing.ts";

export interface EntryAbout {
  kind: "command" | "job";
  /** As typed, without secrets; of a job its kind and payload. */
  what: string;
  jobId?: number;
  /** Of a job: the entry that queued it. Asked for at the first need. */
  parentId?: () => number | null;
  now: () => number;
}

/** An entry of the ledger that is being written. It has a row once it has written something. */
export interface LedgerEntry extends Behind {
  /** Whether it is time to forget old entries: after each hundred. */
  isDue(): boolean;
  /** Notes how it ended, if it wrote anything. */
  end(outcome: string): Promise<void>;
}

interface NewRow extends Identity {
  kind: EntryAbout["kind"];
  what: string;
  parentId: number | null;
  jobId: number | null;
  schemaVersion: number;
  startedAt: number;
}

const insertEntry = statement<[NewRow], { id: number }>(
  `INSERT INTO ledger_entries
     (kind, what, parent_id, root_id, job_id, schema_version, host, boot_id, pid, pid_start, started_at)
   VALUES (@kind, @what, @parentId, (SELECT root_id FROM ledger_entries WHERE id = @parentId), @jobId, @schemaVersion,
     @host, @bootId, @pid, @pidStart, @startedAt)
   RETURNING id`,
);
const selfAsRoot = statement<[id: number]>(
  "UPDATE ledger_entries SET root_id = id WHERE id = ? AND root_id IS NULL",
);
const selectOwn = statement<
  [id: number, pid: number, startedAt: number, kind: string, jobId: number | null, what: string],
  { id: number }
>(
  // The parts of one command have the same process and no job: what they are tells them apart.
  "SELECT id FROM ledger_entries WHERE id = ? AND pid = ? AND started_at = ? AND kind = ? AND job_id IS ? AND what = ?",
);
const endEntry = statement<[endedAt: number, outcome: string, id: number]>(
  "UPDATE ledger_entries SET ended_at = ?, outcome = ? WHERE id = ?",
);
const addCounts = statement<[created: number, updated: number, removed: number, id: number]>(
  `UPDATE ledger_entries SET created = created + ?, updated = updated + ?, removed = removed + ? WHERE id = ?`,
);
const insertChange = statement<
  [number, string, string, number | null, number | null, string | null, string | null, string | null]
>(
  `INSERT INTO ledger_changes (entry_id, kind, table_name, first_id, last_id, key, old, new)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
);

/** Begins an entry: what is written on its behalf is noted in the transaction that writes it. */
export function createEntry(db: Db, about: EntryAbout): LedgerEntry {
  const startedAt = about.now();
  let id: number | undefined;

  /** Looked up each time: the transaction in which the row was made may have been rolled back, and its number be another's. */
  const isOwn = (made: number): boolean =>
    selectOwn(db).get(made, ownIdentity().pid, startedAt, about.kind, about.jobId ?? null, about.what) !==
    undefined;

  const writtenId = (): number | undefined => (id !== undefined && isOwn(id) ? id : undefined);

  function entryId(): number {
    const written = writtenId();
    if (written !== undefined) return written;
    id = insertEntry(db).get({
      ...ownIdentity(),
      kind: about.kind,
      what: about.what,
      parentId: about.parentId?.() ?? null,
      jobId: about.jobId ?? null,
      schemaVersion: schemaVersions(db).file,
      startedAt,
    })!.id;
    selfAsRoot(db).run(id);
    return id;
  }

  /** Of the transaction that is under way: what its savepoints write is noted with it, once. */
  let open: Buffer | undefined;

  function note<T>(write: () => T): T {
    if (open) return noteWithin(db, open, write);
    open = createBuffer();
    try {
      return noteInto(db, open, entryId, write);
    } finally {
      open = undefined;
    }
  }

  return {
    entryId,
    writtenId,
    isDue: () => id !== undefined && id % 100 === 0,
    note,
    async end(outcome) {
      const ended = id;
      if (ended === undefined) return;
      await transact(db, () => {
        if (isOwn(ended)) endEntry(db).run(about.now(), outcome, ended);
        else id = undefined;
      });
    },
  };
}

/** A savepoint: what it changed is of the transaction around it, unless it comes to nothing. */
function noteWithin<T>(db: Db, around: Buffer, write: () => T): T {
  const changes: Change[] = [];
  const result = listening(db, (change) => changes.push(change), write);
  for (const change of changes) around.note(change);
  return result;
}

function listening<T>(db: Db, log: ChangeLog, write: () => T): T {
  const before = changeLogOf(db);
  logChanges(db, log);
  try {
    return write();
  } finally {
    logChanges(db, before);
  }
}

/** Runs `write`; what passes the writing door meanwhile goes to `buffer`, and from there to the ledger. */
export function noteInto<T>(db: Db, buffer: Buffer, entryId: () => number, write: () => T): T {
  const result = listening(db, buffer.note, write);
  const noted = buffer.noted();
  if (noted.length === 0) return result;
  const id = entryId();
  const ends = endsOf(db, id);
  for (const each of noted) {
    if (growRange(db, ends, each)) continue;
    const { kind, table, firstId, lastId, key, old, new: now } = each;
    const values = [id, kind, table, firstId, lastId, jsonOf(key), jsonOf(old), jsonOf(now)] as const;
    mayGrow(ends, Number(insertChange(db).run(...values).lastInsertRowid), each);
  }
  const { created, updated, removed } = buffer.counts();
  addCounts(db).run(created, updated, removed, id);
  return result;
}

const jsonOf = (values: object | null): string | null => (values === null ? null : JSON.stringify(values));
