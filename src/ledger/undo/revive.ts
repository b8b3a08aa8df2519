import type { Db } from "../../db/connection.ts";
import { statement, type Prepared } from "../../db/statement.ts";
import type { StoredValues } from "../../library/write/change-log.ts";
import type { IdentifierKind } from "../../facts.ts";
import { findOwner } from "../../library/identity/identifiers.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import { isExact } from "../../refs.ts";
import { lastRemovalOf } from "../history/last-removal.ts";
import { isItselfAgain } from "../items/redirect.ts";
import { ledgerTables, type LedgerTable } from "../tables.ts";
import { makerOf } from "./lives.ts";
import { shared, toldOf } from "./needless.ts";

const selectRemoved = statement<[entryId: number], { table: string; old: string }>(
  `SELECT table_name AS "table", old FROM ledger_changes WHERE entry_id = ? AND kind = 'removed'`,
);
/** What is the same again by what it is, whoever brought it: a picture with this content, a genre with this name. */
const sameAgain: Readonly<Record<string, Prepared<[former: StoredValues], { id: number }>>> = {
  artworks: statement("SELECT id FROM artworks WHERE sha256 = @sha256"),
  categories: statement("SELECT id FROM categories WHERE kind = @kind AND name = @name"),
};

/**
 * What many share (an artist, a genre, a picture) went with the undo of its maker while a row that needs it was out of the library. When that
 * row comes back, so does the parent, with its names, identifiers and links; it goes again with the last that needs it. One that was
 * brought anew meanwhile is that one, and one that was made another is the other. @returns its id by now; undefined where it never was there, or a person took it out.
 */
export function revive(db: Db, name: string, id: number): number | undefined {
  const table = ledgerTables.get(name)!;
  if (table.get(db, { id })) return id;
  const became = name === "artists" ? itemRedirect(db, "artist", id) : undefined;
  if (became !== undefined && table.get(db, { id: became })) return became;
  const removal = shared.has(name) ? lastRemovalOf(db, name, id) : undefined;
  if (!removal) return undefined;
  const { old: former } = removal;
  const same = sameAgain[name]?.(db).get(former);
  if (same) return same.id;
  if (makerOf(db, name, id)?.undoneBy == null) return undefined;
  const told = toldThen(db, removal.entryId, `${name} ${id}`);
  for (const {
    table: { name: of },
    row,
  } of told) {
    const kind = row["kind"] as IdentifierKind;
    const isExactly = of === "identifiers" && isExact(kind, "artist");
    const holder = isExactly ? findOwner(db, "artist", { kind, value: String(row["value"]) }) : undefined;
    if (holder !== undefined) return holder;
  }
  table.insert(db, former);
  isItselfAgain(db, name, id);
  for (const { table: child, row } of told) {
    const whole = withParents(db, child, row);
    if (whole && !child.get(db, child.keyOf(row))) child.insert(db, whole);
  }
  return id;
}

/** A row with what it needs as that is by now; undefined where something of that is not to be had. */
function withParents(db: Db, { parents }: LedgerTable, row: StoredValues): StoredValues | undefined {
  const whole = { ...row };
  for (const { column, table } of parents.filter((parent) => row[parent.column] != null)) {
    const id = revive(db, table, Number(row[column]));
    if (id === undefined) return undefined;
    whole[column] = id;
  }
  return whole;
}

/** What told of it went in the same run. */
const toldThen = (db: Db, entryId: number, of: string): { table: LedgerTable; row: StoredValues }[] =>
  selectRemoved(db)
    .all(entryId)
    .map(({ table, old }) => ({ table: ledgerTables.get(table)!, row: JSON.parse(old) as StoredValues }))
    .filter(({ table, row }) => toldOf(table, row) === of);
