import type { AlbumCandidate } from "../candidate.ts";

/**
 * A year beside the first release: `agrees`, `near` (one off: another country), `later` (as a remaster's year is),
 * `earlier` (before it was there at all), `unknown` to MusicBrainz, or `unasked`.
 */
export type YearMatch = "unasked" | "unknown" | "agrees" | "near" | "later" | "earlier";

/** Taken off the score. Earlier alone keeps an otherwise perfect match from being accepted. */
export const yearPenalties: Record<YearMatch, number> = {
  unasked: 0,
  agrees: 0,
  near: 0.04,
  unknown: 0.04,
  later: 0.06,
  earlier: 0.25,
};

/** Takes a date as MusicBrainz has it: "1973", "1973-03", "" or none. */
export function compareYear(year: number | undefined, firstReleaseDate: string | undefined): YearMatch {
  if (year === undefined) return "unasked";
  const first = Number(/^\d{4}/.exec(firstReleaseDate ?? "")?.[0]);
  if (Number.isNaN(first)) return "unknown";
  const later = year - first;
  if (later === 0) return "agrees";
  if (Math.abs(later) === 1) return "near";
  return later > 0 ? "later" : "earlier";
}

export const contradicts = (year: YearMatch): boolean => year === "later" || year === "earlier";

/**
 * Whether a year may be said of an album: that of its first release or of an edition, give or take one. What is not known contradicts
 * nothing; a later year is no edition's only where all of them are known.
 */
export function mayBeOfYear(
  year: number,
  { firstReleaseDate, editionYears }: Pick<AlbumCandidate, "firstReleaseDate" | "editionYears">,
): boolean {
  const match = compareYear(year, firstReleaseDate);
  if (!contradicts(match)) return true;
  const isOfSome = editionYears?.years.some((each) => Math.abs(each - year) <= 1) ?? false;
  return isOfSome || (match === "later" && editionYears?.areAll === false);
}
