import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { itemRedirect } from "../../library/identity/redirects.ts";
import type { Condition, ItemQuery } from "./parse-query.ts";

/** An id that was asked for, and what it leads to. */
export interface FollowedId {
  itemType: ItemType;
  from: number;
  into: number;
}

/**
 * Identifier resolution: of the ids that a query names one by one, those that were merged away are asked for as what they are now. A range
 * names nobody.
 */
export function followMerged(db: Db, query: ItemQuery): { query: ItemQuery; followed: FollowedId[] } {
  const followed: FollowedId[] = [];
  const follow = (condition: Condition): Condition => {
    const itemType = condition.field?.isIdOf;
    if (itemType === undefined) return condition;
    const alternatives = condition.alternatives.map((each) => {
      const from = /^[1-9]\d{0,14}$/.test(each.text) ? Number(each.text) : undefined;
      const into = from === undefined ? undefined : itemRedirect(db, itemType, from);
      if (into === undefined) return each;
      followed.push({ itemType, from: from!, into });
      return { ...each, text: String(into) };
    });
    return { ...condition, alternatives };
  };
  return { query: { ...query, groups: query.groups.map((group) => group.map(follow)) }, followed };
}
