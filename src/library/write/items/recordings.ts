import { rowsIn } from "../../../db/rows.ts";
import { statement } from "../../../db/statement.ts";
import type { Db } from "../../../db/connection.ts";
import { tracks } from "../../../db/schema/releases.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { isOfFormer, mapByIdentifier } from "../../identity/identifiers.ts";
import { changesOf } from "../changes.ts";
import { ensureArtists } from "./artists.ts";
import { saveIdentifiersOf, type Owners } from "./identifiers.ts";
import {
  keptOfRecording,
  newTrack,
  saidByKey,
  trackColumns,
  type PlacedRecording,
  type Said,
} from "./placed-recordings.ts";
import { write } from "../tables.ts";

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
 * Finds or creates a track for each recording; one that sits on several albums belongs to the first saved. `there` are the tracks
 * that stand on the releases already, by their places: what has no MBID is the one in its place. Of several places of one recording
 * the last that says something counts. @returns key → track.
 */
export function saveRecordings(
  db: Db,
  albumId: number,
  placed: readonly PlacedRecording[],
  now: number,
  there: ReadonlyMap<string, number>,
): { ids: Map<string, number>; changed: boolean } {
  const said = saidByKey(placed);
  const artistIds = ensureArtists(db, placed.flatMap(keptOfRecording), now, albumId);
  const owners: Owners = { kind: "musicbrainz_recording", ids: ownersOf(db, said.values()) };
  const ids = idsThere(db, albumId, said, (key) => there.get(key) ?? owners.ids.get(key));
  const rows = new Map(tracksById(db, [...ids.values()]).map((row) => [row.id, row]));
  const known: KnownRecording[] = [];
  const added: Said[] = [];
  for (const [key, each] of said) {
    const row = rows.get(ids.get(key) ?? 0);
    if (row) known.push({ row, each, columns: trackColumns(each, artistIds) });
    else added.push(each);
  }
  const isMerged = mergeKnown(db, known, now);
  const addedIds = write.tracks.insertMany(
    db,
    added.map((each) => newTrack(each, albumId, artistIds, now)),
  );
  for (const [at, [{ key }]] of added.entries()) ids.set(key, addedIds[at]!);
  const named = placed.map(({ key, track }) => [ids.get(key)!, track.recording.identifiers] as const);
  const isNamed = saveIdentifiersOf(db, "track", named, owners);
  return { ids, changed: isMerged || added.length > 0 || isNamed };
}

/** The tracks that are these recordings, by their keys: as `known` tells, or as a scan made them. */
function idsThere(
  db: Db,
  albumId: number,
  said: ReadonlyMap<string, Said>,
  known: (key: string) => number | undefined,
): Map<string, number> {
  const ids = new Map<string, number>();
  const unknown: PlacedRecording[] = [];
  for (const [key, [first]] of said) {
    const trackId = known(key);
    if (trackId === undefined) unknown.push(first);
    else ids.set(key, trackId);
  }
  for (const [key, id] of adoptScanned(db, albumId, unknown)) ids.set(key, id);
  return ids;
}

interface KnownRecording {
  row: KnownTrack;
  each: Said;
  columns: ReturnType<typeof trackColumns>;
}

/** Of two that are one track the second finds what the first left. */
function mergeKnown(db: Db, known: readonly KnownRecording[], now: number): boolean {
  const later = new Map<number, KnownTrack>();
  for (const { row, each, columns } of known) {
    const current = later.get(row.id) ?? row;
    const changes = changesOf(current, columns);
    // Looked up only where it would change anything: that is rare, and each look costs.
    if (!changes || isOfFormer(db, "track", row.id, each[0].track.recording.identifiers)) continue;
    write.tracks.merge(db, current, columns, { updatedAt: now });
    later.set(row.id, { ...current, ...changes, updatedAt: now });
  }
  return later.size > 0;
}

function ownersOf(db: Db, said: Iterable<Said>): Map<string, number> {
  const mbids: string[] = [];
  for (const [{ track }] of said) {
    for (const { kind, value } of track.recording.identifiers)
      if (kind === "musicbrainz_recording") mbids.push(value);
  }
  return mapByIdentifier(db, "track", "musicbrainz_recording", mbids);
}

/** Encoders and editions make a second or two of difference; another version makes more. */
const sameLengthMs = 3000;

/**
 * Tracks that a scan made by title, and that these recordings are: of the same album and title, and about the same
 * length. Each is taken once, by the recording that comes first. @returns key → track.
 */
function adoptScanned(db: Db, albumId: number, recordings: readonly PlacedRecording[]): Map<string, number> {
  const adopted = new Map<string, number>();
  const unnamed = recordings.length === 0 ? [] : listUnidentified(db, albumId);
  if (unnamed.length === 0) return adopted;
  for (const { key, track } of recordings) {
    const titleKey = foldTitle(track.recording.title);
    const lengthMs = track.recording.lengthMs ?? track.lengthMs;
    const isSame = (row: (typeof unnamed)[number]): boolean =>
      row.titleKey === titleKey &&
      row.lengthMs !== null &&
      lengthMs !== null &&
      Math.abs(row.lengthMs - lengthMs) <= sameLengthMs;
    const at = unnamed.findIndex(isSame);
    if (at >= 0) adopted.set(key, unnamed.splice(at, 1)[0]!.id);
  }
  return adopted;
}

function listUnidentified(db: Db, albumId: number) {
  return selectUnidentified(db)
    .all(albumId)
    .map((row) => ({ ...row, titleKey: foldTitle(row.title) }));
}
