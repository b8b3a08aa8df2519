/**
 * Lucene queries for MusicBrainz's search. Whatever a person typed is quoted or escaped, so that AC/DC, `+`,
 * "Album: The Songs" and (What's the Story) are words and not operators.
 */

export const anyOf = (queries: string[]): string => queries.join(" OR ");

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
