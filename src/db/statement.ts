import type Database from "better-sqlite3";
import type { Db } from "./connection.ts";

/** Prepared statement. Prepares at first use, then hands out the same statement for as long as the connection lives. */
export type Prepared<Args extends unknown[], Row> = (db: Db) => Database.Statement<Args, Row>;

/** Why a query plan may hold what `test/plans.test.ts` refuses. */
export interface PlanExcuses {
  /** Why it may read a growing table from end to end. */
  scans?: string;
  /** Why it may sort, group or deduplicate in a temporary b-tree. */
  sorts?: string;
}

/** A statement that some module defines, and that a plan test can therefore explain. */
export interface KnownStatement extends PlanExcuses {
  source: string;
}

const known: KnownStatement[] = [];

/**
 * A prepared statement, compiled once for each connection: preparing again at every call would halve the queue's speed.
 * To be defined once (in a module, or once for each of a few variants), never for each call.
 */
export function statement<Args extends unknown[] = [], Row = never>(
  source: string,
  excuses: PlanExcuses = {},
): Prepared<Args, Row> {
  known.push({ source, ...excuses });
  const prepared = new WeakMap<Db["$client"], Database.Statement<Args, Row>>();
  return ({ $client }) => {
    let found = prepared.get($client);
    if (!found) prepared.set($client, (found = $client.prepare(source) as Database.Statement<Args, Row>));
    return found;
  };
}

/** Dynamic SQL: a statement put together of what a person asked, once. Values are always bound. Its plans have tests of their own. */
export function prepareOnce<Args extends unknown[], Row>(
  { $client }: Db,
  source: string,
): Database.Statement<Args, Row> {
  return $client.prepare(source) as Database.Statement<Args, Row>;
}

/** All statements that the modules loaded so far define. */
export function knownStatements(): readonly KnownStatement[] {
  return known;
}
