import { existsSync } from "node:fs";
import { expectUnused, lookInto } from "../db/snapshot.ts";
import { exitCodes, UserError } from "../errors.ts";
import { listWorkers, type WorkerRow } from "../jobs/operators/inspect.ts";

/** A worker on another computer is believed to live for so long after its last word. */
const believedForMs = 90_000;

/** @throws UserError where a worker or another command has the library open, on whatever computer. */
export function refuseInUse(path: string, now: number): void {
  if (!existsSync(path)) return;
  const worker = livingWorkers(path, now)[0];
  if (worker) {
    throw new UserError(
      `a worker has ${path} open: process ${worker.pid} on ${worker.host}; nothing was changed`,
      {
        hint: "stop it with Ctrl-C (or: systemctl stop), then type the same command again",
        exitCode: exitCodes.failed,
      },
    );
  }
  expectUnused(path);
}

function livingWorkers(path: string, now: number): WorkerRow[] {
  try {
    return lookInto(path, listWorkers).filter(({ liveness, beatAt }) =>
      liveness === "hidden" ? now - beatAt < believedForMs : liveness === "alive",
    );
  } catch {
    return []; // damaged, or of another schema: whether it is open is asked next
  }
}
