import type { Db } from "../../db/connection.ts";
import type { Identifier } from "../../facts.ts";
import { dropStranded } from "../../ledger/stranded.ts";
import { findByIdentifier } from "../../library/identifiers.ts";
import { listBetween } from "../../library/kept-apart.ts";
import { currentId } from "../../library/redirects.ts";
import { listReleases, type ReleaseRow } from "../../library/releases.ts";
import { listReleaseTracks } from "../../library/tracks.ts";
import { saveIdentifiers } from "../../library/write/identifiers.ts";
import { moveRelease } from "../../library/write/move-release.ts";
import { giveReleaseUp } from "../../library/write/release-heir.ts";
import { identifierOf, refOf, type Ref } from "../../refs.ts";
import type { Whereabouts } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { foldNamed, foldTwo } from "../upstream/fold.ts";
import { noteGone } from "../upstream/gone.ts";
import { isDoubtful } from "../upstream/inquiry.ts";
import { movedEvent } from "./foresee.ts";
import { idsAt, type Listing } from "./listing.ts";

interface Missing {
  release: ReleaseRow;
  known: Identifier;
}

/**
 * Releases of the album that a whole listing lacks: each is looked up. Another id: merged; another group: moved; the source's own
 * "none": gone; else nothing. @returns what was done about it.
 */
export async function settleMissing(context: ImportContext, listing: Listing): Promise<UpstreamEvent[]> {
  const { db } = context;
  const albumId = currentId(db, "album", listing.albumId);
  const ours = listReleases(db, albumId).flatMap((release): (Missing & { ids: Identifier[] })[] => {
    const ids = idsAt(db, listing.source, "release", release.id);
    return ids[0] && release.goneAt === null ? [{ release, known: ids[0], ids }] : [];
  });
  const missing = ours.filter(({ ids }) => !ids.some(({ value }) => listing.seen.has(value)));
  if (isDoubtful(missing.length, ours.length))
    return [doubted(listing, albumId, missing.length, ours.length)];
  const events: UpstreamEvent[] = [];
  for (const each of missing) {
    const where = await listing.inquiry.ask(refOf(each.known));
    if (where !== undefined) events.push(...(await settleOne(context, listing, each, where)));
  }
  return events;
}

async function settleOne(
  context: ImportContext,
  listing: Listing,
  missing: Missing,
  where: Whereabouts | "gone",
): Promise<UpstreamEvent[]> {
  const { db, now, transact } = context;
  const { release, known } = missing;
  if (where === "gone") {
    const event = await transact(() => noteGone(context, "release", release.id));
    return event ? [event] : [];
  }
  if (where.ref.id !== known.value) return settleMerged(context, listing, missing, where);
  const target = albumAt(db, where.album);
  if (target === undefined || target === release.albumId) return [];
  if (listBetween(db, "album", release.albumId, target).length > 0) return [];
  await transact(() => moveRelease(db, release.id, target, now()));
  return [movedEvent(release, target)];
}

/** The survivor's places count, and those recordings of the other one that were merged go along. */
async function settleMerged(
  context: ImportContext,
  { inquiry, source }: Listing,
  { release, known }: Missing,
  where: Whereabouts,
): Promise<UpstreamEvent[]> {
  const { db, now, transact } = context;
  const current: Identifier = { kind: known.kind, value: where.ref.id };
  const [heir] = findByIdentifier(db, "release", current.kind, [current.value]);
  if (heir === undefined) {
    await transact(() => saveIdentifiers(db, "release", release.id, [current, known]));
    return [];
  }
  if (heir === release.id || listBetween(db, "release", release.id, heir).length > 0) return [];
  const onHeir = new Set(listReleaseTracks(db, heir).map(({ trackId }) => trackId));
  const lost = listReleaseTracks(db, release.id).filter(({ trackId }) => !onHeir.has(trackId));
  const merged: [Identifier, Identifier][] = [];
  for (const { trackId } of lost) {
    const [id] = idsAt(db, source, "track", trackId);
    const is = id && (await inquiry.ask(refOf(id)));
    if (id && is === undefined) return []; // the next run may be told
    const latest = typeof is === "object" ? identifierOf(is.ref) : undefined;
    if (id && latest && latest.value !== id.value) merged.push([latest, id]);
  }
  return transact(() => {
    const events = merged.flatMap((pair) => foldNamed(context, "track", pair).events);
    giveReleaseUp(db, release.id, heir);
    const event = foldTwo(context, "release", release.id, heir);
    const into = currentId(db, "release", release.id);
    saveIdentifiers(db, "release", into, [current, known]);
    const target = albumAt(db, where.album);
    if (target !== undefined) moveRelease(db, into, target, now());
    dropStranded(
      db,
      lost.map(({ trackId }) => trackId),
    );
    return [...events, ...(event ? [event] : [])];
  });
}

function albumAt(db: Db, ref: Ref | undefined): number | undefined {
  const identifier = ref && identifierOf(ref);
  return identifier && findByIdentifier(db, "album", identifier.kind, [identifier.value])[0];
}

function doubted({ source }: Listing, id: number, lacking: number, all: number): UpstreamEvent {
  const says = `${source.title} lists ${lacking} of the ${all} releases of album ${id} no longer: doubted, and left as they are`;
  return { event: "doubted", what: "album", id, title: "", says };
}
