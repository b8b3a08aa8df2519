import type { Db } from "../../../db/connection.ts";
import { creditText, type ReleaseFacts } from "../../../facts.ts";
import { type ReleaseTrackRow } from "../../items/tracks.ts";
import { keyOfPlaced, placeKey, type PlacedRecording } from "./placed-recordings.ts";
import { saveRecordings } from "./recordings.ts";
import { write } from "../tables.ts";

/** A release of the album with what its source lists, and the places that it has. */
export interface ListedRelease {
  id: number;
  facts: Pick<ReleaseFacts, "media" | "credits" | "isCut">;
  there: readonly ReleaseTrackRow[];
}

type NewPlace = Omit<ReleaseTrackRow, "id">;

/**
 * Puts every recording on its place on its release. Media whose tracks they did not list, or not all, keep what they have;
 * places that are gone from a listed medium, or with their medium, go. @returns whether anything changed.
 */
export function saveReleaseTracks(
  db: Db,
  albumId: number,
  releases: readonly ListedRelease[],
  now: number,
): boolean {
  const placed = releases.map(placedOn);
  const there = new Map(
    releases.flatMap((release) =>
      release.there.map((row) => [`${release.id}.${placeKey(row.medium, row.position)}`, row.trackId]),
    ),
  );
  const saved = saveRecordings(db, albumId, placed.flat(), now, there);
  const changes = releases.map((release, at) =>
    placeChanges(
      db,
      release,
      placed[at]!.map((each) => rowOf(each, saved.ids.get(each.key)!)),
    ),
  );
  const added = changes.flatMap((each) => each.added);
  const stale = changes.flatMap((each) => each.stale);
  write.releaseTracks.insertMany(db, added);
  for (const row of stale) write.releaseTracks.remove(db, row);
  const isPlaced = added.length > 0 || stale.length > 0 || changes.some(({ changed }) => changed);
  return saved.changed || isPlaced;
}

/** The recordings of one release, each with its place. */
function placedOn({ id: releaseId, facts: { media, credits } }: ListedRelease): PlacedRecording[] {
  const placed: PlacedRecording[] = [];
  for (const { position: medium, tracks } of media) {
    for (const track of tracks)
      placed.push({ key: keyOfPlaced(track, releaseId, medium), releaseId, medium, track, credits });
  }
  return placed;
}

function rowOf({ releaseId, medium, track }: PlacedRecording, trackId: number): NewPlace {
  const { position, number, title, lengthMs, mbid, kind } = track;
  const artistCredit = creditText(track.credits) || null;
  return { releaseId, medium, position, trackId, number, title, artistCredit, lengthMs, mbid, kind };
}

/** Changes what stands in its place already. @returns what is to be added, and what to go. */
function placeChanges(
  db: Db,
  { facts, there }: ListedRelease,
  wanted: readonly NewPlace[],
): { changed: boolean; added: readonly NewPlace[]; stale: ReleaseTrackRow[] } {
  if (there.length === 0) return { changed: false, added: wanted, stale: [] };
  const placeOf = (row: { medium: number; position: number }): string => placeKey(row.medium, row.position);
  const gone = new Map(there.map((row) => [placeOf(row), row]));
  const added: NewPlace[] = [];
  let changed = false;
  for (const track of wanted) {
    const place = placeOf(track);
    const row = gone.get(place);
    gone.delete(place);
    if (row) changed = placeTrack(db, row, track) || changed;
    else added.push(track);
  }
  return { changed, added, stale: [...gone.values()].filter((row) => isToldWhole(facts, row.medium)) };
}

/** Whether all of a medium was listed, so that what they lack is gone. */
function isToldWhole({ media, isCut }: ListedRelease["facts"], position: number): boolean {
  if (media.length === 0) return false;
  const medium = media.find((each) => each.position === position);
  return medium ? medium.tracks.length > 0 && !medium.isCut : !isCut;
}

/** Another recording in this place takes nothing over from the one that was there. */
function placeTrack(db: Db, row: ReleaseTrackRow, track: NewPlace): boolean {
  const { merge, set } = write.releaseTracks;
  return row.trackId === track.trackId ? merge(db, row, track) : set(db, row, track);
}
