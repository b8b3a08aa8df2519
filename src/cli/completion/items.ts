import type { Io } from "../io/io.ts";
import type { CompletionCandidate, Offer } from "./candidates.ts";

/** Of which kind of item. */
export type What = Extract<Offer, { kind: "item" }>["what"];

/** Ids with their titles; titles where a word has begun. Reads the library as it is, and migrates nothing. */
export async function itemsFor(what: What, typed: string, io: Io): Promise<CompletionCandidate[]> {
  const { homeFolder } = await import("../../config.ts");
  const { lookInto } = await import("../../db/snapshot.ts");
  const { join } = await import("node:path");
  const path = join(homeFolder(io.env), "library.db");
  const isNumber = /^\d*$/.test(typed);
  if (what === "job") {
    const { listJobs } = await import("../../jobs/operators/inspect.ts");
    const jobs = lookInto(path, (db) => listJobs(db, { limit: most }));
    return jobs.map(({ id, kind, state }) => ({ value: String(id), about: `${kind}, ${state}` }));
  }
  if (what === "run") {
    const { listPastRuns: listRuns } = await import("../../ledger/history/history.ts");
    return lookInto(path, (db) => listRuns(db, most)).map(({ id, command }) => ({
      value: String(id),
      about: command,
    }));
  }
  if (what === "list") {
    const { allLists } = await import("../../lists/lists.ts");
    return lookInto(path, (db) => allLists(db)).map(({ id, name }) => ({ value: String(id), about: name }));
  }
  const { itemsBeginning, newestItems } = await import("../../library/details/completion.ts");
  const listed = lookInto(path, (db) => {
    const begun = isNumber ? [] : itemsBeginning(db, what, typed);
    return begun.length > 0 ? begun : newestItems(db, what); // an article alone is no beginning of a key
  });
  return listed.map(({ id, title }) => (isNumber ? { value: String(id), about: title } : { value: title }));
}

const most = 200;
