import type { Db } from "../../db/connection.ts";
import type { Only } from "./only.ts";
import type { Own } from "./own-rows.ts";
import type { Hindrance } from "./hindrance.ts";
import { removeNew } from "./remove-new.ts";
import { dropStranded } from "../items/stranded.ts";
import { keyOf, tableOfChange, takeBack, wholeRow, type Stayed, type Taking } from "./take-back.ts";
import { listChosenAnew, listMergedAway, listMergedOn } from "./merged-away.ts";
import { dropLostEditions, withdrawMovedWords } from "./owned-edition.ts";
import { findLost, findTakenParent, findTwin, listStrandedAgain, removedTracks } from "./twins.ts";
import { rowName, type KeptChange } from "./tree.ts";

export interface TreeUndone {
  stayed: Stayed[];
  hindrances: Hindrance[];
  /** Of the changes that were taken back as such. */
  ids: number[];
}

export interface Undoing {
  runId: number;
  changes: readonly KeptChange[];
  own: Own;
  only: Only | undefined;
  now: number;
}

/**
 * Takes back what a command and its jobs changed (`changesOfTree`; of that, what `only` names): first rows that changed or went, newest
 * first, then rows that were new, those that hang on others first. Within a transaction of the caller's, who rolls it back where there
 * are hindrances.
 */
export function undoTree(db: Db, { runId, changes, own, only, now }: Undoing): TreeUndone {
  const stayed: Stayed[] = [];
  const taking = { runId, stayed, isLast: false };
  const wanted = only ? changes.filter((change) => isWanted(db, change, only)) : changes;
  const others = wanted.filter(({ kind }) => kind === "updated" || kind === "removed");
  const mergedOn = only ? [] : listMergedOn(db, runId, wanted);
  let waiting = takeWaitingBack(
    db,
    others.filter((change) => !own.made(change)),
    taking,
  );
  const displaced = tracksPlacedBy(db, wanted);
  const merged = only ? [] : [...listMergedAway(db, runId, wanted), ...listChosenAnew(db, runId, wanted)];
  const settle = (): void => {
    waiting = takeWaitingBack(db, waiting, taking);
  };
  const removing = { runId, changes: wanted, own, only, now, settle };
  const hindrances = [...mergedOn, ...merged, ...removeNew(db, removing)];
  if (hindrances.length > 0) return { stayed, hindrances, ids: [] };
  for (const change of takeWaitingBack(db, waiting, taking)) {
    const inWay = findTwin(db, { runId, changes: wanted }, change) ?? findTakenParent(db, runId, change);
    if (inWay) hindrances.push(inWay);
    if (inWay || takeBack(db, change, { ...taking, isLast: true })) continue;
    const lost = findLost(db, change);
    if (lost) hindrances.push(lost);
    else stayed.push(wholeRow(change));
  }
  if (hindrances.length === 0) hindrances.push(...listStrandedAgain(db, { runId, changes: wanted, stayed }));
  // Others' tracks that had nothing but these files and places any more, and those that came back to nothing.
  if (hindrances.length === 0) dropStranded(db, [...displaced, ...removedTracks(wanted)]);
  if (hindrances.length === 0) {
    stayed.push(...dropLostEditions(db, wanted));
    withdrawMovedWords(db, { runId, changes: wanted, now });
  }
  // What is left of a range is still to be undone.
  return { stayed, hindrances, ids: others.map(({ id }) => id) };
}

/**
 * Changes as such, the newest first. @returns those that have to wait: a unique value may still be held by a row that goes in a moment, or
 * what a row hangs on comes only then; and older changes of the same row.
 */
function takeAllBack(db: Db, changes: readonly KeptChange[], taking: Taking): KeptChange[] {
  const waiting = new Set<string>();
  return changes.filter((change) => {
    const row = rowName(change);
    if (!waiting.has(row) && takeBack(db, change, taking)) return false;
    waiting.add(row);
    return true;
  });
}

/** Again and again, as long as some of them come back: one may wait for another. @returns those that never do. */
function takeWaitingBack(db: Db, waiting: readonly KeptChange[], taking: Taking): readonly KeptChange[] {
  if (waiting.length === 0) return waiting;
  const left = takeAllBack(db, waiting, taking);
  return left.length < waiting.length ? takeWaitingBack(db, left, taking) : left;
}

/** The tracks to which these changes gave a file or a place, a new one or another's. */
function tracksPlacedBy(db: Db, changes: readonly KeptChange[]): Set<number> {
  const placed = new Set<number>();
  for (const change of changes) {
    const { kind, table: name, firstId, lastId, new: now } = change;
    if ((name !== "files" && name !== "release_tracks") || firstId === null) continue;
    if (kind === "updated" && now?.["track_id"] != null) placed.add(Number(now["track_id"]));
    if (kind !== "created") continue;
    const table = tableOfChange(change);
    for (let id = firstId; id <= lastId!; id++) {
      const trackId = table.get(db, table.keyOfId(id))?.["track_id"];
      if (typeof trackId === "number") placed.add(trackId);
    }
  }
  return placed;
}

/** Of what was made it is asked row by row, when it goes: only then all is back that tells whose it is. */
function isWanted(db: Db, change: KeptChange, only: Only): boolean {
  const table = tableOfChange(change);
  if (change.kind === "removed") return only(table, change.old!);
  if (change.kind !== "updated") return true;
  const row = table.get(db, keyOf(change));
  return row !== undefined && only(table, row);
}
