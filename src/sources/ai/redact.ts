/** Shorter keys are made up, for servers that want any: `x`, `ollama`. They are words, and no secrets. */
const shortestSecret = 8;

/** Takes the key out of what an endpoint sends: nothing of theirs that repeats it may be shown or stored. */
export function createRedact(key: string | undefined): (text: string) => string {
  if (!key || key.length < shortestSecret) return (text) => text;
  return (text) => text.replaceAll(key, "…");
}

/** Keys of which only the first and last letters are shown, around stars. */
export const withoutMasked = (words: string): string => words.replace(/[\w-]*\*{3,}[\w-]*/g, "…");
