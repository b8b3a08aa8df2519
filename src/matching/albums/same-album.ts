import { foldName, foldTitle } from "../text/fold.ts";

/** An album as one source, or the library, describes it. */
export interface DescribedAlbum {
  title: string;
  /** The whole credit; "" where nobody is known. */
  artist: string;
  year: number | null;
  /** One for each edition of which the tracks are known. */
  trackLists: ListedTrack[][];
}

export interface ListedTrack {
  title: string;
  lengthMs: number | null;
}

/** Editions differ in the gaps between their tracks; another recording differs by more. */
const mostOffMs = 5_000;
/** With fewer tracks their titles prove nothing: then the lengths must be known, and agree. */
const tellingTitles = 3;

/**
 * Record linkage without an identifier: `same` only if title, artist, year and a track list agree. What is not known never counts as
 * agreement: `unknown` is a question.
 */
export function compareAlbums(one: DescribedAlbum, other: DescribedAlbum): "same" | "other" | "unknown" {
  if (foldTitle(one.title) !== foldTitle(other.title)) return "other";
  if (one.artist === "" || other.artist === "") return "unknown";
  if (foldName(one.artist) !== foldName(other.artist)) return "other";
  if (one.year !== null && other.year !== null && one.year !== other.year) return "other";
  const verdicts = one.trackLists.flatMap((list) =>
    other.trackLists.map((another) => compareTracks(list, another)),
  );
  if (one.year !== null && other.year !== null && verdicts.includes("same")) return "same";
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === "other") ? "other" : "unknown";
}

function compareTracks(one: ListedTrack[], other: ListedTrack[]): "same" | "other" | "unknown" {
  if (one.length === 0 || other.length === 0) return "unknown";
  if (one.length !== other.length) return "other";
  const isOther = one.some((track, at) => {
    const their = other[at]!;
    return foldTitle(track.title) !== foldTitle(their.title) || differ(track.lengthMs, their.lengthMs);
  });
  if (isOther) return "other";
  const areKnown = one.every((track, at) => track.lengthMs !== null && other[at]!.lengthMs !== null);
  return one.length >= tellingTitles || areKnown ? "same" : "unknown";
}

const differ = (one: number | null, other: number | null): boolean =>
  one !== null && other !== null && Math.abs(one - other) > mostOffMs;
