import { rowsWhere } from "../../db/rows.ts";
import { statement } from "../../db/statement.ts";
import type { Db } from "../../db/connection.ts";
import { providerRuns, type RunOutcome } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";

export type ProviderRun = Omit<typeof providerRuns.$inferInsert, "id">;
export type ProviderRunRow = typeof providerRuns.$inferSelect;
type Key = Pick<ProviderRunRow, "importer" | "itemType">;
type Importer = ProviderRunRow["importer"];

const isOfItem = "importer = ? AND item_type = ? AND item_id = ?";
const newestSince = (outcome: RunOutcome) =>
  rowsWhere<
    typeof providerRuns,
    [Importer, ItemType, itemId: number, query: string, provider: string, since: number]
  >(
    providerRuns,
    `${isOfItem} AND query = ? AND provider = ? AND outcome = '${outcome}' AND finished_at > ?`,
  );
// The pluses: by the words. An importer has half of all runs.
const selectDecided = statement<[words: string, folded: string, Importer, ItemType], { itemId: number }>(
  `
  SELECT item_id AS itemId FROM provider_runs AS led
  WHERE query IN (?, ?) AND query <> '' AND +importer = ? AND +item_type = ? AND outcome = 'found'
    AND (json_type(evidence) = 'object' OR EXISTS (
      SELECT 1 FROM provider_runs AS item
      WHERE item.importer = led.importer AND item.item_type = led.item_type AND item.item_id = led.item_id
        AND item.query = '' AND item.outcome = 'found'
        AND item.evidence ->> '$.by' IN ('search', 'an earlier choice')))
  ORDER BY finished_at DESC, id DESC LIMIT 1`,
  { sorts: "the runs of the same words" },
);
const selectOfItem = rowsWhere<typeof providerRuns, [ItemType, itemId: number]>(
  providerRuns,
  "item_type = ? AND item_id = ? AND query = ''",
  { rest: "ORDER BY finished_at DESC, id DESC", sorts: "the runs of one item" },
);
const selectFound = statement<[Importer, ItemType, itemId: number], { one: 1 }>(
  `SELECT 1 AS one FROM provider_runs WHERE ${isOfItem} AND outcome = 'found' LIMIT 1`,
);

interface ProviderKey extends Key {
  itemId: number;
  query: string;
  provider: string;
  since: number;
}

const lastRun = (outcome: RunOutcome): ((db: Db, key: ProviderKey) => ProviderRunRow | undefined) => {
  const select = newestSince(outcome);
  return (db, { importer, itemType, itemId, query, provider, since }) =>
    select.get(db, importer, itemType, itemId, query, provider, since);
};

/** Negative cache. The provider's last answer "nothing" about this item (or, with 0, these words), if after `since` (ms UTC). */
export const findAbsentRun = lastRun("absent");

/** The same of its last answer that was none of that. */
export const findFoundRun = lastRun("found");

/**
 * The item that an import of one of these words ended with, the newest. The evidence of the decision stands with the words, or
 * (version 0.1 kept none there) with the item: words that led to an item without either were never decided.
 */
export function findDecided(
  db: Db,
  { importer, itemType, words, folded }: Key & { words: string; folded: string },
): number | undefined {
  return selectDecided(db).get(words, folded, importer, itemType)?.itemId;
}

/** Newest first, without the words that led to the item. */
export function listProviderRuns(db: Db, itemType: ItemType, itemId: number): ProviderRunRow[] {
  return selectOfItem.all(db, itemType, itemId);
}

/** Whether this importer ever found the item at a source, so that more is known than its name. */
export function hasFound(db: Db, { importer, itemType, itemId }: Key & { itemId: number }): boolean {
  return selectFound(db).get(importer, itemType, itemId) !== undefined;
}
