import type { Db } from "../../../db/connection.ts";
import {
  creditText,
  idOfKind,
  type MediumFacts,
  type ReleaseFacts,
  type TrackFacts,
} from "../../../facts.ts";
import { findItemId, isOfFormer } from "../../identity/identifiers.ts";
import { getRelease, listMedia, type ReleaseRow } from "../../items/releases.ts";
import { listReleaseTracks } from "../../items/tracks.ts";
import { isExact } from "../../../refs.ts";
import { addAssociations, saveAssociations } from "./associations.ts";
import { saveReleaseTracks } from "./release-tracks.ts";
import type { Saved } from "../saved.ts";
import { write } from "../tables.ts";

/**
 * Upsert: finds the release by its identifiers or creates it (for this album), with its media and tracks. One that another album has
 * stays there: see `moveRelease`. Within a transaction.
 */
export function saveRelease(db: Db, albumId: number, facts: ReleaseFacts, now: number): Saved {
  const id = findItemId(db, "release", facts.identifiers);
  const row = id === undefined ? undefined : getRelease(db, id);
  return row ? saveKnown(db, row, facts, now) : saveNew(db, albumId, [facts], now)[0]!;
}

/** The same for many of one album, in their order. */
export function saveReleases(db: Db, albumId: number, list: readonly ReleaseFacts[], now: number): Saved[] {
  return saveNewReleases(db, albumId, list, now) ?? list.map((facts) => saveRelease(db, albumId, facts, now));
}

/**
 * Bulk insert: releases of one album that are new, written together. Within a transaction. @returns undefined where one of them is known,
 * or one depends on another
 */
export function saveNewReleases(
  db: Db,
  albumId: number,
  list: readonly ReleaseFacts[],
  now: number,
): Saved[] | undefined {
  const isKnown = ({ identifiers }: ReleaseFacts): boolean =>
    findItemId(db, "release", identifiers) !== undefined;
  if (list.some(isKnown) || (list.length > 1 && !areApart(list))) return undefined;
  return saveNew(db, albumId, list, now);
}

/**
 * No identifier names two of them (the second would be the first), and each recording has an identity: one without is told by what
 * stands on the album before.
 */
function areApart(list: readonly ReleaseFacts[]): boolean {
  const named = new Set<string>();
  for (const { identifiers, media } of list) {
    for (const { kind, value } of identifiers) {
      if (!isExact(kind, "release")) continue;
      const name = `${kind} ${value}`;
      if (named.has(name)) return false;
      named.add(name);
    }
    if (!media.every(({ tracks }) => tracks.every(hasIdentity))) return false;
  }
  return true;
}

const hasIdentity = ({ recording }: TrackFacts): boolean =>
  idOfKind(recording.identifiers, "musicbrainz_recording") !== undefined;

function saveNew(db: Db, albumId: number, list: readonly ReleaseFacts[], now: number): Saved[] {
  const stamps = { albumId, createdAt: now, updatedAt: now };
  const ids = write.releases.insertMany(
    db,
    list.map((facts) => ({ ...releaseColumns(facts), ...stamps })),
  );
  const releases = list.map((facts, at) => ({ id: ids[at]!, facts, there: [] }));
  const media = releases.flatMap(({ id: releaseId, facts }) =>
    facts.media.map((medium) => mediumColumns(releaseId, medium)),
  );
  write.media.insertMany(db, media);
  saveReleaseTracks(db, albumId, releases, now);
  addAssociations(
    db,
    "release",
    releases.map(({ id, facts }) => [id, facts]),
    now,
  );
  return ids.map((id) => ({ id, change: "created" }));
}

function saveKnown(db: Db, row: ReleaseRow, facts: ReleaseFacts, now: number): Saved {
  const { id, albumId } = row;
  if (isOfFormer(db, "release", id, facts.identifiers)) return { id, change: "unchanged" };
  const isChanged = write.releases.merge(db, row, releaseColumns(facts), { updatedAt: now });
  const changed = [
    isChanged,
    saveMedia(db, id, facts),
    saveReleaseTracks(db, albumId, [{ id, facts, there: listReleaseTracks(db, id) }], now),
    saveAssociations(db, "release", id, facts, now),
  ];
  if (!changed.includes(true)) return { id, change: "unchanged" };
  if (!isChanged) write.releases.set(db, row, { updatedAt: now });
  return { id, change: "updated" };
}

function releaseColumns(facts: ReleaseFacts) {
  return {
    title: facts.title,
    artistCredit: creditText(facts.credits) || null,
    releasedOn: facts.releasedOn,
    country: facts.country,
    status: facts.status,
    format: facts.isCut ? null : formatText(facts.media),
    packaging: facts.packaging,
    barcode: facts.barcode,
    asin: facts.asin,
    label: facts.labels?.[0]?.label ?? null,
    catalogNumber: facts.labels?.find((each) => each.catalogNumber)?.catalogNumber ?? null,
    labels: facts.labels ?? undefined,
    language: facts.language,
    script: facts.script,
    disambiguation: facts.disambiguation,
    trackCount: trackCountOf(facts),
    hasFrontCover: facts.hasFrontCover,
  };
}

function trackCountOf({ media, isCut }: ReleaseFacts): number | null {
  return media.length === 0 || isCut ? null : media.reduce((sum, each) => sum + each.trackCount, 0);
}

/** `CD`, `2×CD`, `CD + DVD`; null when no medium says. */
export function formatText(media: Pick<MediumFacts, "format">[]): string | null {
  const counts = new Map<string, number>();
  for (const { format } of media) if (format) counts.set(format, (counts.get(format) ?? 0) + 1);
  const parts = [...counts].map(([format, count]) => (count > 1 ? `${count}×${format}` : format));
  return parts.length > 0 ? parts.join(" + ") : null;
}

function mediumColumns(releaseId: number, { position, title, format, trackCount }: MediumFacts) {
  return { releaseId, position, title, format, trackCount };
}

function saveMedia(db: Db, releaseId: number, { media, isCut }: ReleaseFacts): boolean {
  if (media.length === 0) return false;
  const current = new Map(listMedia(db, releaseId).map((row) => [row.position, row]));
  let changed = false;
  for (const medium of media) {
    const wanted = mediumColumns(releaseId, medium);
    const row = current.get(medium.position);
    current.delete(medium.position);
    if (!row) write.media.insert(db, wanted);
    changed = !row || write.media.merge(db, row, wanted) || changed;
  }
  if (isCut) return changed;
  for (const row of current.values()) write.media.remove(db, row);
  return changed || current.size > 0;
}
