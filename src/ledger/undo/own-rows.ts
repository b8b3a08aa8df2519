import { rangeFinder, type IdRange } from "../ranges.ts";
import type { KeptChange } from "./tree.ts";

/** The rows that a command itself made, and that are still the same. */
export interface Own {
  has(table: string, id: number | null): boolean;
  /** The row of a change, made before that: what an earlier change took away was somebody else's, though another took its place. */
  made(change: KeptChange): boolean;
}

/** From all changes of a command, the newest first. */
export function ownRows(changes: readonly KeptChange[]): Own {
  const ranges = new Map<string, (IdRange & { id: number })[]>();
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
  const finders = new Map([...ranges].map(([table, made]) => [table, rangeFinder(made)]));
  const firstMade = (table: string, id: number): number | undefined => finders.get(table)?.(id)?.id;
  return {
    has: (table, id) => id !== null && firstMade(table, id) !== undefined,
    made({ id, table, firstId, key }) {
      const madeAt =
        firstId === null ? keyed.get(`${table} ${JSON.stringify(key)}`) : firstMade(table, firstId);
      return madeAt !== undefined && madeAt < id;
    },
  };
}
