import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { releaseTracks, tracks } from "../db/schema/music.ts";
import {
  creditText,
  type Credit,
  type Identifier,
  type RecordingFacts,
  type ReleaseFacts,
  type TrackFacts,
} from "../facts.ts";
import { foldTitle } from "../matching/fold.ts";
import { artistMbid, ensureArtists } from "./artists.ts";
import { changesOf } from "./changes.ts";
import { addIdentifiers, mapByIdentifier } from "./identifiers.ts";

export type TrackRow = typeof tracks.$inferSelect;
export type ReleaseTrackRow = typeof releaseTracks.$inferSelect;
/** `placed` is what this release says of it: the best there is for a new track whose own nobody tells. */
type Recording = RecordingFacts & { mbid: string; placed: { lengthMs: number | null; credits: Credit[] } };

export function getTrack(db: Db, id: number): TrackRow | undefined {
  return db.select().from(tracks).where(eq(tracks.id, id)).get();
}

export function listReleaseTracks(db: Db, releaseId: number): ReleaseTrackRow[] {
  return db
    .select()
    .from(releaseTracks)
    .where(eq(releaseTracks.releaseId, releaseId))
    .orderBy(releaseTracks.medium, releaseTracks.position)
    .all();
}

/**
 * Puts every recording on its place on the release. Media whose tracks they did not list keep what they have;
 * places that are gone from a listed medium, or with their medium, go. @returns whether anything changed.
 */
export function saveReleaseTracks(
  db: Db,
  albumId: number,
  releaseId: number,
  facts: Pick<ReleaseFacts, "media" | "credits">,
  now: number,
): boolean {
  const listed = facts.media.filter((medium) => medium.tracks.length > 0);
  const recordings = listed.flatMap(({ tracks }) => tracks.map((track) => recordingOf(track, facts.credits)));
  const saved = saveRecordings(db, albumId, recordings, now);
  const wanted = listed.flatMap((medium) =>
    medium.tracks.map((track) => ({
      releaseId,
      medium: medium.position,
      position: track.position,
      trackId: saved.ids.get(recordingMbid(track.recording))!,
      number: track.number,
      title: track.title,
      artistCredit: creditText(track.credits) || null,
      lengthMs: track.lengthMs,
      mbid: track.mbid,
      kind: track.kind,
    })),
  );
  const untold = facts.media.filter((medium) => medium.tracks.length === 0).map(({ position }) => position);
  const placed = facts.media.length > 0 && placeTracks(db, releaseId, new Set(untold), wanted);
  return saved.changed || placed;
}

function placeTracks(
  db: Db,
  releaseId: number,
  untoldMedia: Set<number>,
  wanted: Omit<ReleaseTrackRow, "id">[],
): boolean {
  const placeOf = (row: { medium: number; position: number }): string => `${row.medium}.${row.position}`;
  const gone = new Map(listReleaseTracks(db, releaseId).map((row) => [placeOf(row), row]));
  const missing: typeof wanted = [];
  let changed = false;
  for (const track of wanted) {
    const row = gone.get(placeOf(track));
    gone.delete(placeOf(track));
    // Another recording in this place takes nothing over from the one that was there.
    const changes = row && (row.trackId === track.trackId ? changesOf(row, track) : track);
    if (!row) missing.push(track);
    if (row && changes) db.update(releaseTracks).set(changes).where(eq(releaseTracks.id, row.id)).run();
    changed ||= changes !== undefined;
  }
  for (const rows of chunks(missing)) db.insert(releaseTracks).values(rows).run();
  const stale = [...gone.values()].filter((row) => !untoldMedia.has(row.medium)).map((row) => row.id);
  if (stale.length > 0) db.delete(releaseTracks).where(inArray(releaseTracks.id, stale)).run();
  return changed || missing.length > 0 || stale.length > 0;
}

/** Finds or creates a track for each recording; one that sits on several albums belongs to the first saved. */
function saveRecordings(
  db: Db,
  albumId: number,
  recordings: Recording[],
  now: number,
): { ids: Map<string, number>; changed: boolean } {
  const unique = new Map(recordings.map((recording) => [recording.mbid, recording]));
  const artistIds = ensureArtists(db, recordings.flatMap(creditsOf), now);
  const ids = mapByIdentifier(db, "track", "musicbrainz_recording", [...unique.keys()]);
  for (const [mbid, id] of adoptScanned(
    db,
    albumId,
    [...unique.values()].filter(({ mbid }) => !ids.has(mbid)),
  )) {
    ids.set(mbid, id);
  }
  const rows = new Map(tracksByIds(db, [...ids.values()]).map((row) => [row.id, row]));
  const named: (Identifier & { itemId: number })[] = [];
  let changed = false;
  for (const [mbid, recording] of unique) {
    const columns = trackColumns(recording, artistIds);
    const row = rows.get(ids.get(mbid) ?? 0);
    const changes = row && changesOf(row, columns);
    if (row && changes) {
      db.update(tracks)
        .set({ ...changes, updatedAt: now })
        .where(eq(tracks.id, row.id))
        .run();
    }
    const id = row?.id ?? insertTrack(db, { ...newColumns(recording, artistIds), albumId }, now);
    changed ||= !row || changes !== undefined;
    ids.set(mbid, id);
    named.push(...recording.identifiers.map((each) => ({ ...each, itemId: id })));
  }
  for (const some of chunks(named)) changed = addIdentifiers(db, "track", some) || changed;
  return { ids, changed };
}

