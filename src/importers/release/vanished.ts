import type { Db } from "../../db/connection.ts";
import type { Identifier } from "../../facts.ts";
import { dropStranded } from "../../ledger/items/stranded.ts";
import { findByIdentifier } from "../../library/identity/identifiers.ts";
import { listBetween } from "../../library/decisions/kept-apart.ts";
import { hasPersonsWord } from "../../library/decisions/persons-word.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { getRelease, type ReleaseRow } from "../../library/items/releases.ts";
import { listReleaseTracks, listTracksOnlyOn } from "../../library/items/tracks.ts";
import { saveIdentifiers } from "../../library/write/items/identifiers.ts";
import { settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import { identifierOf, refOf } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { askPerson, foldPair, foldTwo, isOne } from "../upstream/fold.ts";
import type { Told } from "../upstream/inquiry.ts";
import { idsAt } from "./listing.ts";
import { goesAgainst, relocate } from "./relocate.ts";

/** A release that its source merged into another. */
interface Vanished {
  release: ReleaseRow;
  /** Its id now, and the one that it had. */
  current: Identifier;
  known: Identifier;
  /** The album of the library that its heir belongs to there, if it has that. */
  albumId: number | undefined;
}

/** What has to be done about it. */
export interface Heir extends Vanished {
  /** Undefined: the library has not got it, and the vanished one becomes it. */
  heir: ReleaseRow | undefined;
  /** Both are a person's, each for its album: for them to say. */
  isContested: boolean;
  /** Tracks that stand nowhere else. */
  lost: number[];
  /** Of these, and of those of a person's own that would lose their place, the ids of what was merged as well: now, and before. */
  recordings: [Identifier, Identifier][];
}

/** Undefined: they were told apart, or it can't be told now what became of its recordings; the next run may be told. */
export function heirOf(db: Db, source: AlbumSource, vanished: Vanished, told: Told): Heir | undefined {
  const { release, current, albumId } = vanished;
  const nothing = { ...vanished, isContested: false, lost: [], recordings: [] };
  const [heirId] = findByIdentifier(db, "release", current.kind, [current.value]);
  const heir = heirId === undefined ? undefined : getRelease(db, heirId);
  if (!heir) return { ...nothing, heir };
  if (heir.id === release.id || listBetween(db, "release", release.id, heir.id).length > 0) return undefined;
  const isContested = albumId !== undefined && [release, heir].some((each) => goesAgainst(db, each, albumId));
  if (isContested) return { ...nothing, heir, isContested };
  const lost = listTracksOnlyOn(db, release.id);
  const asked = listWanted(db, release.id, heir.id, lost).flatMap((trackId) => {
    const [known] = idsAt(db, source, "track", trackId);
    return known ? [{ known, where: told(refOf(known)) }] : [];
  });
  if (asked.some(({ where }) => where === undefined)) return undefined;
  const recordings = asked.flatMap(({ known, where }): [Identifier, Identifier][] => {
    const latest = typeof where === "object" ? identifierOf(where.ref) : undefined;
    return latest && latest.value !== known.value ? [[latest, known]] : [];
  });
  return { ...nothing, heir, lost, recordings };
}

/** What became of which matters: tracks that stand nowhere else, and a person's own that the heir has not. */
function listWanted(db: Db, releaseId: number, heirId: number, lost: number[]): number[] {
  const places = listReleaseTracks(db, releaseId).map(({ trackId }) => trackId);
  const kept = new Set(listReleaseTracks(db, heirId).map(({ trackId }) => trackId));
  const own = places.filter((trackId) => !kept.has(trackId) && hasPersonsWord(db, "track", trackId));
  return [...new Set([...lost, ...own])];
}

/**
 * The heir's places count, and those recordings of the other one that were merged go along. Where two of these stay two, so do the
 * releases: each recording keeps its place. Within a transaction.
 */
export function foldVanished(
  context: Pick<ImportContext, "db" | "now" | "leastSide">,
  { release, heir, isContested, current, known, albumId, lost, recordings }: Heir,
): UpstreamEvent[] {
  const { db, now } = context;
  if (!heir) {
    saveIdentifiers(db, "release", release.id, [current, known]);
    return [];
  }
  if (isContested) return [askPerson(context, "release", release.id, heir.id)];
  const events = recordings.flatMap((pair) => foldPair(context, "track", pair));
  if (!recordings.every((pair) => isOne(db, "track", pair))) return events;
  const fold = foldTwo(context, "release", release.id, heir.id, { vanishes: release.id });
  if (fold) events.unshift(fold);
  if (fold?.event !== "merged") return events;
  const into = currentId(db, "release", release.id);
  saveIdentifiers(db, "release", into, [current, known]);
  if (albumId !== undefined) events.push(...relocate(context, getRelease(db, into)!, albumId));
  dropStranded(db, lost);
  for (const id of [release.albumId, heir.albumId]) settleOwnedRelease(db, id, now());
  return events;
}
