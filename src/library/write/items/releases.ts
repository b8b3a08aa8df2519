import type { Db } from "../../../db/connection.ts";
import { creditText, type MediumFacts, type ReleaseFacts } from "../../../facts.ts";
import { findItemId, isOfFormer } from "../../identity/identifiers.ts";
import { getRelease, listMedia } from "../../items/releases.ts";
import { saveAssociations } from "./associations.ts";
import { saveReleaseTracks } from "./release-tracks.ts";
import type { Saved } from "../saved.ts";
import { write } from "../tables.ts";

/**
 * Upsert: finds the release by its identifiers or creates it (for this album), with its media and tracks. One that another album has
 * stays there: see `moveRelease`. Within a transaction.
 */
export function saveRelease(db: Db, albumId: number, facts: ReleaseFacts, now: number): Saved {
  const wanted = releaseColumns(facts);
  const id = findItemId(db, "release", facts.identifiers);
  const row = id === undefined ? undefined : getRelease(db, id);
  if (row && isOfFormer(db, "release", row.id, facts.identifiers)) return { id: row.id, change: "unchanged" };
  const releaseId =
    row?.id ?? write.releases.insert(db, { ...wanted, albumId, createdAt: now, updatedAt: now });
  const changed = [
    row !== undefined && write.releases.merge(db, row, wanted, { updatedAt: now }),
    saveMedia(db, releaseId, facts),
    saveReleaseTracks(db, row?.albumId ?? albumId, releaseId, facts, now),
    saveAssociations(db, "release", releaseId, facts, now),
  ];
  if (!row) return { id: releaseId, change: "created" };
  if (!changed.includes(true)) return { id: releaseId, change: "unchanged" };
  if (!changed[0]) write.releases.set(db, row, { updatedAt: now });
  return { id: releaseId, change: "updated" };
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

function saveMedia(db: Db, releaseId: number, { media, isCut }: ReleaseFacts): boolean {
  if (media.length === 0) return false;
  const current = new Map(listMedia(db, releaseId).map((row) => [row.position, row]));
  let changed = false;
  for (const { position, title, format, trackCount } of media) {
    const wanted = { releaseId, position, title, format, trackCount };
    const row = current.get(position);
    current.delete(position);
    if (!row) write.media.insert(db, wanted);
    changed = !row || write.media.merge(db, row, wanted) || changed;
  }
  if (isCut) return changed;
  for (const row of current.values()) write.media.remove(db, row);
  return changed || current.size > 0;
}
