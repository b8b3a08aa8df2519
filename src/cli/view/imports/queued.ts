import { exitCodes, type ExitCode } from "../../../errors.ts";
import type { QueuedJob } from "../../../jobs/queue/queue.ts";
import type { Io } from "../../run/io.ts";
import { createOutput } from "../../ending/output.ts";

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
