import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import type { Call } from "./watched.ts";

export interface WalkStep {
  name: string;
  /** Below `src`. */
  file: string;
}

/** The steps that a room's README tells: lines of "1. `name` (`file`): …". */
export function stepsOf(room: string): WalkStep[] {
  const readme = readFileSync(join(packageRoot(), "src", room, "README.md"), "utf8");
  return Array.from(readme.matchAll(/^\d+\. `(\w+)` \(`([^`]+)`\)/gm), ([, name = "", file = ""]) => ({
    name,
    file: posix.join(room, file),
  }));
}

/** The steps, each found among the calls after the one before it. @returns those that are not. */
export function missedSteps(steps: WalkStep[], calls: Call[]): WalkStep[] {
  let at = 0;
  return steps.filter(({ name, file }) => {
    const found = calls.findIndex((call, place) => place >= at && call.name === name && call.file === file);
    if (found !== -1) at = found + 1;
    return found === -1;
  });
}

/**
 * Doors: files whose functions are handed work and do it within something: a transaction, a lock, a time limit. Whoever hands it in goes
 * on in the same room. Each is a place where a room is entered from below, and says why.
 */
export const doors: Record<string, string> = {
  "db/transact.ts": "a transaction around the caller's writes",
  "db/group-commit.ts": "one transaction around the writes of several callers",
  "db/on-behalf.ts": "who is behind the writes of a connection",
  "ledger/entries/entry.ts": "the caller's writes, noted as one entry",
  "ledger/entries/job.ts": "a task's writes, noted as one entry",
  "jobs/locks/hold-lock.ts": "one at a time among all processes",
  "jobs/worker/claim.ts": "a task's writes, if the job is still this worker's",
  "sources/time-limit.ts": "a deadline for the caller's question",
};

/** Words that every room shares: they are on no floor. */
const words = /^(?:\w[\w-]*\.ts$|settings\/)/;
/** The worker is above the room that does its job's work; the queue and the locks are below it. */
const roomOf = (file: string): string => /^(?:jobs\/\w+|[^/]+)/.exec(file)![0];

/** A call that enters a room which the way to it has left before: from a function to another, as `file name`. */
export interface Climb {
  from: string;
  to: string;
}

/** Rooms entered again from below, by way of a function that was handed down. What is shown on the screen is announced, and no way. */
export function climbsIn(calls: Call[]): Climb[] {
  const climbs = new Map<string, Climb>();
  const says = ({ file, name }: Call): string => `${file} ${name}`;
  for (const call of calls) {
    const way = wayTo(call, calls);
    const rooms = way.map(({ file }) => roomOf(file));
    const [last, before] = [rooms.at(-1)!, way.at(-2)];
    if (!before || rooms.at(-2) === last || !rooms.slice(0, -2).includes(last) || last === "cli") continue;
    climbs.set(says(before) + says(call), { from: says(before), to: says(call) });
  }
  return [...climbs.values()];
}

/** The calls within which this one was made, the outermost first, and itself. */
function wayTo(call: Call, calls: Call[]): Call[] {
  const way: Call[] = [];
  for (let each: Call | undefined = call; each; each = calls[each.caller])
    if (!(each.file in doors) && !words.test(each.file)) way.unshift(each);
  return way.at(-1) === call ? way : [];
}
