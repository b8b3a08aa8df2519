import { creditText, idOfKind, type Credit, type RecordingFacts, type TrackFacts } from "../../../facts.ts";
import { artistKey } from "../../items/artists.ts";

/** What releases say of recordings, and the rows of `tracks` that follow from it. Pure. */

/** A recording in its place: what its release says of it is the best there is for a new track whose own nobody tells. */
export interface PlacedRecording {
  /** Its MBID, or where it stands on which release. */
  key: string;
  releaseId: number;
  /** Position of the medium. */
  medium: number;
  track: TrackFacts;
  /** The release's. */
  credits: Credit[];
}

/** What several places say of one recording, by its key. */
export type Said = readonly [PlacedRecording, ...PlacedRecording[]];

export function saidByKey(placed: readonly PlacedRecording[]): Map<string, Said> {
  const said = new Map<string, [PlacedRecording, ...PlacedRecording[]]>();
  for (const each of placed) {
    const before = said.get(each.key);
    if (before) before.push(each);
    else said.set(each.key, [each]);
  }
  return said;
}

/** The row of a track to be: its artist and length are those of its first place where nobody tells its own. @throws Error without any artist */
export function newTrack(said: Said, albumId: number, artistIds: Map<string, number>, now: number) {
  const [{ key, track, credits }] = said;
  const { recording, lengthMs } = track;
  const own = columnsOf(recording, artistIds);
  const { title, isVideo, isrcs, disambiguation } = own;
  const [first] = recording.credits.length > 0 ? recording.credits : credits;
  if (!first) throw new Error(`the recording "${recording.title}" (${key}) has no artist`);
  // Written out: an object that is spread and then grows costs as much as the insert of its row.
  const columns = {
    title,
    isVideo,
    isrcs,
    disambiguation,
    albumId,
    artistId: own.artistId ?? artistIds.get(artistKey(first.artist))!,
    artistCredit: own.artistCredit ?? creditText(creditOfRecording(said[0])),
    lengthMs: recording.lengthMs ?? lengthMs,
    createdAt: now,
    updatedAt: now,
  };
  return lastSaid(columns, said, artistIds);
}

/** What they say of the recording itself: of several the last that says something. */
export const trackColumns = (said: Said, artistIds: Map<string, number>) =>
  lastSaid(columnsOf(said[0].track.recording, artistIds), said, artistIds);

type Columns = ReturnType<typeof columnsOf>;

/** `columns` are those of the first; what a later place does not say stays. */
function lastSaid<C extends Columns>(columns: C, said: Said, artistIds: Map<string, number>): C {
  for (let at = 1; at < said.length; at++) {
    const later = columnsOf(said[at]!.track.recording, artistIds);
    columns.title = later.title;
    columns.artistId = later.artistId ?? columns.artistId;
    columns.artistCredit = later.artistCredit ?? columns.artistCredit;
    columns.lengthMs = later.lengthMs ?? columns.lengthMs;
    columns.isVideo = later.isVideo ?? columns.isVideo;
    columns.isrcs = later.isrcs ?? columns.isrcs;
    columns.disambiguation = later.disambiguation ?? columns.disambiguation;
  }
  return columns;
}

function columnsOf(recording: RecordingFacts, artistIds: Map<string, number>) {
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

/** By its MBID, else by where it stands. */
export const keyOfPlaced = ({ recording, position }: TrackFacts, releaseId: number, medium: number): string =>
  idOfKind(recording.identifiers, "musicbrainz_recording") ?? `${releaseId}.${placeKey(medium, position)}`;

const creditOfRecording = ({ track: { recording }, credits }: PlacedRecording): Credit[] =>
  recording.credits.length > 0 ? recording.credits : credits;

/** Whom of its credit the library keeps: whoever has an identity, and the first, whose track it is. The others are words of the credit. */
export const keptOfRecording = (placed: PlacedRecording): Credit[] =>
  creditOfRecording(placed).filter(({ artist }, at) => at === 0 || artist.identifiers.length > 0);

/** Where it stands on its release. */
export const placeKey = (medium: number, position: number): string => `${medium}.${position}`;
