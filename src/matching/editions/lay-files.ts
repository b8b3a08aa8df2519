import { editDistance } from "../text/edit-distance.ts";
import { foldTitle } from "../text/fold.ts";

/** What a file says of itself: its tags, and the length that was measured. */
export interface FileToLay {
  disc: number | null;
  /** `7`, `A1`. */
  number: string | null;
  title: string;
  lengthMs: number | null;
}

/** A track in its place on an edition. */
export interface EditionPlace {
  /** From 1, as the position; a pregap track is 0. */
  medium: number;
  position: number;
  /** As printed. */
  number: string;
  title: string;
  lengthMs: number | null;
  kind: "track" | "pregap" | "data";
}

/** One file beside the track that it is, or whose place it claims. */
export interface LaidFile<File extends FileToLay, Place extends EditionPlace> {
  file: File;
  place: Place | undefined;
  /** The file's length less the track's, ms; null where one of the two is unknown. */
  offMs: number | null;
  /** Title and length agree. A place alone says nothing. */
  fits: boolean;
}

export interface LaidFiles<File extends FileToLay, Place extends EditionPlace> {
  laid: LaidFile<File, Place>[];
  /** Tracks of the edition without a file. */
  missing: Place[];
}

/** Encoders and gaps make a few seconds of difference; another recording makes more. */
const mostOffMs = 5_000;
/** Without a title only the place tells which track it is: then the length must agree closely. */
const mostOffByPlaceMs = 2_000;

/**
 * Assignment of files to the tracks of one edition, each taken once. A file fits a track of the same title (or nearly: a slip, a note in
 * brackets) whose length agrees; where a length is unknown it must stand in the same place. A file whose title says nothing fits by place
 * and length. What does not fit is laid beside the track whose place it claims.
 */
export function layFiles<File extends FileToLay, Place extends EditionPlace>(
  files: readonly File[],
  places: readonly Place[],
): LaidFiles<File, Place> {
  const laid = new Map<File, LaidFile<File, Place>>();
  const free = new Set(places);
  const lay = (file: File, place: Place | undefined, fits: boolean): void => {
    if (place) free.delete(place);
    laid.set(file, { file, place, offMs: place ? offOf(file, place) : null, fits });
  };
  for (const likeness of [isTitled, isTitledAlike, isNameless]) {
    const open = files.filter((file) => !laid.has(file));
    for (const [file, place] of pairsOf(open, [...free], likeness)) {
      if (!laid.has(file) && free.has(place)) lay(file, place, true);
    }
  }
  for (const file of files) {
    if (!laid.has(file))
      lay(
        file,
        [...free].find((place) => isSamePlace(file, place)),
        false,
      );
  }
  return {
    laid: files.map((file) => laid.get(file)!),
    missing: [...free].filter(({ kind }) => kind === "track"),
  };
}

type Likeness = (file: FileToLay, place: EditionPlace) => boolean;

/** Files and the tracks that they may be: those in their place first, then the closest in length. */
function pairsOf<File extends FileToLay, Place extends EditionPlace>(
  files: readonly File[],
  places: readonly Place[],
  isLike: Likeness,
): [File, Place][] {
  const pairs = files.flatMap((file) =>
    places
      .filter((place) => isLike(file, place))
      .map((place) => {
        const off = offOf(file, place);
        return { file, place, away: isSamePlace(file, place) ? 0 : 1, off: Math.abs(off ?? Infinity) };
      }),
  );
  pairs.sort((a, b) => a.away - b.away || (a.off === b.off ? 0 : a.off - b.off));
  return pairs.map(({ file, place }) => [file, place]);
}

const isTitled: Likeness = (file, place) =>
  foldTitle(file.title) === foldTitle(place.title) && isAsLong(file, place);

/** A slip, or a note in brackets that one of them leaves out: "(feat. …)", "[Remastered]". */
const isTitledAlike: Likeness = (file, place) => {
  if (!isAsLong(file, place)) return false;
  const [one, other] = [foldTitle(withoutNotes(file.title)), foldTitle(withoutNotes(place.title))];
  const longer = Math.max(one.length, other.length);
  if (longer === 0 || Math.abs(one.length - other.length) > longer / 6) return false;
  const isAlike = one === other || (longer >= 6 && editDistance(one, other) <= longer / 6);
  return isAlike && numbersOf(one) === numbersOf(other);
};

/** A title that says nothing, or that is written in other letters: then it is the place and the length. */
const isNameless: Likeness = (file, place) => {
  const off = offOf(file, place);
  const saysNothing = sayingNothing.test(file.title.trim()) || scriptOf(file.title) !== scriptOf(place.title);
  return saysNothing && isSamePlace(file, place) && off !== null && Math.abs(off) <= mostOffByPlaceMs;
};

const sayingNothing =
  /^(?:\W*|(?:audio ?|cd ?)?(?:track|titel|piste|pista|título|titolo|spår) ?#?\d*|\d+)$/iu;
const withoutNotes = (title: string): string =>
  title.replace(/\s*[([][^()[\]]*[)\]]|\s+(?:feat\.?|ft\.?)\s.*$/giu, "").trim() || title;
const numbersOf = (text: string): string => (text.match(/\d+/g) ?? []).join(" ");
const scriptOf = (text: string): string =>
  /[a-z]/i.test(text) ? "latin" : /\p{Letter}/u.test(text) ? "other" : "none";

function isAsLong(file: FileToLay, place: EditionPlace): boolean {
  const off = offOf(file, place);
  return off === null ? isSamePlace(file, place) : Math.abs(off) <= mostOffMs;
}

const offOf = (file: FileToLay, place: EditionPlace): number | null =>
  file.lengthMs === null || place.lengthMs === null ? null : file.lengthMs - place.lengthMs;

/** A file without a disc is on the first; a side of a record is its own number. */
export function isSamePlace({ disc, number }: FileToLay, place: EditionPlace): boolean {
  if (number === null) return false;
  const isNumber = number === place.number || number === String(place.position);
  return isNumber && (disc ?? 1) === place.medium;
}
