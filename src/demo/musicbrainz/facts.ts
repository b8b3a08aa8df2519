import { createHash } from "node:crypto";
import type { AreaCode, FormatName, PackagingName, StatusName } from "./names.ts";

/** The demo's albums as plain facts; build.ts makes web service documents of them. */
export interface ArtistFacts {
  id: string;
  name: string;
  sortName?: string;
  disambiguation?: string;
  type?: "Person" | "Group" | "Other";
  gender?: "Male" | "Female";
  country?: AreaCode;
  begin?: string;
  end?: string;
  aliases?: AliasFacts[];
  genres?: string[];
  links?: LinkFacts[];
}

export interface AliasFacts {
  name: string;
  sortName?: string;
  locale?: string;
  primary?: boolean;
}

/** A relation to a URL: its type in MusicBrainz's words, and the address. */
export type LinkFacts = [type: string, url: string];

export interface CreditFacts {
  artist: ArtistFacts;
  /** As printed, where that is not the artist's name. */
  as?: string;
  join?: string;
}

export interface AlbumFacts {
  id: string;
  title: string;
  disambiguation?: string;
  /** Types in MusicBrainz's words: "Album", "EP"; "Compilation", "Live" … */
  primaryType: string | null;
  secondaryTypes?: string[];
  firstReleased: string;
  credits: CreditFacts[];
  aliases?: AliasFacts[];
  /** Most fitting first. */
  genres: string[];
  links?: LinkFacts[];
  /** MBIDs that were merged into this one. */
  mergedFrom?: string[];
  releases: ReleaseFacts[];
}

export interface ReleaseFacts {
  id: string;
  title?: string;
  disambiguation?: string;
  status?: StatusName;
  packaging?: PackagingName;
  /** Where and when it came out; the first gives the release its date and country. */
  events: [date: string, area: AreaCode][];
  /** null is unknown, "" is known to have none. */
  barcode: string | null;
  asin?: string;
  labels?: [catalogNumber: string | null, label: LabelFacts | null][];
  language?: string;
  script?: string;
  quality?: "normal" | "high";
  cover?: { front: boolean; back: boolean; count: number };
  links?: LinkFacts[];
  media: MediumFacts[];
}

export interface LabelFacts {
  id: string;
  name: string;
}

export interface MediumFacts {
  format: FormatName | null;
  title?: string;
  /** Absent where nobody has entered them; then `trackCount` says how many there are. */
  tracks?: TrackFacts[];
  trackCount?: number;
  pregap?: TrackFacts;
  dataTracks?: TrackFacts[];
}

export interface TrackFacts {
  number: string;
  title: string;
  lengthMs: number | null;
  recording: RecordingFacts;
  credits?: CreditFacts[];
}

export interface RecordingFacts {
  id: string;
  title: string;
  lengthMs: number | null;
  isrcs: string[];
  credits?: CreditFacts[];
}

/** One line of a track list. Without an MBID the recording gets a made-up one. */
export type TrackRow = [
  title: string,
  lengthMs: number | null,
  recordingId?: string,
  isrc?: string,
  recordingLengthMs?: number | null,
];

/**
 * An MBID for what exists in the demo only, or whose MBID the demo does not know. It begins with zeros, so that
 * nobody takes it for a real one, and is the same on every run.
 */
export function madeUpMbid(...names: (string | number)[]): string {
  const digest = createHash("sha1").update(names.join("\n")).digest("hex");
  return `00000000-0000-4000-8000-${digest.slice(0, 12)}`;
}

/** Tracks numbered from 1, as on a CD. */
export function numbered(album: string, rows: TrackRow[]): TrackFacts[] {
  return rows.map((row, index) => track(album, row, String(index + 1)));
}

/** Tracks numbered by side: with 5 and 5, A1 to A5 and B1 to B5. */
export function bySide(tracks: TrackFacts[], ...sizes: number[]): TrackFacts[] {
  const numbers = sizes.flatMap((size, side) =>
    Array.from({ length: size }, (_, index) => `${String.fromCharCode(65 + side)}${index + 1}`),
  );
  return tracks.map((facts, index) => ({ ...facts, number: numbers[index] ?? facts.number }));
}

/** One track; `album` only names the made-up recording. */
export function track(album: string, row: TrackRow, number: string, credits?: CreditFacts[]): TrackFacts {
  const [title, lengthMs, recordingId, isrc, recordingLengthMs] = row;
  const recording: RecordingFacts = {
    id: recordingId ?? madeUpMbid("recording", album, title),
    title,
    lengthMs: recordingLengthMs === undefined ? lengthMs : recordingLengthMs,
    isrcs: isrc ? [isrc] : [],
    ...(credits ? { credits } : {}),
  };
  return { number, title, lengthMs, recording, ...(credits ? { credits } : {}) };
}
