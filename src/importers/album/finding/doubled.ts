import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import { findItemId, isNamedBy } from "../../../library/identity/identifiers.ts";
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
  const why = `it is "${facts.title}" at ${source.title}, which is album ${taken} of the library already ("${other.title}"); to make one of the two: ${mergeCommand("album", item.id, taken)}`;
  const { evidence } = answer;
  const candidates = [candidateOfAlbum(context, other)];
  return { outcome: "weak", why, candidates, ...(evidence !== undefined && { evidence }) };
}
