import { createHash } from "node:crypto";
import type { AreaCode, FormatName, PackagingName, StatusName } from "./names.ts";

/** The demo's albums as plain facts; build.ts makes web service documents of them. */
export interface DemoArtist {
  id: string;
  name: string;
  sortName?: string;
  disambiguation?: string;
  type?: "Person" | "Group" | "Other";
  gender?: "Male" | "Female";
  country?: AreaCode;
  begin?: string;
  end?: string;
  aliases?: DemoAlias[];
  genres?: string[];
  links?: DemoLink[];
}

export interface DemoAlias {
  name: string;
  sortName?: string;
  locale?: string;
  primary?: boolean;
}

/** A relation to a URL: its type in MusicBrainz's words, and the address. */
export type DemoLink = [type: string, url: string];

export interface DemoCredit {
  artist: DemoArtist;
  /** As printed, where that is not the artist's name. */
  as?: string;
  join?: string;
}

export interface DemoAlbum {
  id: string;
  title: string;
  disambiguation?: string;
  /** Types in MusicBrainz's words: "Album", "EP"; "Compilation", "Live" … */
  primaryType: string | null;
  secondaryTypes?: string[];
  firstReleased: string;
  credits: DemoCredit[];
  aliases?: DemoAlias[];
  /** Most fitting first. */
  genres: string[];
  links?: DemoLink[];
  /** MBIDs that were merged into this one. */
  mergedFrom?: string[];
  releases: DemoRelease[];
}

export interface DemoRelease {
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
  labels?: [catalogNumber: string | null, label: DemoLabel | null][];
  language?: string;
  script?: string;
  quality?: "normal" | "high";
  cover?: { front: boolean; back: boolean; count: number };
  links?: DemoLink[];
  media: DemoMedium[];
}

export interface DemoLabel {
  id: string;
  name: string;
}

export interface DemoMedium {
  format: FormatName | null;
  title?: string;
  /** Absent where nobody has entered them; then `trackCount` says how many there are. */
  tracks?: DemoTrack[];
  trackCount?: number;
  pregap?: DemoTrack;
  dataTracks?: DemoTrack[];
}

export interface DemoTrack {
  number: string;
  title: string;
  lengthMs: number | null;
  recording: DemoRecording;
  credits?: DemoCredit[];
}

export interface DemoRecording {
  id: string;
  title: string;
  lengthMs: number | null;
  isrcs: string[];
  credits?: DemoCredit[];
}

/** One line of a track list. Without an MBID the recording gets a made-up one. */
export type DemoTrackRow = [
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
export function numbered(album: string, rows: DemoTrackRow[]): DemoTrack[] {
  return rows.map((row, index) => track(album, row, String(index + 1)));
}

/** Tracks numbered by side: with 5 and 5, A1 to A5 and B1 to B5. */
export function bySide(tracks: DemoTrack[], ...sizes: number[]): DemoTrack[] {
  const numbers = sizes.flatMap((size, side) =>
    Array.from({ length: size }, (_, index) => `${String.fromCharCode(65 + side)}${index + 1}`),
  );
  return tracks.map((facts, index) => ({ ...facts, number: numbers[index] ?? facts.number }));
}

/** One track; `album` only names the made-up recording. */
export function track(album: string, row: DemoTrackRow, number: string, credits?: DemoCredit[]): DemoTrack {
  const [title, lengthMs, recordingId, isrc, recordingLengthMs] = row;
  const recording: DemoRecording = {
    id: recordingId ?? madeUpMbid("recording", album, title),
    title,
    lengthMs: recordingLengthMs === undefined ? lengthMs : recordingLengthMs,
    isrcs: isrc ? [isrc] : [],
    ...(credits ? { credits } : {}),
  };
  return { number, title, lengthMs, recording, ...(credits ? { credits } : {}) };
}
