import { idOfKind } from "../../../facts.ts";
import { rowsIn } from "../../../db/rows.ts";
import { statement } from "../../../db/statement.ts";
import type { Db } from "../../../db/connection.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { creditText, type Credit, type RecordingFacts, type TrackFacts } from "../../../facts.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { artistKey } from "../../items/artists.ts";
import { isOfFormer, mapByIdentifier } from "../../identity/identifiers.ts";
import { changesOf } from "../changes.ts";
import { ensureArtists } from "./artists.ts";
import { saveIdentifiersOf, type Owners } from "./identifiers.ts";
import { write } from "../tables.ts";

/** `placed` is what this release says of it: the best there is for a new track whose own nobody tells. */
type Recording = RecordingFacts & {
  /** Its MBID, or where it stands on this release. */
  key: string;
  placed: { lengthMs: number | null; credits: Credit[] };
};

const tracksById = rowsIn(tracks, "id", {
  only: [
    "id",
    "title",
    "artistId",
    "artistCredit",
    "lengthMs",
    "isVideo",
    "isrcs",
    "disambiguation",
    "updatedAt",
  ],
});
type KnownTrack = ReturnType<typeof tracksById>[number];
const selectUnidentified = statement<
  [albumId: number],
  { id: number; title: string; lengthMs: number | null }
>(`
  SELECT id, title, length_ms AS lengthMs FROM tracks
  WHERE album_id = ? AND NOT EXISTS (SELECT 1 FROM identifiers
    WHERE item_type = 'track' AND item_id = tracks.id AND kind = 'musicbrainz_recording')
  ORDER BY id`);

/**
 * Finds or creates a track for each recording; one that sits on several albums belongs to the first saved. `placed` are the tracks
 * that stand on the release already, by their places: what has no MBID is the one in its place. @returns key → track.
 */
export function saveRecordings(
  db: Db,
  albumId: number,
  recordings: Recording[],
  now: number,
  placed: ReadonlyMap<string, number> = new Map(),
): { ids: Map<string, number>; changed: boolean } {
  const unique = new Map(recordings.map((recording) => [recording.key, recording]));
  const artistIds = ensureArtists(db, recordings.flatMap(creditsOf), now, albumId);
  const owners: Owners = { kind: "musicbrainz_recording", ids: ownersOf(db, unique.values()) };
  const ids = new Map<string, number>();
  for (const key of unique.keys()) {
    const trackId = placed.get(key) ?? owners.ids.get(key);
    if (trackId !== undefined) ids.set(key, trackId);
  }
  const unknown = [...unique.values()].filter(({ key }) => !ids.has(key));
  for (const [key, id] of adoptScanned(db, albumId, unknown)) ids.set(key, id);
  const there = new Map(tracksById(db, [...ids.values()]).map((row) => [row.id, row]));
  const rowOf = (key: string): KnownTrack | undefined => there.get(ids.get(key) ?? 0);
  /** Of two that are one track the second finds what the first left. */
  const areShared = new Set(ids.values()).size < ids.size;
  let changed = false;
  for (const [key, recording] of unique) {
    const row = rowOf(key);
    if (!row) continue;
    const wanted = trackColumns(recording, artistIds);
    // Looked up only where it would change anything: that is rare, and each look costs.
    if (!changesOf(row, wanted) || isOfFormer(db, "track", row.id, recording.identifiers)) continue;
    if (!write.tracks.merge(db, row, wanted, { updatedAt: now })) continue;
    changed = true;
    if (areShared) there.set(row.id, tracksById(db, [row.id])[0]!);
  }
  const added = [...unique].filter(([key]) => !rowOf(key));
  const rows = added.map(([, recording]) => newTrack(recording, albumId, artistIds, now));
  const addedIds = write.tracks.insertMany(db, rows);
  for (const [at, [key]] of added.entries()) ids.set(key, addedIds[at]!);
  const named = [...unique].map(([key, { identifiers }]) => [ids.get(key)!, identifiers] as const);
  const isNamed = saveIdentifiersOf(db, "track", named, owners);
  return { ids, changed: changed || added.length > 0 || isNamed };
}

function ownersOf(db: Db, recordings: Iterable<Recording>): Map<string, number> {
  const named = [...recordings].flatMap(({ identifiers }) => identifiers);
  const mbids = named.filter(({ kind }) => kind === "musicbrainz_recording").map(({ value }) => value);
  return mapByIdentifier(db, "track", "musicbrainz_recording", mbids);
}

/** Encoders and editions make a second or two of difference; another version makes more. */
const sameLengthMs = 3000;

/**
 * Tracks that a scan made by title, and that these recordings are: of the same album and title, and about the same
 * length. Each is taken once, by the recording that comes first. @returns key → track.
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
      row.lengthMs !== null &&
      lengthMs !== null &&
      Math.abs(row.lengthMs - lengthMs) <= sameLengthMs;
    const at = unnamed.findIndex(isSame);
    if (at >= 0) adopted.set(recording.key, unnamed.splice(at, 1)[0]!.id);
  }
  return adopted;
}

function listUnidentified(db: Db, albumId: number) {
  return selectUnidentified(db)
    .all(albumId)
    .map((row) => ({ ...row, titleKey: foldTitle(row.title) }));
}

function newTrack(recording: Recording, albumId: number, artistIds: Map<string, number>, now: number) {
  const credits = creditsOf(recording);
  const [first] = credits;
  if (!first) throw new Error(`the recording "${recording.title}" (${recording.key}) has no artist`);
  return {
    title: recording.title,
    albumId,
    artistId: artistIds.get(artistKey(first.artist))!,
    artistCredit: creditText(credits),
    lengthMs: recording.lengthMs ?? recording.placed.lengthMs,
    isVideo: recording.isVideo ?? undefined,
    isrcs: recording.isrcs ?? undefined,
    disambiguation: recording.disambiguation,
    createdAt: now,
    updatedAt: now,
  };
}

/** What they say of the recording itself. */
function trackColumns(recording: Recording, artistIds: Map<string, number>) {
  const [first] = recording.credits;
  return {
    title: recording.title,
    artistId: first && artistIds.get(artistKey(first.artist)),
    artistCredit: creditText(recording.credits) || null,
    lengthMs: recording.lengthMs,
    isVideo: recording.isVideo ?? undefined,
    isrcs: recording.isrcs ?? undefined,
    disambiguation: recording.disambiguation,
  };
}

export function recordingOf(track: TrackFacts, credits: Credit[], medium: number): Recording {
  const { recording, lengthMs } = track;
  return { ...recording, key: recordingKey(track, medium), placed: { lengthMs, credits } };
}

const creditsOf = ({ credits, placed }: Recording): Credit[] =>
  credits.length > 0 ? credits : placed.credits;

export function recordingKey({ recording, position }: TrackFacts, medium: number): string {
  return idOfKind(recording.identifiers, "musicbrainz_recording") ?? placeKey(medium, position);
}

/** Of a recording without an identity. */
export const placeKey = (medium: number, position: number): string => `${medium}.${position}`;
