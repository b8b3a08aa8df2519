import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { ChangedMeanwhileError, exitCodes } from "../../errors.ts";
import type { Identifier } from "../../facts.ts";
import { stillThere } from "../../ledger/items/still-there.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { currentId } from "../../library/identity/redirects.ts";
import type { Ref } from "../../refs.ts";
import { refKinds } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { Inquiry } from "../upstream/inquiry.ts";

/** A source's listing of an album's releases, as far as it has come. */
export interface ReleaseListing {
  source: AlbumSource;
  /** The album's, under which it is listed. */
  ref: Ref;
  /** Library id as it was asked for; it may have become another meanwhile. */
  albumId: number;
  inquiry: Inquiry;
  /** The source's own ids of the releases that came. */
  seen: Set<string>;
  /** It came to its end: no fault cut it off. */
  hasEnded: boolean;
  /** And nothing of it was left out, or could not be read. */
  isWhole: boolean;
}

/**
 * The album that the listing is of, as it is now. Within a transaction.
 * @throws ChangedMeanwhileError where it was removed meanwhile, or bound to another identity: these releases are not its own then.
 */
export function listedAlbum(db: Db, { source, ref, albumId }: ReleaseListing): number {
  const id = currentId(db, "album", albumId);
  stillThere(db, "album", id);
  if (idsAt(db, source, "album", id).some(({ value }) => value === ref.id)) return id;
  throw new ChangedMeanwhileError(
    `album ${id} became another meanwhile: somebody else bound it, and the releases of ${ref.id} are not its own`,
    { hint: `importer releases ${id}`, exitCode: exitCodes.failed },
  );
}

/** The ids that this source has for an item, the current one first. */
export const idsAt = (db: Db, { name }: AlbumSource, itemType: ItemType, id: number): Identifier[] =>
  listIdentifiers(db, itemType, id).filter(({ kind }) => refKinds[kind].source === name);
