import type { Ref } from "../refs.ts";
import { countText } from "../counts.ts";

/** A track, or a file as one. */
export interface ToldTrack {
  disc: number;
  number: string | null;
  title: string;
  lengthMs: number | null;
}

/** The files of an album that a person binds, beside the tracks of the edition: as other programs read it, and as it is shown. */
export interface BindingTable {
  /** Null where no edition was named, and the album has no files, or no edition tracks to lay them beside. */
  edition: {
    ref: Ref | null;
    title: string;
    releasedOn: string | null;
    country: string | null;
    tracks: number;
    /** Whether the person named this very edition. */
    isNamed: boolean;
  } | null;
  files: (ToldTrack & {
    path: string;
    /** The track that it is, or whose place it claims; null without one. */
    track: ToldTrack | null;
    /** The file's length less the track's; null where one is unknown. */
    differenceMs: number | null;
    fits: boolean;
  })[];
  /** Tracks without a file. */
  missing: ToldTrack[];
  /** Paths of the files that fit no track. */
  unfitting: string[];
}

/** Whether there was a track list to lay the files beside: of an edition nobody may have entered one. */
export const hasTrackList = ({ files, missing }: Pick<BindingTable, "files" | "missing">): boolean =>
  missing.length > 0 || files.some(({ track }) => track !== null);

/** Why a person is asked about files. `name` is that of what they are bound to. */
export function whyUnfitting(table: BindingTable, name?: string): string {
  const { unfitting, files } = table;
  const of = name === undefined ? "" : ` of ${name}`;
  return hasTrackList(table)
    ? `${unfittingText(unfitting.length, files.length)}${of}`
    : `no track list${of} is known to lay ${countText(files.length, "file")} beside`;
}

/** `3 of 12 files fit no track`. */
export const unfittingText = (unfitting: number, files: number): string =>
  files === 1
    ? "its one file fits no track"
    : `${unfitting} of ${countText(files, "file")} ${unfitting === 1 ? "fits" : "fit"} no track`;
