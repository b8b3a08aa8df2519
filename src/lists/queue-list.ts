import type { Db } from "../db/connection.ts";
import { enqueueMany, type NewJob } from "../jobs/queue/queue.ts";
import { countRows, type ListCounts } from "./lists.ts";
import { reopenForRun, unitsOf, type ListRun } from "./run-list.ts";

/** Behind what a person typed, and the jobs of albums that came. */
const priority = 10;
const jobsAtOnce = 1000;

/** Import of one row's album, as a job: by the list and what the row says. */
function importRowJob(listId: number, hash: string, withoutProducts: boolean): NewJob {
  return {
    kind: "import-album",
    payload: { listId, hash, withoutProducts },
    uniqueKey: `import-album:${listId}:${hash}`,
    priority,
  };
}

/** Import of an album by its words, as a job. */
export function importAlbumJob(words: {
  title?: string | undefined;
  artist?: string | undefined;
  year?: number | undefined;
  mbid?: string | undefined;
}): NewJob & { uniqueKey: string } {
  const { title, artist, year, mbid } = words;
  const said = JSON.stringify([title, artist, year, mbid].map((part) => part ?? ""));
  return { kind: "import-album", payload: { title, artist, year, mbid }, uniqueKey: `import-album:${said}` };
}

/** Queues every open row of a list instead of asking for it; known ones are settled at once. */
export async function queueList(run: ListRun): Promise<{ counts: ListCounts; queued: number }> {
  const { db, list, importing, transact, withoutProducts } = run;
  await reopenForRun(run);
  let queued = 0;
  let jobs: NewJob[] = [];
  const flush = async (): Promise<void> => {
    const batch = jobs;
    jobs = [];
    queued += await transact(() => enqueueAll(db, batch, importing.now()));
  };
  for await (const { hash } of unitsOf(run)) {
    jobs.push(importRowJob(list.id, hash, withoutProducts));
    if (jobs.length >= jobsAtOnce) await flush();
  }
  await flush();
  return { counts: countRows(db, list), queued };
}

const enqueueAll = (db: Db, jobs: NewJob[], now: number): number => enqueueMany(db, jobs, now).created;
