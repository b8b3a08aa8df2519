import { exitCodes, UserError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { findItemId, listIdentifiers } from "../../library/identifiers.ts";
import type { ImportContext } from "../context.ts";

/**
 * Manual match: what another album of the library is can't become this one: they are two albums, and nothing is folded.
 * @throws UserError naming both
 */
export function refuseTaken({ db }: ImportContext, album: AlbumRow, facts: AlbumFacts): void {
  const taken = findItemId(db, "album", facts.identifiers);
  if (taken === undefined || taken === album.id) return;
  const other = getAlbum(db, taken)!;
  throw new UserError(
    `"${facts.title}" is album ${taken} of the library already ("${other.title}"), and not album ${album.id}`,
    {
      hint: `to make one of the two: importer merge album ${album.id} --into ${taken}`,
      exitCode: exitCodes.ambiguous,
    },
  );
}

/** Whether the album has another identity at the source whose facts these are. */
export function isOtherIdentity(
  { db }: ImportContext,
  album: AlbumRow,
  { identifiers }: AlbumFacts,
): boolean {
  const [own] = identifiers;
  const here = listIdentifiers(db, "album", album.id).filter(({ kind }) => kind === own?.kind);
  return (
    here.length > 0 &&
    !here.some(({ value }) => identifiers.some((each) => each.kind === own?.kind && each.value === value))
  );
}
