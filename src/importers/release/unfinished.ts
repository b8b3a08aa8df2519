import { titleOf } from "../../library/items/titles.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { findFoundRun } from "../../library/memory/runs.ts";
import { saveRun } from "../../library/write/memory/runs.ts";
import type { AlbumSource, Whereabouts } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import type { ReleaseListing } from "./listing.ts";
import { countText } from "../../counts.ts";

/**
 * Fair turns: a run may look up few ids. One that had to leave some, or was cut off, keeps what it was told, so that the next asks for
 * the others instead of the same first ones; after a run that came to its end and left none it starts anew.
 */
type Kept = Record<string, Whereabouts | "gone">;

const keptForMs = 30 * 24 * 3_600_000;
/** Under these "words" it stands among the runs of the album. */
const query = "where are they now";

const keyOf = (albumId: number, { name }: AlbumSource) =>
  ({ importer: "release", itemType: "album", itemId: albumId, query, provider: name }) as const;

/** What the last run was told, if it left some. */
export function toldBefore({ db, now }: ImportContext, albumId: number, source: AlbumSource): Kept {
  const run = findFoundRun(db, { ...keyOf(albumId, source), since: now() - keptForMs });
  return (run?.evidence as { told: Kept } | null | undefined)?.told ?? {};
}

/** @returns what to say where ids were left. */
export async function keepUnfinished(
  context: ImportContext,
  listing: ReleaseListing,
): Promise<UpstreamEvent[]> {
  const { db, now, transact } = context;
  const { inquiry, source } = listing;
  const id = currentId(db, "album", listing.albumId);
  const left = inquiry.left();
  const told = left.ids === 0 && listing.hasEnded ? {} : inquiry.answers();
  const [kept, known] = [toldBefore(context, id, source), told].map((each) => Object.keys(each).length);
  // What brought no news is not kept for longer.
  if (kept !== known) {
    const about = { dataPopulated: [], errors: [], startedAt: now(), finishedAt: now() };
    const run = { ...keyOf(id, source), ...about, outcome: "found" as const, evidence: { told } };
    await transact(() => saveRun(db, run));
  }
  if (left.ids === 0) return [];
  const says = `${countText(left.ids, "more id")} of album ${id} may be another at ${source.title}, and were not asked for: ${left.why}; to go on: importer releases ${id}`;
  return [{ event: "waits", what: "album", id, title: titleOf(db, "album", id), says }];
}
