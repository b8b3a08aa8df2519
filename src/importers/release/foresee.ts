import type { Db } from "../../db/connection.ts";
import type { Identifier, ReleaseFacts } from "../../facts.ts";
import { dropStranded } from "../../ledger/stranded.ts";
import { findItemId } from "../../library/identifiers.ts";
import { isKeptFrom, listBetween } from "../../library/kept-apart.ts";
import { currentId } from "../../library/redirects.ts";
import { getRelease, type ReleaseRow } from "../../library/releases.ts";
import { listReleaseTracks } from "../../library/tracks.ts";
import { markGone } from "../../library/write/gone.ts";
import { saveIdentifiers } from "../../library/write/identifiers.ts";
import { moveRelease } from "../../library/write/move-release.ts";
import { saveRelease } from "../../library/write/releases.ts";
import type { Saved } from "../../library/write/saved.ts";
import { identifierOf, refOf } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { foldNamed } from "../upstream/fold.ts";
import { isDoubtful } from "../upstream/inquiry.ts";
import { idsAt, type Foreseen, type Listing } from "./listing.ts";

/** Reasons to ask where ids are now: the library has the release at another album, or recordings on it that are not listed. */
export async function foresee(
  { db }: ImportContext,
  listing: Listing,
  facts: ReleaseFacts,
): Promise<Foreseen> {
  const foreseen: Foreseen = {
    albums: [],
    recordings: [],
    comesHere: false,
    keepsTracks: false,
    events: [],
  };
  const id = findItemId(db, "release", facts.identifiers);
  const release = id === undefined ? undefined : getRelease(db, id);
  if (!release) return foreseen;
  const albumId = currentId(db, "album", listing.albumId);
  if (release.albumId !== albumId) await foreseeMove({ db }, listing, { release, albumId }, foreseen);
  await foreseeRecordings({ db }, listing, { release, facts }, foreseen);
  return foreseen;
}

/** Another album has it: the two were merged, or this release moved. What was told apart stays where it is. */
async function foreseeMove(
  { db }: Pick<ImportContext, "db">,
  { source, inquiry, ref }: Listing,
  { release, albumId }: { release: ReleaseRow; albumId: number },
  foreseen: Foreseen,
): Promise<void> {
  if (listBetween(db, "album", albumId, release.albumId).length > 0) return;
  const own = [ref.id, ...idsAt(db, source, "album", albumId).map(({ value }) => value)];
  for (const id of [release.albumId, albumId]) {
    const [known] = idsAt(db, source, "album", id);
    const where = known && (await inquiry.ask(refOf(known)));
    const current = typeof where === "object" ? identifierOf(where.ref) : undefined;
    if (known && current && current.value !== known.value) foreseen.albums.push([current, known]);
  }
  if (foreseen.albums.length > 0) return;
  const [known] = idsAt(db, source, "release", release.id);
  const where = known && (await inquiry.ask(refOf(known)));
  foreseen.comesHere = typeof where === "object" && own.includes(where.album?.id ?? "");
}

async function foreseeRecordings(
  { db }: Pick<ImportContext, "db">,
  { source, inquiry }: Listing,
  { release, facts }: { release: ReleaseRow; facts: ReleaseFacts },
  foreseen: Foreseen,
): Promise<void> {
  const places = listReleaseTracks(db, release.id);
  const lost = lostRecordings(places, facts, (trackId) => idsAt(db, source, "track", trackId));
  if (isDoubtful(lost.length, places.length)) {
    foreseen.keepsTracks = true;
    const says = `release ${release.id}, "${release.title}", lacks ${lost.length} of the ${places.length} recordings that it had there: doubted, and left as they are`;
    const { id, title } = release;
    foreseen.events.push({ event: "doubted", what: "release", id, title, says });
    return;
  }
  for (const known of lost) {
    const where = await inquiry.ask(refOf(known));
    if (where === undefined) foreseen.keepsTracks = true;
    const current = typeof where === "object" ? identifierOf(where.ref) : undefined;
    if (!current || current.value === known.value) continue;
    if (areToldApart(db, current, known)) foreseen.keepsTracks = true;
    else foreseen.recordings.push([current, known]);
  }
}

/** A person took back that the two recordings are one. */
function areToldApart(db: Db, current: Identifier, known: Identifier): boolean {
  const id = findItemId(db, "track", [known])!;
  return isKeptFrom(db, "track", id, [current]);
}

/** The ids of recordings that would lose their place. Media that are not listed, or not whole, keep theirs. */
function lostRecordings(
  places: { medium: number; position: number; trackId: number }[],
  { media, isCut }: ReleaseFacts,
  idsOf: (trackId: number) => Identifier[],
): Identifier[] {
  const listed = media.flatMap(({ tracks }) => tracks.flatMap(({ recording }) => recording.identifiers));
  const told = new Set(listed.map(({ value }) => value));
  if (told.size === 0) return [];
  const isTaken = ({ medium, position }: (typeof places)[number]): boolean => {
    const of = media.find((each) => each.position === medium);
    if (!of) return isCut !== true;
    if (of.tracks.length === 0) return false;
    return of.isCut !== true || of.tracks.some((track) => track.position === position);
  };
  const tracks = [...new Set(places.filter(isTaken).map(({ trackId }) => trackId))];
  return tracks.flatMap((trackId) => {
    const ids = idsOf(trackId);
    return ids.length > 0 && !ids.some(({ value }) => told.has(value)) ? [ids[0]!] : [];
  });
}

/** Folds and moves what was foreseen, saves the release, and leaves no recording stranded. Within a transaction. */
export function saveForeseen(
  context: ImportContext,
  facts: ReleaseFacts,
  { albumId, foreseen }: { albumId: number; foreseen: Foreseen },
): { albumId: number; saved: Saved; upstream: UpstreamEvent[] } {
  const { db } = context;
  const now = context.now();
  const upstream = [...foreseen.events];
  const fold = (itemType: "album" | "track", pair: [Identifier, Identifier]): void => {
    const { id, events } = foldNamed(context, itemType, pair);
    upstream.push(...events);
    if (id !== undefined) saveIdentifiers(db, itemType, id, pair);
  };
  for (const pair of foreseen.albums) fold("album", pair);
  for (const pair of foreseen.recordings) fold("track", pair);
  const current = currentId(db, "album", albumId);
  const id = findItemId(db, "release", facts.identifiers);
  const release = id === undefined ? undefined : getRelease(db, id);
  if (release && foreseen.comesHere && release.albumId !== current) {
    moveRelease(db, release.id, current, now);
    upstream.push(movedEvent(release, current));
  }
  const before = release ? listReleaseTracks(db, release.id).map(({ trackId }) => trackId) : [];
  const told = saveRelease(db, current, foreseen.keepsTracks ? { ...facts, media: [] } : facts, now);
  const isMoved = upstream.some(({ event }) => event === "moved");
  const saved: Saved = isMoved && told.change === "unchanged" ? { ...told, change: "updated" } : told;
  markGone(db, "release", saved.id, null);
  dropStranded(db, before);
  return { albumId: current, saved, upstream };
}

export const movedEvent = ({ id, title, albumId }: ReleaseRow, into: number): UpstreamEvent => ({
  event: "moved",
  what: "release",
  id,
  title,
  into,
  says: `release ${id}, "${title}", belongs to album ${into} now, and no longer to album ${albumId}`,
});
