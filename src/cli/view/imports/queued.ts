import { exitCodes, type ExitCode } from "../../../errors.ts";
import type { Db } from "../../../db/connection.ts";
import { countQueuedSince, newestJob } from "../../../jobs/operators/queued-since.ts";
import type { QueuedJob } from "../../../jobs/queue/queue.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, tell } from "../../io/output.ts";
import { countText } from "../../../counts.ts";

/** What was queued instead of asked (`--later`). @returns the exit code */
export function showQueued(
  io: Io,
  flags: { json?: boolean | undefined },
  { id, kind, queue, state }: QueuedJob,
): ExitCode {
  const output = createOutput(io, flags);
  output.document({ jobs: [{ id, kind, queue, state }] });
  output.line(`job ${id} is queued; to do it now: importer worker --drain`);
  return exitCodes.done;
}

/** Notes where the queue stands. @returns says what this command has queued since, and how to have it done. */
export function watchQueued(db: Db, io: Io): () => void {
  const before = newestJob(db);
  return () => {
    const count = countQueuedSince(db, before);
    if (count === 0) return;
    const them = count === 1 ? "it" : "them";
    tell(io, `queued: ${countText(count, "job")}; to do ${them} now: importer worker --drain`);
  };
}
