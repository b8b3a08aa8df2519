import { exitCodes, UnavailableError, UserError } from "../../../errors.ts";
import type { ReleaseFacts } from "../../../facts.ts";
import { countText } from "../../../counts.ts";
import { findItemId } from "../../../library/identity/identifiers.ts";
import { ownRef, textOfRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { foresee } from "../../release/foresee.ts";
import type { ReleaseListing } from "../../release/listing.ts";
import { createInquiry } from "../../upstream/inquiry.ts";
import type { About } from "./editions.ts";

/**
 * An edition that is bound is a listing of one release: where the library has it with other recordings, or at another album, it is asked
 * first what became of them, as for any listing. `hasFiles`: which are to be laid on its tracks.
 * @throws UnavailableError where that can't be told now, UserError where it is doubted: no file is laid on what may be another recording
 */
export async function listEdition(
  context: ImportContext,
  source: AlbumSource,
  { album, facts }: Pick<About, "album" | "facts">,
  { edition, hasFiles }: { edition: ReleaseFacts; hasFiles: boolean },
): Promise<ReleaseListing> {
  const { db } = context;
  const live = source.live ?? source;
  const ref = ownRef(facts.identifiers, "album")!;
  const listing = {
    source: live,
    ref,
    albumId: album.id,
    inquiry: createInquiry(context, live, toldWith(edition, ref)),
    seen: new Set(edition.identifiers.slice(0, 1).map(({ value }) => value)),
    hasEnded: false,
    isWhole: false,
  };
  if (context.dryRun) return listing;
  const { untold, events } = await listing.inquiry.foresee((told) => foresee(db, listing, edition, told));
  if (!hasFiles) return listing;
  const known = findItemId(db, "release", edition.identifiers);
  if (untold > 0) {
    const recordings = countText(untold, "recording");
    const says = `${source.title} can't say now what became of ${recordings} that release ${known} had: album ${album.id} is as before`;
    throw new UnavailableError(source.name, says);
  }
  const doubted = events.find(({ event }) => event === "doubted");
  if (doubted) {
    throw new UserError(`${doubted.says}; album ${album.id} is as before`, {
      hint: `for the release as it is there now: importer remove release ${known}, then the same again`,
      exitCode: exitCodes.ambiguous,
    });
  }
  return listing;
}

/** It was looked up by its own id, and of what album it is was told then. */
function toldWith(edition: ReleaseFacts, album: Ref) {
  const own = ownRef(edition.identifiers, "release");
  return own ? { [textOfRef(own)]: { ref: own, album } } : {};
}
