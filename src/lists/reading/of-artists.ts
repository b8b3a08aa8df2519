import { isBlank } from "../../plain-text.ts";
import { recogniseIdentifier } from "../../matching/typed/recognise.ts";
import { artistFields, fieldOf, identifyingFields, wordsOf, type ListField } from "./fields.ts";

/** So many rows show what a column holds. */
export const sampleSize = 50;

/**
 * Column profiling: does this column say how many albums there are? By its name, or as one called `Albums` that holds small numbers
 * only; 1989 and 2112 are titles.
 * @param values What the first rows have in it.
 */
export function countsAlbums(name: string, values: string[]): boolean {
  const words = wordsOf(name);
  if (/^(?:albums? count|(?:number|num|no|count) (?:of )?albums)$/.test(words.join(" "))) return true;
  const isCalledSo = words.includes("albums") && fieldOf(name) === "albumTitle";
  return isCalledSo && filledAnd(values, (value) => /^\d{1,3}$/.test(value));
}

/** Do these addresses lead to artists, all of them? */
const leadToArtists = (values: string[]): boolean =>
  filledAnd(values, (value) => {
    const read = recogniseIdentifier(value);
    if (read?.kind === "ref") return read.ref.entity === "artist";
    return read?.kind === "musicbrainz-url" && read.entity === "artist";
  });

function filledAnd(values: string[], holds: (value: string) => boolean): boolean {
  const filled = values.filter((value) => !isBlank(value)).map((value) => value.trim());
  return filled.length > 0 && filled.every(holds);
}

/**
 * Which columns show that a list is one of artists, where no column has an album's title: they count albums, or lead to artists, or
 * stand beside an artist alone, whose MBIDs they then are. Empty where nothing does.
 * @param columns Of each its name, its meaning, and what the first rows have in it.
 */
export function tellsOfArtists(
  columns: { name: string; field: ListField | undefined; values: string[]; isCount: boolean }[],
): string[] {
  const all = new Set(columns.map(({ field }) => field));
  const named = columns.filter(({ field }) => field === "name" || isOfArtist(field));
  if (named.length === 0 || all.has("title") || all.has("albumTitle")) return [];
  const isAlone = !all.has("name") && !all.has("track") && !others.some((field) => all.has(field));
  const telling = columns.filter(
    ({ field, values, isCount }) =>
      isCount || (field === "mbid" && isAlone) || (isLink(field) && leadToArtists(values)),
  );
  return telling.length === 0 ? [] : [...named, ...telling].map(({ name }) => name);
}

const isOfArtist = (field: ListField | undefined): boolean =>
  field !== undefined && artistFields.includes(field);
const isLink = (field: ListField | undefined): boolean => field === "address" || field === "mbid";

/** What identifies an album, whatever stands beside it. */
const others = identifyingFields.filter((field) => !isLink(field));