/** Encoders and editions make a second or two of difference; another version makes more. */
const sameLengthMs = 3000;

/**
 * Tracks that a scan made by title, and that these recordings are: of the same album and title, and about the same
 * length. Each is taken once, by the recording that comes first. @returns MBID → track.
 */
function adoptScanned(db: Db, albumId: number, recordings: Recording[]): Map<string, number> {
  const adopted = new Map<string, number>();
  const unnamed = recordings.length === 0 ? [] : listUnidentified(db, albumId);
  if (unnamed.length === 0) return adopted;
  for (const recording of recordings) {
    const key = foldTitle(recording.title);
    const lengthMs = recording.lengthMs ?? recording.placed.lengthMs;
    const isSame = (row: (typeof unnamed)[number]): boolean =>
      row.titleKey === key &&
      (row.lengthMs === null || lengthMs === null || Math.abs(row.lengthMs - lengthMs) <= sameLengthMs);
    const at = unnamed.findIndex(isSame);
    if (at >= 0) adopted.set(recording.mbid, unnamed.splice(at, 1)[0]!.id);
  }
  return adopted;
}

function listUnidentified(db: Db, albumId: number) {
  const rows = db.all<{ id: number; title: string; lengthMs: number | null }>(sql`
    SELECT id, title, length_ms AS lengthMs FROM tracks
    WHERE album_id = ${albumId} AND NOT EXISTS (SELECT 1 FROM identifiers
      WHERE item_type = 'track' AND item_id = tracks.id AND kind = 'musicbrainz_recording')
    ORDER BY id`);
  return rows.map((row) => ({ ...row, titleKey: foldTitle(row.title) }));
}

type NewTrack = Omit<typeof tracks.$inferInsert, "createdAt" | "updatedAt">;

function insertTrack(db: Db, track: NewTrack, now: number): number {
  const values = { ...track, createdAt: now, updatedAt: now };
  return db.insert(tracks).values(values).returning({ id: tracks.id }).get().id;
}

function newColumns(recording: Recording, artistIds: Map<string, number>) {
  const credits = creditsOf(recording);
  const [first] = credits;
  if (!first) throw new Error(`the recording "${recording.title}" (${recording.mbid}) has no artist`);
  return {
    ...trackColumns(recording, artistIds),
    artistId: artistIds.get(artistMbid(first.artist))!,
    artistCredit: creditText(credits),
    lengthMs: recording.lengthMs ?? recording.placed.lengthMs,
  };
}

/** What they say of the recording itself. */
function trackColumns(recording: Recording, artistIds: Map<string, number>) {
  const [first] = recording.credits;
  return {
    title: recording.title,
    artistId: first && artistIds.get(artistMbid(first.artist)),
    artistCredit: creditText(recording.credits) || null,
    lengthMs: recording.lengthMs,
    isVideo: recording.isVideo ?? undefined,
    isrcs: recording.isrcs ?? undefined,
    disambiguation: recording.disambiguation,
  };
}

function tracksByIds(db: Db, ids: number[]): TrackRow[] {
  const listed = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return db
    .select()
    .from(tracks)
    .where(sql`${tracks.id} IN ${listed}`)
    .all();
}

function recordingOf({ recording, lengthMs }: TrackFacts, credits: Credit[]): Recording {
  return { ...recording, mbid: recordingMbid(recording), placed: { lengthMs, credits } };
}

const creditsOf = ({ credits, placed }: Recording): Credit[] =>
  credits.length > 0 ? credits : placed.credits;

function recordingMbid(recording: RecordingFacts): string {
  const named = recording.identifiers.find(({ kind }) => kind === "musicbrainz_recording");
  if (!named) throw new Error(`the recording "${recording.title}" has no MusicBrainz identifier`);
  return named.value;
}

/** SQLite takes 32,766 parameters a statement. */
function chunks<T>(rows: T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    rows.slice(at * size, (at + 1) * size),
  );
}
