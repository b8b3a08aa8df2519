import type { ItemType } from "../../db/item-types.ts";
import { UserError } from "../../errors.ts";
import { keyOfWords } from "../../importers/words.ts";
import { albumQueryOf, albumWordsKey } from "../../importers/album/query.ts";
import { artistQueryOf, artistWordsKey, type ArtistQuery } from "../../importers/artist/query.ts";
import type { TitleReading } from "../../matching/typed/readings.ts";
import { rowQueries } from "../ask-row.ts";
import { identifierIn, identifiersIn, isIdentified, type RowWords } from "../reading/entry.ts";

/** The key under which the words of a row are one question; undefined for words that can't be asked. */
export function questionKeyOf(words: RowWords, itemType: ItemType = "album"): string | undefined {
  try {
    if (itemType === "artist") return artistWordsKey(artistQueryIn(words))?.key;
    const key = albumWordsKey(rowQueries(words).at(-1))?.key;
    return key !== undefined && words.areTwo ? keyOfBoth(key, words) : key;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The key of words and the identifiers beside them: alone, the words mean something else. */
export const keyOfBoth = (key: string, words: RowWords): string =>
  keyOfWords("two albums", key, ...identifiersIn(words));

/** Whether words stand beside an identifier. */
export const isByBoth = (words: RowWords): boolean => words.title !== undefined && isIdentified(words);

/** Words about an artist are its name, or its MBID. */
export const artistQueryIn = ({ artist, mbid }: RowWords): ArtistQuery | undefined =>
  artistQueryOf({ name: artist, mbid });

/** Of a line, the reading that names an artist says most; undefined for a line that is no words. */
export function readingOfLine(text: string): TitleReading | undefined {
  const query = albumQueryOf({ title: text });
  const readings = query?.kind === "title" ? query.readings : [];
  return readings.find(({ artist }) => artist !== undefined) ?? readings[0];
}

/** The words as a person gave them, on one line. */
export function saidOf(said: RowWords): string {
  const { text, artist, title, year, editionYear } = said;
  if (text !== undefined) return text;
  const date = year ?? editionYear;
  const words = [artist, title].filter((part) => part !== undefined).join(" - ");
  return words === "" ? identifierIn(said) : `${words}${date === undefined ? "" : ` (${date})`}`;
}
