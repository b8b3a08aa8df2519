import type { Db } from "../../db/connection.ts";
import type { SearchKind } from "../../db/schema/search.ts";
import type { Sieve } from "../query/compile.ts";
import { foldForFinding } from "../query/fold-text.ts";
import { findsEnds } from "./ends.ts";
import { areTriggersThere, indexTables, unlessDamaged } from "./index-tables.ts";
import { isBegun } from "./refresh.ts";
import { tokensOfFolded, type IndexToken } from "./tokens.ts";
import { leastLetters, wordsWith } from "./vocabulary.ts";

/**
 * Sieve. A condition on a text holds where the text has those letters in a row; the full-text index knows words. It gives all items
 * whose words allow it, and what it has not read yet: the condition itself decides among these few.
 */

/** More words than these that hold some letters are no help: the items that have them are many. */
const mostWords = 500;
/** A word that no text has: the index marks others by private letters. */
const noWord = '"\ue003"';

/**
 * For one query: what it gives is right only within the transaction (a read is enough) in which it was made. Lazy: a query that asks
 * for no text looks at nothing.
 */
export function createSieve(db: Db): Sieve {
  let isRight: boolean | undefined;
  return {
    candidatesOf,
    matchOf: (alternatives) =>
      unlessDamaged(() => {
        if (!(isRight ??= isBegun(db) && areTriggersThere(db) && findsEnds(db))) return undefined;
        const each = alternatives.map(({ text, isWhole }) => matchOfPart(db, foldForFinding(text), isWhole));
        return each.includes(undefined) ? undefined : each.map((match) => `(${match})`).join(" OR ");
      }),
  };
}

/**
 * SQL of the ids among which are all items of a kind whose title or names fit a match: what the index finds, and what it has not read as it
 * is now. `match`: the parameter that holds it.
 */
function candidatesOf(kind: SearchKind, columns: string, match: string): string {
  const { table, items } = indexTables[kind];
  return `SELECT rowid AS id FROM ${table} WHERE ${table} MATCH '{${columns}} : (' || ${match} || ')'
    UNION ALL SELECT id FROM search_stale WHERE kind = '${kind}'
    UNION ALL SELECT id FROM ${items} WHERE id > (SELECT coalesce(max(up_to), 0) FROM search_marks WHERE kind = '${kind}')`;
}

/** A word of what was typed, and where what stands beside it may go on with more letters. */
interface Piece extends IndexToken {
  isOpenBefore: boolean;
  isOpenBehind: boolean;
}

function matchOfPart(db: Db, folded: string, isWhole: boolean): string | undefined {
  const needs = piecesOf(folded, isWhole).flatMap((piece) => needOf(db, piece) ?? []);
  return needs.length === 0 ? undefined : needs.join(" AND ");
}

/** Words end at spaces in whatever text; at the ends of what was typed only where it is the whole. */
function piecesOf(folded: string, isWhole: boolean): Piece[] {
  const parts = folded.split(/\s/);
  return parts.flatMap((part, place) => {
    const tokens = tokensOfFolded(part, { withSigns: false });
    return tokens.map((token, at) => ({
      ...token,
      isOpenBefore: !isWhole && place === 0 && at === 0,
      isOpenBehind: !isWhole && place === parts.length - 1 && at === tokens.length - 1,
    }));
  });
}

/** What the index must have for a piece; undefined where it need have nothing, or has too much. */
function needOf(db: Db, { words, isRun, isOpenBefore, isOpenBehind }: Piece): string | undefined {
  const [word] = words as [string];
  if (isRun) return words.length === 1 ? `"${word}"*` : `"${words.join(" ")}"`;
  if (!isOpenBefore && !isOpenBehind) return `"${word}"`;
  if ([...word].length < leastLetters) return isOpenBefore || word.length < 2 ? undefined : `"${word}"*`;
  if (!isOpenBefore) return `"${word}"*`;
  const found = wordsWith(db, word, { onlyAtEnd: !isOpenBehind, most: mostWords });
  if (found?.length === 0) return noWord;
  return found && `(${found.map((each) => `"${each}"`).join(" OR ")})`;
}
