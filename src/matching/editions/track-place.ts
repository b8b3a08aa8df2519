/** Where a track stands: `disc` null where only the number is said. */
export interface TrackPlace {
  disc: number | null;
  /** `7`, `A1`. */
  number: string | null;
}

/** A track number as tags and file names have it: `07`, `7/12`, `A1`, `AA`, and `2-07` for the second disc's. */
export function placeOfNumber(text: string): TrackPlace {
  const value = text.trim().toUpperCase();
  const [, disc, number] = /^(?:(\d{1,2})[-.])?0*(\d{1,4})(?:\s*(?:\/|OF)\s*\d*)?$/.exec(value) ?? [];
  if (number !== undefined) {
    return { disc: countOf(disc), number: Number(number) > 0 ? String(Number(number)) : null };
  }
  const [, side, on] = /^([A-Z]{1,2})\s?-?0*(\d{0,2})(?:\s*\/\s*\w*)?$/.exec(value) ?? [];
  return { disc: null, number: side === undefined ? null : side + on! };
}

/** `2` of `2/3`; null for none, and for 0. */
export function countOf(text: string | undefined): number | null {
  const count = Number(/^\s*0*(\d{1,3})/.exec(text ?? "")?.[1] ?? 0);
  return count > 0 ? count : null;
}

/** In the order of the record: discs, sides, then numbers; without a disc is disc 1, without a number last. */
export function comparePlaces(a: TrackPlace, b: TrackPlace): number {
  return (
    (a.disc ?? 1) - (b.disc ?? 1) ||
    (a.number === null ? 1 : 0) - (b.number === null ? 1 : 0) ||
    sideOf(a).localeCompare(sideOf(b)) ||
    countIn(a) - countIn(b)
  );
}

const sideOf = ({ number }: TrackPlace): string => /^[A-Z]*/.exec(number ?? "")![0];
const countIn = ({ number }: TrackPlace): number => Number(/\d*$/.exec(number ?? "")![0]);
