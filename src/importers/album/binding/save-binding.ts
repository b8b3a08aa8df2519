import type { Db } from "../../../db/connection.ts";
import { exitCodes, mergeCommand, UserError } from "../../../errors.ts";
import { enqueue } from "../../../jobs/queue/queue.ts";
import { dropReleases } from "../../../ledger/items/remove.ts";
import { giveFile, leaveIdentity } from "../../../ledger/items/rebind.ts";
import { dropStranded } from "../../../ledger/items/stranded.ts";
import { stillThere } from "../../../ledger/items/still-there.ts";
import { getAlbum } from "../../../library/items/albums.ts";
import { hasFound } from "../../../library/memory/runs.ts";
import { listHeldFiles } from "../../../library/items/held-files.ts";
import {
  findByIdentifier,
  findItemId,
  isOfFormer,
  listIdentifiers,
  ownNames,
} from "../../../library/identity/identifiers.ts";
import { getRelease, listReleases } from "../../../library/items/releases.ts";
import { getTrack, listReleaseTracks } from "../../../library/items/tracks.ts";
import { saveAlbum } from "../../../library/write/items/albums.ts";
import { keepBinding } from "../../../library/write/decisions/bindings.ts";
import { ownRelease, settleOwnedRelease } from "../../../library/write/decisions/owned-release.ts";
import { putFirst } from "../../../library/write/items/identifiers.ts";
import { placeKey } from "../../../library/write/items/placed-recordings.ts";
import type { Saved } from "../../../library/write/saved.ts";
import type { SaidBy } from "../../../library/write/memory/source-facts.ts";
import { write } from "../../../library/write/tables.ts";
import { wantAgain } from "../../../library/write/decisions/wanted.ts";
import { isExact } from "../../../refs.ts";
import type { ImportContext } from "../../context.ts";
import type { SavedContribution } from "../../importer.ts";
import { saveListed } from "../../release/save-listed.ts";
import type { UpstreamEvent } from "../../upstream/event.ts";
import { isOtherIdentity, refuseTaken } from "./bind.ts";
import type { Binding, BoundFacts } from "./binding.ts";
import { importReleasesJob } from "../releases-job.ts";

/**
 * Manual match: the album becomes what the person said, its files the tracks that they were laid beside. What it was before goes, unless
 * files hang on it. Within a transaction.
 * @throws UserError where somebody else bound, merged or removed this album, or took this identity, since it was looked at
 */
export function saveBinding(
  context: ImportContext,
  { binding, ...facts }: BoundFacts & { binding: Binding },
  albumId: number,
  by: SaidBy,
): SavedContribution {
  const { db } = context;
  const now = context.now();
  stillThere(db, "album", albumId);
  const album = getAlbum(db, albumId)!;
  refuseBoundMeanwhile(context, albumId, binding);
  refuseTaken(context, album, facts);
  const isOther = isOtherIdentity(context, album, facts);
  const releases = listReleases(db, albumId).map(({ id }) => id);
  const former = isOther ? releases : [];
  // What it was before another was made one with it: its releases need not have come.
  const isFormer = isOfFormer(db, "album", albumId, facts.identifiers);
  const hasReleases =
    !isOther &&
    !isFormer &&
    releases.length > 0 &&
    hasFound(db, { importer: "release", itemType: "album", itemId: albumId });
  if (isOther) leaveIdentity(db, albumId, { leastSide: context.leastSide ?? 0, now });
  const saved: Saved[] = isOther ? [{ id: albumId, change: "updated" }] : [];
  putFirst(db, "album", albumId, facts.identifiers.slice(0, 1)); // it may be one that the album had before: it is that again
  saved.push(saveAlbum(db, facts, now, albumId, by));
  putFirst(db, "album", albumId, facts.identifiers); // at other sources as well it is what these link to
  keepBinding(db, albumId, facts.identifiers[0]!, now);
  const { edition, upstream } = saveEdition(context, albumId, binding, now);
  if (edition) saved.push(edition);
  dropReleases(
    db,
    former.filter((id) => id !== edition?.id),
    now,
  );
  settleOwnedRelease(db, albumId, now);
  const { ownedReleaseId, ownedReleaseBy } = getAlbum(db, albumId)!;
  if (ownedReleaseId !== album.ownedReleaseId || ownedReleaseBy !== album.ownedReleaseBy)
    saved.push({ id: albumId, change: "updated" });
  const jobs = hasReleases && !areTwoHere(db, binding) ? [] : [enqueue(db, importReleasesJob(albumId), now)];
  return { itemId: albumId, saved, jobs, upstream };
}

