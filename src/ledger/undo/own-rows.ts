import type { Db } from "../../db/connection.ts";
import { rangeFinder, type IdRange } from "../ranges.ts";
import { isAnothers } from "./lives.ts";
import type { KeptChange } from "./tree.ts";

/** The rows that a command itself made, and that are still the same. */
export interface Own {
  /** Not one that went, whose key another has by now. */
  has(table: string, id: number | null): boolean;
  /** The row of a change, made before that: what an earlier change took away was somebody else's, though another took its place. */
  made(change: KeptChange): boolean;
}

interface MadeRange extends IdRange {
  /** Of the change that made it. */
  id: number;
}

/** From all changes of a command, the newest first. */
export function ownRows(db: Db, changes: readonly KeptChange[]): Own {
  const ranges = new Map<string, MadeRange[]>();
  const keyed = new Map<string, number>();
  // Newest first: the last that is set is the first that was made.
  for (const { id, kind, table, firstId, lastId, key } of changes) {
    if (kind === "updated" || kind === "removed") continue;
    const range = { id, firstId: firstId!, lastId: lastId! };
    const known = ranges.get(table);
    if (firstId === null) keyed.set(`${table} ${JSON.stringify(key)}`, id);
    else if (known) known.push(range);
    else ranges.set(table, [range]);
  }
  const firsts = new Map([...ranges].map(([table, made]) => [table, rangeFinder(made)]));
  const lasts = new Map([...ranges].map(([table, made]) => [table, rangeFinder(made.toReversed())]));
  const firstMade = (table: string, id: number): number | undefined => firsts.get(table)?.(id)?.id;
  return {
    has(table, id) {
      const made = id === null ? undefined : lasts.get(table)?.(id);
      return made !== undefined && !isAnothers(db, { table, firstId: id, key: null, id: made.id });
    },
    made({ id, table, firstId, key }) {
      const madeAt =
        firstId === null ? keyed.get(`${table} ${JSON.stringify(key)}`) : firstMade(table, firstId);
      return madeAt !== undefined && madeAt < id;
    },
  };
}
