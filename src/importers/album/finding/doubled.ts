import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import { findItemId, isNamedBy } from "../../../library/identity/identifiers.ts";
import { hasFound } from "../../../library/memory/runs.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import type { AlbumFacts } from "../../../facts.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, type ProviderAnswer } from "../../provider.ts";
import { candidateOfAlbum } from "./candidates.ts";
import { mergeCommand } from "../../../errors.ts";

/**
 * Duplicate detection: an album that was asked for by its id turns out to be what another album of the library is. Neither is changed: it is a
 * question, with the command that makes one of the two.
 */
export function askedTwice(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow,
  answer: ProviderAnswer<AlbumFacts>,
): ProviderAnswer<AlbumFacts> {
  const facts = theFound(answer);
  const taken = facts && findItemId(context.db, "album", facts.identifiers);
  if (!facts || taken === undefined || taken === item.id) return answer;
  if (isNamedBy(context.db, "album", item.id, facts.identifiers)) return answer; // it is both there: see `foldNamed`
  const other = getAlbum(context.db, taken)!;
  const is = `it is "${facts.title}" at ${source.title}, which is album ${taken} of the library already ("${other.title}")`;
  const why = `${is}; ${whatToDo(context, item, other)}`;
  const { evidence } = answer;
  const candidates = [candidateOfAlbum(context, other)];
  return { outcome: "weak", why, candidates, ...(evidence !== undefined && { evidence }) };
}

/** What only the tags of files say of the other one may be wrong: a merge would then make one of two albums. */
function whatToDo({ db }: ImportContext, item: AlbumRow, other: AlbumRow): string {
  const merge = `to make one of the two: ${mergeCommand("album", item.id, other.id)}`;
  const isSure =
    hasFound(db, { importer: "album", itemType: "album", itemId: other.id }) ||
    foldTitle(item.title) === foldTitle(other.title);
  return isSure
    ? merge
    : `only the tags of its files say so, and it is called otherwise: decide that one first (importer review); or, ${merge}`;
}
