/** Pluralisation. `1 track`, `2 tracks`; `many` where an s does not make it (`2 failed tries`). */
export function countText(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
