import type { Db } from "../../db/connection.ts";
import type { Only } from "./only.ts";
import type { Own } from "./own-rows.ts";
import { removeNew, type Hindrance } from "./remove-new.ts";
import { dropStranded } from "../items/stranded.ts";
import { keyOf, tableOfChange, takeBack, wholeRow, type Stayed } from "./take-back.ts";
import { listChosenAnew, listMergedAway } from "./merged-away.ts";
import { dropLostEditions } from "./owned-edition.ts";
import { findTwin, listStrandedAgain, removedTracks } from "./twins.ts";
import type { KeptChange } from "./tree.ts";

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
  const taking = { runId, stayed };
  const wanted = only ? changes.filter((change) => isWanted(db, change, only)) : changes;
  const waiting: KeptChange[] = [];
  const blocked = new Set<string>();
  for (const change of wanted) {
    if (change.kind === "created" || change.kind === "returned" || own.made(change)) continue;
    const row = `${change.table} ${change.firstId ?? JSON.stringify(change.key)}`;
    // Its unique value may still be held by a row that goes in a moment, or what it hangs on comes only then.
    if (blocked.has(row) || !takeBack(db, change, taking)) {
      blocked.add(row);
      waiting.push(change);
    }
  }
  const displaced = tracksPlacedBy(db, wanted);
  const merged = only ? [] : [...listMergedAway(db, runId, wanted), ...listChosenAnew(db, runId, wanted)];
  const hindrances = [...merged, ...removeNew(db, { runId, changes: wanted, own, only, now })];
  if (hindrances.length > 0) return { stayed, hindrances, ids: [] };
  for (const change of waiting) {
    const twin = findTwin(db, { runId, changes: wanted }, change);
    if (twin) hindrances.push(twin);
    else if (!takeBack(db, change, taking)) stayed.push(wholeRow(change));
  }
  if (hindrances.length === 0) hindrances.push(...listStrandedAgain(db, { runId, changes: wanted, stayed }));
  // Others' tracks that had nothing but these files and places any more, and those that came back to nothing.
  if (hindrances.length === 0) dropStranded(db, [...displaced, ...removedTracks(wanted)]);
  if (hindrances.length === 0) stayed.push(...dropLostEditions(db, wanted));
  // What is left of a range is still to be undone.
  const ids = wanted.filter(({ kind }) => kind === "updated" || kind === "removed").map(({ id }) => id);
  return { stayed, hindrances, ids };
}

/** The tracks to which these changes gave a file or a place. */
function tracksPlacedBy(db: Db, changes: readonly KeptChange[]): Set<number> {
  const placed = new Set<number>();
  for (const change of changes) {
    const { kind, table: name, firstId, lastId } = change;
    if (kind !== "created" || (name !== "files" && name !== "release_tracks") || firstId === null) continue;
    const table = tableOfChange(change);
    for (let id = firstId; id <= lastId!; id++) {
      const trackId = table.get(db, table.keyOfId(id))?.["track_id"];
      if (typeof trackId === "number") placed.add(trackId);
    }
  }
  return placed;
}

function isWanted(db: Db, change: KeptChange, only: Only): boolean {
  const table = tableOfChange(change);
  if (change.kind === "removed") return only(table, change.old!);
  if (change.kind === "updated" || change.firstId === null || change.firstId === change.lastId) {
    const row = table.get(db, keyOf(change));
    return row !== undefined && only(table, row);
  }
  return true; // a range: looked at row by row when it goes
}
