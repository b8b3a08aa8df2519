import type { Noted } from "../entries/buffer.ts";
import type { TableChange } from "../history/history.ts";
import { isCounted } from "../memory.ts";
import { rowName } from "./tree.ts";

/** How many rows of each table of the music went, came back, and have other values: each row once a kind. */
export function rowsByTable(noted: readonly Noted[]): TableChange[] {
  const seen = new Set<string>();
  const changes = new Map<string, TableChange>();
  for (const each of noted) {
    const { table, kind } = each;
    const row = `${kind} ${rowName(each)}`;
    if (!isCounted(table) || seen.has(row)) continue;
    seen.add(row);
    const name = `${kind} ${table}`;
    const rows = (changes.get(name)?.rows ?? 0) + 1;
    changes.set(name, { table, kind, rows });
  }
  return [...changes.values()];
}
