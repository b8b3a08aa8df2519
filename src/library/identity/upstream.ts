import { rowsBy } from "../../db/rows.ts";
import type { Db } from "../../db/connection.ts";
import { itemRedirects } from "../../db/schema/facts.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { IdentifierKind } from "../../facts.ts";
import { getAlbum } from "../items/albums.ts";
import { getArtist } from "../items/artists.ts";
import { findByIdentifier } from "./identifiers.ts";
import { keptApartOf } from "../decisions/kept-apart.ts";
import { getRelease } from "../items/releases.ts";

const formerOf = rowsBy(itemRedirects, ["itemType", "toId"]);

/** What became of an item at its source, for `importer show`; what there is nothing to say of is left out. */
export interface ShownUpstream {
  /** Since when its source has it no longer, ISO 8601. */
  goneAt?: string;
  /** Library ids that lead to it. */
  mergedFrom?: { id: number; mergedAt: string }[];
  /** What its source says that it is, and it is not: by a person's word, or until they say. */
  keptApart?: { kind: string; value: string; id: number | null; why: "undone" | "asked" }[];
}

export function showUpstream(db: Db, itemType: ItemType, id: number): ShownUpstream {
  const goneAt = goneAtOf(db, itemType, id);
  const former = formerOf.all(db, itemType, id);
  const kept = keptApartOf.all(db, itemType, id);
  return {
    ...(goneAt !== null && { goneAt: isoOf(goneAt) }),
    ...(former.length > 0 && {
      mergedFrom: former.map(({ fromId, mergedAt }) => ({ id: fromId, mergedAt: isoOf(mergedAt) })),
    }),
    ...(kept.length > 0 && {
      keptApart: kept.map(({ kind, value, why }) => {
        const [holder] = findByIdentifier(db, itemType, kind as IdentifierKind, [value]);
        return { kind, value, id: holder ?? null, why };
      }),
    }),
  };
}

function goneAtOf(db: Db, itemType: ItemType, id: number): number | null {
  switch (itemType) {
    case "album":
      return getAlbum(db, id)?.goneAt ?? null;
    case "artist":
      return getArtist(db, id)?.goneAt ?? null;
    case "release":
      return getRelease(db, id)?.goneAt ?? null;
    case "track":
      return null;
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
