import { exitCodes, mergeCommand, UserError } from "../../../errors.ts";
import type { AlbumFacts } from "../../../facts.ts";
import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import { findItemId, listIdentifiers } from "../../../library/identity/identifiers.ts";
import { isExact } from "../../../refs.ts";
import type { ImportContext } from "../../context.ts";
import { isCalled } from "../finding/called.ts";

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
      hint: `to make one of the two: ${mergeCommand("album", album.id, taken)}`,
      exitCode: exitCodes.ambiguous,
    },
  );
}

/**
 * Whether the album was another until now: by its identity at the source whose facts these are, else by one at a source that these link
 * to; where no source knows both, by its title. What files say of an edition is no identity of the album.
 */
export function isOtherIdentity(context: ImportContext, album: AlbumRow, facts: AlbumFacts): boolean {
  const { identifiers } = facts;
  const here = listIdentifiers(context.db, "album", album.id).filter(
    ({ kind }) => isExact(kind, "album") && kind !== "musicbrainz_release",
  );
  if (here.length === 0) return false;
  const shared = identifiers.find(({ kind }) => here.some((each) => each.kind === kind))?.kind;
  if (shared === undefined) return !isCalled(context, album, facts);
  return !here.some(({ kind, value }) =>
    identifiers.some((each) => each.kind === shared && kind === shared && each.value === value),
  );
}
