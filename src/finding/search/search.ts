import type { Db } from "../../db/connection.ts";
import { searchKinds, type SearchKind } from "../../db/schema/search.ts";
import { exitCodes, UserError } from "../../errors.ts";
import type { KindName } from "../field.ts";
import { defaultColumns, findIds, linesReader, type ItemLine, type PageOfItems } from "../find.ts";
import { itemKinds } from "../kinds/kinds.ts";
import { foldForFinding } from "../query/fold-text.ts";
import { isIndexFault } from "./index-tables.ts";
import { rankHits } from "./rank.ts";
import { refreshIndex, type Refreshing } from "./refresh.ts";
import { indexTokensOf } from "./tokens.ts";

export type SearchedKind = Extract<KindName, "albums" | "artists" | "tracks">;

/** One page of each kind, and whether more follow behind it. */
export type Found = Record<SearchedKind, ItemLine[]> & { more: Record<SearchedKind, boolean> };

const kindNameOf = { album: "albums", artist: "artists", track: "tracks" } as const satisfies Record<
  SearchKind,
  SearchedKind
>;

/**
 * Full-text search: albums, artists and tracks that have all the words, in any order, the best first. What was written since the
 * last search is read into the index first; a library that can't be written is read through instead.
 * @throws UserError for words of which nothing is left to look for
 */
export async function searchLibrary(
  db: Db,
  words: string,
  page: { limit: number; offset?: number },
  refreshing: Refreshing = {},
): Promise<Found> {
  if (indexTokensOf(words).length === 0) {
    throw new UserError(`"${words}" says nothing to look for`, { hint: 'importer search "dark floyd"' });
  }
  const mayWrite = db.$client.pragma("query_only", { simple: true }) === 0 && !db.$client.readonly;
  try {
    if (mayWrite) await refreshIndex(db, refreshing);
    return foundBy(db, words, { offset: 0, ...page }, mayWrite ? rankHits : idsByReading);
  } catch (error) {
    throw explainDamage(error);
  }
}

export const nothingFound = (): Found => ({
  albums: [],
  artists: [],
  tracks: [],
  more: { albums: false, artists: false, tracks: false },
});

/** One more than the page tells whether it is the last. */
function foundBy(
  db: Db,
  words: string,
  { limit, offset }: Required<PageOfItems>,
  idsOf: typeof rankHits,
): Found {
  const found = nothingFound();
  for (const kind of searchKinds) {
    const name = kindNameOf[kind];
    const ids = idsOf(db, kind, words, { limit: limit + 1, offset });
    found[name] = [...linesReader(db, itemKinds[name], defaultColumns(itemKinds[name]))(ids.slice(0, limit))];
    found.more[name] = ids.length > limit;
  }
  return found;
}

/** Damage there takes nothing from the library: all of it can be made anew. */
function explainDamage(error: unknown): unknown {
  if (!isIndexFault(error)) return error;
  return new UserError("the index that searches use is damaged", {
    hint: "importer search --rebuild; then importer doctor, for the library itself",
    exitCode: exitCodes.failed,
    cause: error,
  });
}

function idsByReading(db: Db, kind: SearchKind, words: string, page: Required<PageOfItems>): number[] {
  const each = words.split(/\s+/).filter((word) => foldForFinding(word).trim() !== "");
  const group = each.map((text) => ({
    typed: text,
    isNegated: false,
    field: undefined,
    alternatives: [{ text, isWhole: false }],
  }));
  return [...findIds(db, itemKinds[kindNameOf[kind]], { groups: [group], order: [] }, page)];
}
