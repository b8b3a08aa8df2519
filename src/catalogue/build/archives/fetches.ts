import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../errors.ts";
import { folderOf } from "../../files.ts";
import type { Part } from "../../format.ts";

/** What was fetched, and when (ms UTC): 25 GB a user is a lot for a foundation. */
interface Fetch {
  stamp: string;
  part: Part;
  at: number;
}

const weekMs = 7 * 24 * 3_600_000;
const pathOf = (home: string): string => join(folderOf(home), "fetched.json");

/**
 * Refuses to fetch a part of another dump within a week of the last.
 * @throws UserError that names the day.
 */
export function checkFetches(home: string, stamp: string, wanted: readonly Part[], now: number): void {
  const recent = readFetches(home).find(
    // By a clock that was wrong then, or is now, nobody is kept waiting for years.
    (fetch) => fetch.stamp !== stamp && wanted.includes(fetch.part) && Math.abs(now - fetch.at) < weekMs,
  );
  if (!recent) return;
  const day = new Date(recent.at).toISOString().slice(0, 10);
  throw new UserError(
    `the dump ${recent.stamp} was fetched on ${day}, and one a week is what the server is asked for; the newest is ${stamp}`,
    { hint: "wait until the week is over, or: importer catalogue build --force" },
  );
}

export function noteFetch(home: string, fetch: Fetch): void {
  const others = readFetches(home).filter(
    ({ part, at }) => part !== fetch.part && Math.abs(fetch.at - at) < weekMs,
  );
  writeFileSync(pathOf(home), JSON.stringify([...others, fetch]));
}

function readFetches(home: string): Fetch[] {
  if (!existsSync(pathOf(home))) return [];
  try {
    const read: unknown = JSON.parse(readFileSync(pathOf(home), "utf8"));
    return Array.isArray(read) ? (read as Fetch[]) : [];
  } catch {
    return []; // half written when the power went
  }
}
