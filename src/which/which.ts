import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/item-types.ts";
import { itemRedirect } from "../library/identity/redirects.ts";
import { findByBareIdentifier, findByWordsOfIdentifier } from "./by-identifier.ts";
import { findByTitle } from "./by-title.ts";
import { namedItem, type NamedItem } from "./item.ts";

/** Which item of the library a person means. */
export type Which =
  | {
      kind: "one";
      item: NamedItem;
      /** The id that was typed, where that item has become this one. */
      formerId?: number;
      /** Others whose title is the number that was taken as an id. */
      alsoTitled: NamedItem[];
    }
  /** How they fit: by an identifier, by their whole title, or by its beginning. */
  | { kind: "several"; by: "identifier" | "whole" | "beginning"; items: NamedItem[] }
  /** `why`: what was typed is an identifier with a flaw. */
  | { kind: "none"; why?: string };

/**
 * Entity resolution within the library: an id (also one that was merged away), an MBID, an address or any identifier known, then
 * the whole title, then its beginning. It never chooses among several.
 */
export function whichItem(db: Db, itemType: ItemType, words: string): Which {
  const text = words.trim();
  if (text === "") return { kind: "none" };
  const isNumber = /^[1-9]\d{0,14}$/.test(text);
  const numbered = isNumber ? byId(db, itemType, Number(text)) : undefined;
  if (numbered) {
    const titled = findByTitle(db, itemType, text, { onlyWhole: true })?.ids ?? [];
    const others = titled.filter((id) => id !== numbered.item.id);
    return { ...numbered, alsoTitled: itemsOf(db, itemType, others) };
  }
  const identified = findByWordsOfIdentifier(db, itemType, text);
  if (identified && identified.ids.length > 0) return among(db, itemType, "identifier", identified.ids);
  // A bare number may be a title all the same; an address or an MBID never is.
  if (identified && !/^[\d\s-]+$/.test(text))
    return { kind: "none", ...(identified.why !== undefined && { why: identified.why }) };
  const titled = findByTitle(db, itemType, text, { onlyWhole: isNumber });
  if (titled) return among(db, itemType, titled.fit, titled.ids);
  const numberedSo = isNumber && text.length < 5 ? [] : findByBareIdentifier(db, itemType, text);
  return among(db, itemType, "identifier", numberedSo);
}

function byId(db: Db, itemType: ItemType, id: number): (Which & { kind: "one" }) | undefined {
  const item = namedItem(db, itemType, id);
  if (item) return { kind: "one", item, alsoTitled: [] };
  const becameId = itemRedirect(db, itemType, id);
  const became = becameId === undefined ? undefined : namedItem(db, itemType, becameId);
  return became && { kind: "one", item: became, formerId: id, alsoTitled: [] };
}

function among(db: Db, itemType: ItemType, by: "identifier" | "whole" | "beginning", ids: number[]): Which {
  const items = itemsOf(db, itemType, ids);
  if (items.length > 1) return { kind: "several", by, items };
  return items[0] ? { kind: "one", item: items[0], alsoTitled: [] } : { kind: "none" };
}

const itemsOf = (db: Db, itemType: ItemType, ids: number[]): NamedItem[] =>
  ids.flatMap((id) => namedItem(db, itemType, id) ?? []);
