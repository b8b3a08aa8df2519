/** Pluralisation. `1 track`, `2 tracks`; `many` where an s does not make it (`2 failed tries`). */
export function countText(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** `981 created, 62 known`: what there is none of goes without saying. */
export const countsText = (counts: readonly (readonly [count: number, word: string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
