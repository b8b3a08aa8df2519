import { HeldError, holdingLock } from "../jobs/locks/hold-lock.ts";
import type { Holder } from "../jobs/locks/lock.ts";
import { ensureList, type ListRecord } from "./lists.ts";
import type { ListEntry } from "./reading/entry.ts";
import { queueList } from "./queue-list.ts";
import { runList, type ListResult, type ListRun } from "./run-list.ts";
import { takeIn } from "./take-in.ts";

/** What an import of a list needs, but for the list itself. */
export type ListImport = Omit<ListRun, "list"> & {
  name: string;
  entries: Iterable<ListEntry> | AsyncIterable<ListEntry>;
};

/** One list at a time: two runs over it would ask every row twice. */
async function holding<T>({ db, importing, transact, name }: ListImport, work: () => Promise<T>): Promise<T> {
  const { id } = await transact(() => ensureList(db, name, importing.now()));
  const busy = (holder: Holder): Error => new HeldError(holder, "importing this list");
  return holdingLock({ db, now: importing.now, name: `list:${id}`, busy }, work);
}

/** Reads a list into the library, and asks for each row that is open. */
export function importList(given: ListImport): Promise<ListResult & { list: ListRecord }> {
  return holding(given, async () => {
    const list = await readInto(given);
    return { list, ...(await runList({ ...given, list })) };
  });
}

/** Reads a list into the library, and queues a job for each row that is open. */
export function queueImport(given: ListImport): Promise<ListResult & { list: ListRecord; queued: number }> {
  return holding(given, async () => {
    const list = await readInto(given);
    return { list, ...(await queueList({ ...given, list })) };
  });
}

function readInto({ db, transact, importing, name, entries }: ListImport): Promise<ListRecord> {
  return takeIn({ db, transact, now: importing.now, signal: importing.signal }, name, entries);
}
