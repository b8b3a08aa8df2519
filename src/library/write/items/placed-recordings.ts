import { creditText, idOfKind, type Credit, type RecordingFacts, type TrackFacts } from "../../../facts.ts";
import { artistKey } from "../../items/artists.ts";
import { changesOf } from "../changes.ts";

/** What releases say of recordings, and the rows of `tracks` that follow from it. Pure. */

/** A recording, and what a release says of it: the best there is for a new track whose own nobody tells. */
export interface PlacedRecording {
  /** Its MBID, or where it stands on which release. */
  key: string;
  recording: RecordingFacts;
  lengthMs: number | null;
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
  const [{ key, recording, lengthMs }] = said;
  const credits = creditOfRecording(said[0]);
  const [first] = credits;
  if (!first) throw new Error(`the recording "${recording.title}" (${key}) has no artist`);
  return {
    albumId,
    createdAt: now,
    updatedAt: now,
    ...lastSaid(
      {
        ...columnsOf(recording, artistIds),
        artistId: artistIds.get(artistKey(first.artist))!,
        artistCredit: creditText(credits) as string | null,
        lengthMs: recording.lengthMs ?? lengthMs,
      },
      said.slice(1),
      artistIds,
    ),
  };
}

/** What they say of the recording itself: of several the last that says something. */
export const trackColumns = ([first, ...others]: Said, artistIds: Map<string, number>) =>
  lastSaid(columnsOf(first.recording, artistIds), others, artistIds);

type Columns = ReturnType<typeof columnsOf>;

function lastSaid<C extends Columns>(
  columns: C,
  others: readonly PlacedRecording[],
  artistIds: Map<string, number>,
): C {
  for (const { recording } of others)
    Object.assign(columns, changesOf<Columns, Columns>(columns, columnsOf(recording, artistIds)));
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
export function placedRecording(
  { recording, lengthMs }: TrackFacts,
  credits: Credit[],
  place: () => string,
): PlacedRecording {
  const key = idOfKind(recording.identifiers, "musicbrainz_recording") ?? place();
  return { key, recording, lengthMs, credits };
}

const creditOfRecording = ({ recording, credits }: PlacedRecording): Credit[] =>
  recording.credits.length > 0 ? recording.credits : credits;

/** Whom of its credit the library keeps: whoever has an identity, and the first, whose track it is. The others are words of the credit. */
export const keptOfRecording = (placed: PlacedRecording): Credit[] =>
  creditOfRecording(placed).filter(({ artist }, at) => at === 0 || artist.identifiers.length > 0);

/** Where it stands on its release. */
export const placeKey = (medium: number, position: number): string => `${medium}.${position}`;
