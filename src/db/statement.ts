import type Database from "better-sqlite3";
import type { Db } from "./open.ts";

/** Prepares at first use, then hands out the same statement for as long as the connection lives. */
export type Prepared<Args extends unknown[], Row> = (db: Db) => Database.Statement<Args, Row>;

/**
 * A statement that is prepared once for each connection: preparing again at every call would halve the
 * queue's speed.
 */
export function statement<Args extends unknown[] = [], Row = never>(source: string): Prepared<Args, Row> {
  const prepared = new WeakMap<Db["$client"], Database.Statement<Args, Row>>();
  return ({ $client }) => {
    let found = prepared.get($client);
    if (!found) prepared.set($client, (found = $client.prepare(source) as Database.Statement<Args, Row>));
    return found;
  };
}
