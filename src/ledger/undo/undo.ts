import type { Db } from "../../db/connection.ts";
import { createBuffer, type Noted } from "../entries/buffer.ts";
import { noteInto } from "../entries/entry.ts";
import { findRestored } from "../entries/restored.ts";
import { handTracksOver } from "../items/hand-over.ts";
import { changedNothing } from "../history/changed-nothing.ts";
import { getRun, noRun, type TableChange } from "../history/history.ts";
import { ledgerTables } from "../tables.ts";
import type { OnlyItem } from "./only.ts";
import { cancelJobsOfRun, cancelLostJobs, listRunning, takeJobsBack } from "../items/queued-jobs.ts";
import type { Hindrance } from "./hindrance.ts";
import type { Stayed } from "./take-back.ts";
import { markStanding, markUndone, markUndoneAgain } from "./marks.ts";
import { keepMadeOneApart, readMadeOne } from "./told-apart.ts";
import { changesOfTree, madeIn, type KeptChange } from "./tree.ts";
import { hindered, refuse, sealed, tornApart, untouched, wasRestored } from "./refusals.ts";
import { goneBefore, removeNeedless } from "./needless.ts";
import { ownRows } from "./own-rows.ts";
import { rowsByTable } from "./rows-by-table.ts";
import { findTornPair } from "./torn.ts";
import { undoTree, type TreeUndone } from "./undo-tree.ts";

export interface UndoOptions {
  /** Later commands whose rows are in the way are undone first. */
  withLater: boolean;
  /** Only what belongs to one item. */
  only: OnlyItem | undefined;
  now: number;
  /** The undo's own entry. */
  entryId: () => number;
  /** What a run did beside the music (decisions) is taken back by the room that knows of it, through the writing door. */
  takeBackBeside: (runId: number) => void;
}

export interface Undone {
  /** The commands that were taken back, the newest first. */
  undone: { id: number; command: string }[];
  /** Rows of the music that went, came back, and have their former values. */
  removed: number;
  returned: number;
  restored: number;
  /** The same by table: `removed`, `returned`, `updated`. */
  changes: TableChange[];
  /** What a later command changed as well: it stays. */
  stayed: Stayed[];
  cancelledJobs: number[];
  /** What the run had cancelled, and is to be done after all. */
  requeuedJobs: number[];
  /** Questions whose decision was taken back, and, of an undo that is undone, whose decision holds again. */
  reopenedQuestions: number;
  decidedQuestions: number;
}

/**
 * Takes back a command with all its jobs. Within a transaction: it throws where that can't be done, and nothing is changed. Of a run that
 * changed nothing nothing is written, either: `undone` is empty.
 * @throws UserError for a run that is unknown, runs, was undone, is sealed, or has rows of others hanging on it, and where
 * it changed nothing of the one item, or made that one with another.
 */
export function undoRun(db: Db, runId: number, options: UndoOptions): Undone {
  const counts = { removed: 0, returned: 0, restored: 0, reopenedQuestions: 0, decidedQuestions: 0 };
  const lists = { stayed: [], cancelledJobs: [], requeuedJobs: [] };
  const result: Undone = { undone: [], ...counts, changes: [], ...lists };
  const run = check(db, runId);
  if (!options.only && changedNothing(db, runId)) return result;
  if (!undoOne(db, run, options, result, [])) throw untouched(runId, changesOfTree(db, runId), options.only!);
  // Only now it is known which runs and albums stand.
  for (const { id } of result.undone) takeCancelledBack(db, id, options, result);
  addTo(result.cancelledJobs, cancelLostJobs(db, options.now));
  result.stayed = result.stayed.filter((each) => isStillThere(db, each));
  return result;
}

/** A value that stayed when one run was undone may have gone with the next. */
function isStillThere(db: Db, { table, id, column }: Stayed): boolean {
  const { get, keyOfId } = ledgerTables.get(table)!;
  return column === null || id === null || get(db, keyOfId(id)) !== undefined;
}

/**
 * `before`: the runs that wait for this one to be undone, the one that was asked for first.
 * @returns false where the run changed nothing of the one item.
 */
function undoOne(
  db: Db,
  { id: runId, command }: CheckedRun,
  options: UndoOptions,
  result: Undone,
  before: readonly number[],
): boolean {
  let changes = changesOfTree(db, runId);
  if (!isMapped(changes)) throw sealed(runId);
  const { entryId, withLater, only } = options;
  const torn = only && findTornPair(db, changes, only);
  if (torn) throw tornApart(db, runId, torn);
  const path = [...before, runId];
  const cancelled = cancelJobsOf(db, runId, options);
  addTo(result.cancelledJobs, cancelled);
  for (let tries = 0; ; tries++) {
    const { hindrances, touched } = attempt(db, { runId, changes }, options, result);
    if (hindrances.length === 0) {
      if (only && touched + cancelled.length === 0) return false;
      break;
    }
    if (!withLater || tries > 50 || hindrances.some((each) => each.run === null))
      throw hindered(db, path[0]!, hindrances, { only, isKnot: false });
    const [latest] = [...new Set(hindrances.map((each) => each.run!))].sort((a, b) => b - a);
    // Two that hang on each other: neither can go first. Of one item, a later run may have to go as a whole.
    if (path.includes(latest!) || !undoOne(db, check(db, latest!), options, result, path))
      throw hindered(db, runId, hindrances, { only, isKnot: true });
    changes = changesOfTree(db, runId); // what some of them would bring back may be another value now
  }
  // Of a run of which one item was taken back the rest stands, and so does what an undo undid.
  if (!only) {
    markUndone(db, entryId(), { table: "ledger_entries", id: runId });
    markStanding(db, entryId(), runId);
  }
  result.undone.push({ id: runId, command });
  return true;
}

