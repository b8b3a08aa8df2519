import type { Db } from "../../db/connection.ts";
import { setBehind } from "../../db/on-behalf.ts";
import { exitCodes, InterruptedError, nameOfExitCode, type ExitCode } from "../../errors.ts";
import { createEntry } from "../../ledger/entries/entry.ts";
import type { Io } from "../io/io.ts";

async function prune(db: Db): Promise<void> {
  const { pruneLedger } = await import("../../ledger/entries/prune.ts");
  await pruneLedger(db, Date.now());
}

/** Runs `use` as an entry of the ledger: what it writes is noted as done by the command that was typed. */
export async function asEntry<T>(db: Db, io: Io, use: () => Promise<T>): Promise<T> {
  const { words = "importer", ending } = io.typed ?? {};
  const entry = createEntry(db, { kind: "command", what: words, now: Date.now });
  setBehind(db, entry);
  let outcome = "failed";
  try {
    const result = await use();
    const exitCode = typeof result === "number" ? result : (ending?.exitCode ?? exitCodes.done);
    outcome = ending?.came ?? nameOfExitCode(exitCode as ExitCode);
    return result;
  } catch (error) {
    if (error instanceof InterruptedError) outcome = "interrupted";
    throw error;
  } finally {
    // A disk that is full, or a library that is locked, is told as what it stopped.
    await entry.end(outcome).catch(() => undefined);
    setBehind(db, undefined);
    if (entry.isDue()) await prune(db).catch(() => undefined);
  }
}