/** It answered under another id than it was named by, and the library has a release of each: their listing makes one of the two. */
function areTwoHere(db: Db, { edition }: Binding): boolean {
  const named = ownNames("release", edition?.identifiers ?? []);
  const values = named.map(({ value }) => value);
  return named[0] !== undefined && findByIdentifier(db, "release", named[0].kind, values).length > 1;
}

/** The edition that the files were laid beside, and each file as its track. Undefined where there is none. */
function saveEdition(
  context: ImportContext,
  albumId: number,
  { edition, listing, isNamed, files }: Binding,
  now: number,
): { edition?: Saved; upstream: UpstreamEvent[] } {
  if (!edition || !listing) return { upstream: [] };
  const { db, unfitting } = context;
  wantAgain(db, "release", edition.identifiers);
  const known = findItemId(db, "release", edition.identifiers);
  if (known !== undefined) putFirst(db, "release", known, edition.identifiers.slice(0, 1));
  const before = known === undefined ? [] : listReleaseTracks(db, known).map(({ trackId }) => trackId);
  const { saved, upstream } = saveListed(context, listing, edition);
  refuseElsewhere(db, albumId, saved.id);
  putFirst(db, "release", saved.id, edition.identifiers);
  const tracks = new Map(
    listReleaseTracks(db, saved.id).map((row) => [placeKey(row.medium, row.position), row.trackId]),
  );
  const held = listHeldFiles(db, albumId);
  let changed = saved.change !== "unchanged";
  for (const { file, place, fits } of files.laid) {
    const trackId = place && tracks.get(placeKey(place.medium, place.position));
    if (trackId === undefined || !(fits || unfitting === "by place")) continue;
    const copies = held.filter(({ id, duplicateOf }) => id === file.id || duplicateOf === file.path);
    changed = copies.some((copy) => copy.trackId !== trackId) || changed;
    for (const copy of copies) giveFile(db, copy, trackId, now);
    takeTrack(db, trackId, albumId, now);
  }
  dropStranded(db, before); // in its place there may be another recording by now
  if (isNamed) ownRelease(db, albumId, saved.id, now);
  const isOnlyChanged = changed && saved.change === "unchanged";
  return { edition: isOnlyChanged ? { ...saved, change: "updated" } : saved, upstream };
}

/** It stayed where it is, since it is a person's there: files of two albums are never laid on one edition. */
function refuseElsewhere(db: Db, albumId: number, releaseId: number): void {
  const { albumId: other, title } = getRelease(db, releaseId)!;
  if (other === albumId) return;
  throw new UserError(
    `release ${releaseId}, "${title}", is of album ${other} of the library, "${getAlbum(db, other)!.title}", and that is yours as well: album ${albumId} is as before`,
    {
      hint: `to make one of the two: ${mergeCommand("album", albumId, other)}`,
      exitCode: exitCodes.ambiguous,
    },
  );
}

/** A recording that another album has as well belongs to the album whose files it has. */
function takeTrack(db: Db, trackId: number, albumId: number, now: number): void {
  const track = getTrack(db, trackId)!;
  if (track.albumId === albumId || track.albumId === null || listHeldFiles(db, track.albumId).length > 0)
    return;
  write.tracks.set(db, track, { albumId }, { updatedAt: now });
}

function refuseBoundMeanwhile({ db }: ImportContext, albumId: number, { former }: Binding): void {
  const namesOf = (named: { kind: string; value: string }[]): string =>
    JSON.stringify(named.map(({ kind, value }) => `${kind} ${value}`).sort());
  const exact = (named: Binding["former"]): Binding["former"] =>
    named.filter(({ kind }) => isExact(kind, "album"));
  if (namesOf(exact(former)) === namesOf(exact(listIdentifiers(db, "album", albumId)))) return;
  throw new UserError(
    `album ${albumId} became another meanwhile: somebody else bound it, and nothing was changed now`,
    {
      hint: `importer show album ${albumId}`,
      exitCode: exitCodes.failed,
    },
  );
}
