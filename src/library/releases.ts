import { eq, inArray } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { media, releases } from "../db/schema/music.ts";
import { creditText, type MediumFacts, type ReleaseFacts } from "../facts.ts";
import { saveAssociations } from "./associations.ts";
import { changesOf } from "./changes.ts";
import { findItemId } from "./identifiers.ts";
import type { Saved } from "./saved.ts";
import { saveReleaseTracks } from "./tracks.ts";

export type ReleaseRow = typeof releases.$inferSelect;

export function getRelease(db: Db, id: number): ReleaseRow | undefined {
  return db.select().from(releases).where(eq(releases.id, id)).get();
}

/** Oldest first; those without a date last. */
export function listReleases(db: Db, albumId: number): ReleaseRow[] {
  const rows = db.select().from(releases).where(eq(releases.albumId, albumId)).all();
  const key = (row: ReleaseRow): string => `${row.releasedOn ?? "9999"} ${row.country ?? ""}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
}

export function listMedia(db: Db, releaseId: number): (typeof media.$inferSelect)[] {
  return db.select().from(media).where(eq(media.releaseId, releaseId)).orderBy(media.position).all();
}

/** Finds the release by its identifiers or creates it, with its media and tracks. Within a transaction. */
export function saveRelease(db: Db, albumId: number, facts: ReleaseFacts, now: number): Saved {
  const wanted = releaseColumns(albumId, facts);
  const id = findItemId(db, "release", facts.identifiers);
  const row = id === undefined ? undefined : getRelease(db, id);
  const changes = row && changesOf(row, wanted);
  const releaseId =
    row?.id ??
    db
      .insert(releases)
      .values({ ...wanted, createdAt: now, updatedAt: now })
      .returning({ id: releases.id })
      .get().id;
  const changed = [
    saveMedia(db, releaseId, facts.media),
    saveReleaseTracks(db, albumId, releaseId, facts, now),
    saveAssociations(db, "release", releaseId, facts, now),
  ];
  if (!row) return { id: releaseId, change: "created" };
  if (!changes && !changed.includes(true)) return { id: releaseId, change: "unchanged" };
  db.update(releases)
    .set({ ...changes, updatedAt: now })
    .where(eq(releases.id, releaseId))
    .run();
  return { id: releaseId, change: "updated" };
}

function releaseColumns(albumId: number, facts: ReleaseFacts) {
  return {
    albumId,
    title: facts.title,
    artistCredit: creditText(facts.credits) || null,
    releasedOn: facts.releasedOn,
    country: facts.country,
    status: facts.status,
    format: formatText(facts.media),
    packaging: facts.packaging,
    barcode: facts.barcode,
    asin: facts.asin,
    label: facts.labels?.[0]?.label ?? null,
    catalogNumber: facts.labels?.find((each) => each.catalogNumber)?.catalogNumber ?? null,
    labels: facts.labels ?? undefined,
    language: facts.language,
    script: facts.script,
    disambiguation: facts.disambiguation,
    trackCount: facts.media.length > 0 ? facts.media.reduce((sum, each) => sum + each.trackCount, 0) : null,
    hasFrontCover: facts.hasFrontCover,
  };
}

/** `CD`, `2×CD`, `CD + DVD`; null when no medium says. */
export function formatText(media: Pick<MediumFacts, "format">[]): string | null {
  const counts = new Map<string, number>();
  for (const { format } of media) if (format) counts.set(format, (counts.get(format) ?? 0) + 1);
  const parts = [...counts].map(([format, count]) => (count > 1 ? `${count}×${format}` : format));
  return parts.length > 0 ? parts.join(" + ") : null;
}

function saveMedia(db: Db, releaseId: number, facts: MediumFacts[]): boolean {
  if (facts.length === 0) return false;
  const current = new Map(listMedia(db, releaseId).map((row) => [row.position, row]));
  let changed = false;
  for (const { position, title, format, trackCount } of facts) {
    const wanted = { releaseId, position, title, format, trackCount };
    const row = current.get(position);
    current.delete(position);
    if (!row) db.insert(media).values(wanted).run();
    const changes = row && changesOf(row, wanted);
    if (row && changes) db.update(media).set(changes).where(eq(media.id, row.id)).run();
    changed ||= !row || changes !== undefined;
  }
  const gone = [...current.values()].map((row) => row.id);
  if (gone.length > 0) db.delete(media).where(inArray(media.id, gone)).run();
  return changed || gone.length > 0;
}
