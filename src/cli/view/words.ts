/** Numbers in words. */

/** `1 track`, `2 tracks`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `3.5 s`, `40 s`, `14 min`, `2 h 5 min`. */
export function timeText(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 && !Number.isInteger(seconds) ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