/** Items other than albums have no jobs of their own. */
const hasJobs = (only: OnlyItem | undefined): boolean => !only || only.itemType === "album";

/** All that wait; of one item, those of that album. */
function cancelJobsOf(db: Db, runId: number, { only, now }: UndoOptions): number[] {
  return hasJobs(only) ? cancelJobsOfRun(db, runId, only?.id, now) : [];
}

/** What a run had cancelled waits again, and what it had queued again does not. */
function takeCancelledBack(db: Db, runId: number, { only, now }: UndoOptions, result: Undone): void {
  if (!hasJobs(only)) return;
  const { cancelled, queued } = takeJobsBack(db, runId, only?.id, now);
  addTo(result.cancelledJobs, cancelled);
  addTo(result.requeuedJobs, queued);
}

/** One by one: a call takes some hundred thousand arguments at the most, and jobs may be more. */
function addTo<Value>(list: Value[], more: readonly Value[]): void {
  for (const each of more) list.push(each);
}

class Hindered extends Error {
  readonly hindrances: Hindrance[];

  constructor(hindrances: Hindrance[]) {
    super("rows of others");
    this.hindrances = hindrances;
  }
}

/**
 * All of it, or nothing. @returns how many rows that touched, or why it can't be done. A savepoint only where another attempt may follow: else the caller's transaction does, and each statement within
 * a savepoint walks through all pages that were changed since it began (the statement journal is in memory), which is quadratic.
 */
function attempt(
  db: Db,
  { runId, changes }: { runId: number; changes: readonly KeptChange[] },
  { only, entryId, now, withLater, takeBackBeside }: UndoOptions,
  result: Undone,
): { hindrances: Hindrance[]; touched: number } {
  const buffer = createBuffer({ returning: true });
  try {
    const undo = (): TreeUndone =>
      noteInto(db, buffer, entryId, () => {
        if (only) freeShared(db, runId, only, now);
        else markUndoneAgain(db, entryId(), runId);
        const own = ownRows(db, changes);
        const madeOne = readMadeOne(db, changes, own);
        const undone = undoTree(db, { runId, changes, own, only: only?.owns, now });
        if (undone.hindrances.length > 0) throw new Hindered(undone.hindrances);
        const gone = only ? [] : goneBefore(db, changes);
        removeNeedless(db, [...buffer.noted(), ...gone], only ? undefined : runId);
        keepMadeOneApart(db, madeOne, now);
        if (!only) takeBackBeside(runId);
        return undone;
      });
    const tree = withLater ? db.$client.transaction(undo)() : undo();
    const { created, updated, removed } = buffer.counts();
    const touched = created + updated + removed + tree.stayed.length + tree.ids.length;
    result.returned += created;
    result.restored += updated;
    result.removed += removed;
    result.changes.push(...rowsByTable(buffer.noted()));
    addTo(result.stayed, tree.stayed);
    const states = statesOfQuestions(buffer.noted());
    result.reopenedQuestions += states.filter((state) => state === "open").length;
    result.decidedQuestions += states.filter((state) => state !== "open").length;
    if (only) for (const id of tree.ids) markUndone(db, entryId(), { table: "ledger_changes", id });
    return { hindrances: [], touched };
  } catch (error) {
    if (error instanceof Hindered) return { hindrances: error.hindrances, touched: 0 };
    throw error;
  }
}

/** What questions are now whose state changed. */
const statesOfQuestions = (noted: readonly Noted[]): unknown[] =>
  noted.flatMap(({ table, new: now }) => (table === "review_questions" ? (now?.["state"] ?? []) : []));

/** An album that goes alone leaves to others what they have of it as well. */
function freeShared(db: Db, runId: number, { itemType, id }: OnlyItem, now: number): void {
  if (itemType === "album" && madeIn(db, runId, "albums", id)) handTracksOver(db, id, now);
}

interface CheckedRun {
  id: number;
  command: string;
}

function check(db: Db, runId: number): CheckedRun {
  const run = getRun(db, runId);
  if (!run) throw noRun(runId);
  if (run.kind === "job" && run.rootId !== null && run.rootId !== runId)
    throw refuse(`run ${runId} is a job of run ${run.rootId}`, `importer undo ${run.rootId}`);
  if (run.undoneBy !== null)
    throw refuse(`run ${runId} was undone already, by run ${run.undoneBy}`, `importer undo ${run.undoneBy}`);
  if (run.outcome === "running")
    throw refuse(`run ${runId} is at work: ${run.command}`, "stop it, or wait until it has ended");
  const restored = findRestored(db, runId);
  if (restored) throw wasRestored(runId, restored);
  const running = listRunning(db, runId);
  if (running.length > 0) {
    const named = running.map(({ id, kind }) => `${id} (${kind})`).join(", ");
    throw refuse(`jobs of run ${runId} are at work: ${named}`, `importer jobs cancel ${running[0]!.id}`);
  }
  return run;
}

/** A change of the schema seals what names a table or column that is no more. */
function isMapped(changes: readonly KeptChange[]): boolean {
  return changes.every(({ table: name, old, new: now, key }) => {
    const table = ledgerTables.get(name);
    const isColumn = (each: string): boolean => table!.columns.some((column) => column.name === each);
    return table && [old, now, key].every((row) => Object.keys(row ?? {}).every(isColumn));
  });
}
