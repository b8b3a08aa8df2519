/** The longest title on record has some 900 characters. */
const mostCharacters = 2_000;

/**
 * Normalises a title or a name before it is taken apart: one space for every run of blanks, and no more of it than any title
 * has. What is read goes over it several times, with expressions that try every place: without this a text from outside,
 * a thousand blanks between two letters, takes seconds, and ten thousand an hour.
 */
export function readable(text: string): string {
  const start = text.slice(0, 50 * mostCharacters);
  return start.replace(/\s+/g, " ").trim().slice(0, mostCharacters);
}
