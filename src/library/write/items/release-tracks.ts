import type { Db } from "../../../db/connection.ts";
import { creditText, type ReleaseFacts } from "../../../facts.ts";
import { listReleaseTracks, type ReleaseTrackRow } from "../../items/tracks.ts";
import { placeKey, recordingKey, recordingOf, saveRecordings } from "./recordings.ts";
import { write } from "../tables.ts";

/**
 * Puts every recording on its place on the release. Media whose tracks they did not list, or not all, keep what they have;
 * places that are gone from a listed medium, or with their medium, go. @returns whether anything changed.
 */
export function saveReleaseTracks(
  db: Db,
  albumId: number,
  releaseId: number,
  facts: Pick<ReleaseFacts, "media" | "credits" | "isCut">,
  now: number,
): boolean {
  const listed = facts.media.filter((medium) => medium.tracks.length > 0);
  const recordings = listed.flatMap(({ position, tracks }) =>
    tracks.map((track) => recordingOf(track, facts.credits, position)),
  );
  const there = listReleaseTracks(db, releaseId);
  const places = new Map(there.map((row) => [placeKey(row.medium, row.position), row.trackId]));
  const saved = saveRecordings(db, albumId, recordings, now, places);
  const wanted = listed.flatMap((medium) =>
    medium.tracks.map((track) => ({
      releaseId,
      medium: medium.position,
      position: track.position,
      trackId: saved.ids.get(recordingKey(track, medium.position))!,
      number: track.number,
      title: track.title,
      artistCredit: creditText(track.credits) || null,
      lengthMs: track.lengthMs,
      mbid: track.mbid,
      kind: track.kind,
    })),
  );
  const media = new Map(facts.media.map((medium) => [medium.position, medium]));
  const isToldWhole = (position: number): boolean => {
    const medium = media.get(position);
    return medium ? medium.tracks.length > 0 && !medium.isCut : !facts.isCut;
  };
  const placed = facts.media.length > 0 && placeTracks(db, there, isToldWhole, wanted);
  return saved.changed || placed;
}

function placeTracks(
  db: Db,
  there: ReleaseTrackRow[],
  isToldWhole: (medium: number) => boolean,
  wanted: Omit<ReleaseTrackRow, "id">[],
): boolean {
  const placeOf = (row: { medium: number; position: number }): string => placeKey(row.medium, row.position);
  const gone = new Map(there.map((row) => [placeOf(row), row]));
  const added: typeof wanted = [];
  let changed = false;
  for (const track of wanted) {
    const place = placeOf(track);
    const row = gone.get(place);
    gone.delete(place);
    if (row) changed = placeTrack(db, row, track) || changed;
    else added.push(track);
  }
  write.releaseTracks.insertMany(db, added);
  const stale = [...gone.values()].filter((row) => isToldWhole(row.medium));
  for (const row of stale) write.releaseTracks.remove(db, row);
  return changed || added.length > 0 || stale.length > 0;
}

/** Another recording in this place takes nothing over from the one that was there. */
function placeTrack(db: Db, row: ReleaseTrackRow, track: Omit<ReleaseTrackRow, "id">): boolean {
  const { merge, set } = write.releaseTracks;
  return row.trackId === track.trackId ? merge(db, row, track) : set(db, row, track);
}
