import { isFillerAlbum, isFillerArtist } from "../../matching/fillers.ts";

/** One line, without control characters, at most as long as a title can sensibly be; null when nothing is left. */
export function tagText(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value)
    .normalize("NFC")
    .replace(/[\p{Cc}\u2028\u2029\ufffe\uffff]+/gu, " ");
  return text.replace(/\s+/g, " ").trim().slice(0, 500) || null;
}

/** Words that are names as well: *Album* by Public Image Ltd, the artist *Null*. */
const doubtful = /^\W*(?:unknown|album|artist|n\/?a|null|none|undefined|new folder|downloads?)\W*$/iu;

/** What only programs write where they know no name, in the languages that they speak. */
export const isPlaceholderName = (name: string | null): boolean =>
  name !== null &&
  !/^n\/a$/i.test(name) && // doubtful only
  (isFillerArtist(name) || isFillerAlbum(name) || /^\W*unknown title\W*$/i.test(name));
export const isDoubtfulName = (name: string | null): boolean => name !== null && doubtful.test(name);
