import type { Db } from "../../db/connection.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { listBetween } from "../../library/decisions/kept-apart.ts";
import type { ReleaseRow } from "../../library/items/releases.ts";
import { hasPersonsWord } from "../../library/decisions/persons-word.ts";
import { keepApart } from "../../library/write/decisions/kept-apart.ts";
import { moveRelease } from "../../library/write/items/move-release.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { mergeCommand } from "../../errors.ts";

/**
 * A release belongs to another album at its source, and here too, with its tracks and a person's word that it is their edition; but where
 * that album has such a word of its own it is a question for them. What was told apart stays. Within a transaction.
 */
export function relocate(
  { db, now }: Pick<ImportContext, "db" | "now">,
  release: ReleaseRow,
  albumId: number,
): UpstreamEvent[] {
  const { id, title, albumId: former } = release;
  if (former === albumId || listBetween(db, "album", former, albumId).length > 0) return [];
  const about = { what: "release", id, title, into: albumId } as const;
  if (goesAgainst(db, release, albumId)) {
    keepApart(db, "album", [former, albumId], { why: "asked", saidAt: now() });
    const says = `release ${id}, "${title}", is of album ${albumId} there; here it is your edition of album ${former}, and album ${albumId} has its own`;
    return [{ ...about, event: "asked", says, command: mergeCommand("album", former, albumId) }];
  }
  moveRelease(db, id, albumId, now());
  const says = `release ${id}, "${title}", belongs to album ${albumId} now, and no longer to album ${former}`;
  return [{ ...about, event: "moved", says }];
}

/** A person said that it is their edition, and another is that of the album to which it would go: by a person's word, or its files'. */
export function goesAgainst(db: Db, release: ReleaseRow, albumId: number): boolean {
  if (release.albumId === albumId || !hasPersonsWord(db, "release", release.id)) return false;
  const target = getAlbum(db, albumId);
  const isSaid = target?.ownedReleaseBy === "person" || target?.ownedReleaseBy === "file";
  return isSaid && target.ownedReleaseId !== release.id;
}
