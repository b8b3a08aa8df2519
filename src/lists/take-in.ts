import type { Db } from "../db/connection.ts";
import type { ImportContext } from "../importers/context.ts";
import { ensureList, finishReading, getList, removeList, type ListRecord } from "./lists.ts";
import { hashOfRow, type ListEntry } from "./reading/entry.ts";
import { forgetReadRows, saveRow, takeReadRows } from "./rows.ts";

const rowsAtOnce = 1000;

export interface Intake {
  /** Where lists are kept. */
  db: Db;
  transact: ImportContext["transact"];
  now: () => number;
  signal?: AbortSignal | undefined;
}

/**
 * Reads a list into the library: a row that says what one said before is that row, with all that was decided. Only a reading
 * that came to its end counts: one that fails or is killed leaves the list as it was, and a new list is not there.
 */
export async function takeIn(
  intake: Intake,
  name: string,
  entries: Iterable<ListEntry> | AsyncIterable<ListEntry>,
): Promise<ListRecord> {
  const { db, transact, now } = intake;
  const list = await transact(() => {
    const ensured = ensureList(db, name, now());
    forgetReadRows(db, ensured.id);
    return ensured;
  });
  const reading = list.reading + 1;
  try {
    await saveEntries(intake, list.id, reading, entries);
  } catch (error) {
    await transact(() => (list.reading === 0 ? removeList(db, list.id) : forgetReadRows(db, list.id)));
    throw error;
  }
  await transact(() => {
    takeReadRows(db, list.id);
    finishReading(db, list.id, reading);
  });
  return getList(db, list.id)!;
}

async function saveEntries(
  { db, transact, signal }: Intake,
  listId: number,
  reading: number,
  entries: Iterable<ListEntry> | AsyncIterable<ListEntry>,
): Promise<void> {
  let waiting: ListEntry[] = [];
  const save = (): void => {
    for (const { number, line, raw, words, skip } of waiting) {
      const hash = hashOfRow(skip === undefined ? words : { text: `skipped: ${raw}` });
      const said = { words: JSON.stringify(words), why: skip ?? null };
      const state = skip === undefined ? "open" : "skipped";
      saveRow(db, { listId, number, line, raw, hash, state, reading, ...said });
    }
  };
  for await (const entry of entries) {
    waiting.push(entry);
    if (waiting.length < rowsAtOnce) continue;
    await transact(save);
    waiting = [];
    signal?.throwIfAborted();
  }
  if (waiting.length > 0) await transact(save);
}
