import type { Db } from "./connection.ts";

/** Whoever is behind the writes of a connection: an entry of the ledger. */
export interface Behind {
  /** Runs `write` within the caller's transaction, and notes in the same what it wrote. */
  note<T>(write: () => T): T;
  /** Its number, given to it at the first need. Within a transaction, or in a statement of its own. */
  entryId(): number;
  /** Its number, if it has one; undefined while it has written nothing. */
  writtenId(): number | undefined;
}

const current = new WeakMap<Db["$client"], Behind>();

/** From now on this is who writes with the connection; undefined: nobody notes it. @returns who it was before. */
export function setBehind({ $client }: Db, behind: Behind | undefined): Behind | undefined {
  const before = current.get($client);
  if (behind) current.set($client, behind);
  else current.delete($client);
  return before;
}

type Write = (write: () => unknown) => unknown;
type Transaction = Write & { immediate: Write };
const transactions = new WeakMap<Db["$client"], Transaction>();

/**
 * Runs what it is given as all or nothing: `immediate` in a transaction, called within one as a savepoint of it. Made once for a
 * connection: making it costs as much as several rows.
 */
export function transactionOf({ $client }: Db): Transaction {
  let made = transactions.get($client);
  if (!made) transactions.set($client, (made = transactionFor($client)));
  return made;
}

/** Every transaction that writes music passes here: who is behind it notes what is written. */
const transactionFor = ($client: Db["$client"]): Transaction =>
  $client.transaction((write: () => unknown) => {
    const behind = current.get($client);
    return behind ? behind.note(write) : write();
  });

/** Runs `write` as somebody else's, for instance a job's among others of one process. */
export function writeAs<T>(db: Db, behind: Behind, write: () => T): T {
  const before = setBehind(db, behind);
  try {
    return behind.note(write);
  } finally {
    setBehind(db, before);
  }
}

/** The entry behind what is written now; undefined where nobody notes it. */
export function entryBehind({ $client }: Db): number | undefined {
  return current.get($client)?.entryId();
}

/** The same, only where it has written something. */
export function writtenEntry({ $client }: Db): number | undefined {
  return current.get($client)?.writtenId();
}
