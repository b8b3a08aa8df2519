import type { ChangeKind } from "../../db/schema/ledger.ts";
import type { Change, StoredValues } from "../../library/write/change-log.ts";
import { isCounted, isNoted } from "../memory.ts";

/** A row of `ledger_changes` to be. */
export interface Noted {
  kind: ChangeKind;
  table: string;
  firstId: number | null;
  lastId: number | null;
  key: StoredValues | null;
  old: StoredValues | null;
  new: StoredValues | null;
  /** New rows of a table that gives out its own numbers: what the next transaction adds may go on where this ends. */
  grows?: true;
}

export interface Buffer {
  note(change: Change): void;
  /** New rows first, a range a table; then what changed and went, in its order. */
  noted(): Noted[];
  counts(): { created: number; updated: number; removed: number };
}

/** Gathers the changes of one transaction. `returning`: the rows that are new in it had been there before, and come back. */
export function createBuffer({ returning = false } = {}): Buffer {
  const ranges = new Map<string, Noted[]>();
  const others: Noted[] = [];
  const counts = { created: 0, updated: 0, removed: 0 };
  const kind = returning ? "returned" : "created";

  function noteCreated(table: string, rowid: number, key: StoredValues | undefined): void {
    const empty = { old: null, new: null };
    if (key || returning) {
      const id = key ? numberOf(key) : rowid;
      others.push({ kind, table, firstId: id, lastId: id, key: id === null ? key! : null, ...empty });
      return;
    }
    let known = ranges.get(table);
    if (!known) ranges.set(table, (known = []));
    const last = known.at(-1);
    if (last?.lastId === rowid - 1) last.lastId = rowid;
    else known.push({ kind, table, firstId: rowid, lastId: rowid, key: null, ...empty, grows: true });
  }

  /** What is new in this transaction goes as a whole when it is undone: how it came to be what it is tells nobody anything. */
  function isNew(table: string, id: number | null): boolean {
    if (id === null) return false;
    return (ranges.get(table) ?? []).some(({ firstId, lastId }) => firstId! <= id && id <= lastId!);
  }

  return {
    note(change) {
      const { table } = change;
      if (!isNoted(table, change.kind)) return;
      const counted = isCounted(table) ? 1 : 0;
      if (change.kind === "created") {
        counts.created += counted;
        return noteCreated(table, change.rowid, change.key);
      }
      const id = numberOf(change.key);
      const isAlien = !isNew(table, id);
      if (change.kind === "updated" && !isAlien) return;
      counts[change.kind] += counted;
      const about = { table, firstId: id, lastId: id, key: id === null ? change.key : null };
      const now = change.kind === "updated" ? change.new : null;
      others.push({ kind: change.kind, ...about, old: change.old, new: now });
    },
    noted: () => [...ranges.values()].flat().concat(others),
    counts: () => counts,
  };
}

/** The id of a row whose key is one number. */
function numberOf(key: StoredValues): number | null {
  const values = Object.values(key);
  return values.length === 1 && typeof values[0] === "number" ? values[0] : null;
}
