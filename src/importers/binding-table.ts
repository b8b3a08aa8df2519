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
  /** Null where the album has no files, and no edition was named. */
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

/** `3 of 12 files fit no track`. */
export const unfittingText = (unfitting: number, files: number): string =>
  `${unfitting} of ${countText(files, "file")} ${unfitting === 1 ? "fits" : "fit"} no track`;
