import type { TitleReading } from "../../matching/recognise.ts";

/**
 * Lucene queries for MusicBrainz's search. Whatever a person typed is quoted or escaped, so that AC/DC, `+`,
 * "Album: The Songs" and (What's the Story) are words and not operators.
 */

/** The words of the title in this order, by this artist if one is named. */
export function albumQuery({ title, artist }: TitleReading): string {
  const words = phrase(title);
  const titles = `(releasegroup:${words} OR alias:${words})`;
  return artist === undefined ? titles : `(${titles} AND ${artistClauses(artist)})`;
}

/** Words that sound alike; the artist lifts what is theirs, and keeps nothing out. */
export function relaxedAlbumQuery({ title, artist }: TitleReading): string {
  const fuzzy = wordsOf(title).map((term) => (term.length > 3 ? `${escapeTerm(term)}~` : escapeTerm(term)));
  const titles = `+(releasegroup:(${fuzzy.join(" AND ")}) OR alias:${phrase(title)})`;
  return artist === undefined ? `(${titles})` : `(${titles} ${artistClauses(artist)}^4)`;
}

/** A fuzzy term is compared as it stands, with single words: Face/Off has to be two. Signs alone stay a word. */
function wordsOf(title: string): string[] {
  return title
    .split(/\s+/)
    .flatMap((piece) => (/[\p{L}\p{N}]/u.test(piece) ? piece.split(/[^\p{L}\p{M}\p{N}.'’]+/u) : [piece]))
    .filter((word) => word !== "");
}

export function artistQuery(name: string): string {
  const words = phrase(name);
  return `artist:${words} OR alias:${words} OR sortname:${words}`;
}

export const anyOf = (queries: string[]): string => queries.join(" OR ");

/** A credit "A & B" is found by its whole text, and by the name of either. */
function artistClauses(artist: string): string {
  const words = phrase(artist);
  return `(artist:${words} OR artistname:${words} OR creditname:${words})`;
}

/** Words in this order. Within quotes only `"` and `\` have a meaning. */
export function phrase(text: string): string {
  return `"${plainQuotes(text).replace(/["\\]/g, "\\$&")}"`;
}

/** One word as it is: no operator, no syntax. */
export function escapeTerm(word: string): string {
  return plainQuotes(word)
    .replace(/[+\-&|!(){}[\]^"~*?:\\/]/g, "\\$&")
    .replace(/^(AND|OR|NOT|TO)$/, (operator) => operator.toLowerCase());
}

/** Typographic quotes and dashes are typed in one way and stored in another. */
function plainQuotes(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
