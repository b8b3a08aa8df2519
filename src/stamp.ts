const dayMs = 24 * 3_600_000;
/** From here on a catalogue is old enough to be told so. */
export const oldAfterDays = 90;

/** A dump's name, `20260923-001002`, of the time at which it was begun (ms UTC). */
export const stampOf = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");

/** ms UTC. */
export function timeOfStamp(stamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Whole days since then. */
export const ageInDays = (stamp: string, now: number): number =>
  Math.max(0, Math.floor((now - timeOfStamp(stamp)) / dayMs));

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `23 Sep 2026`. */
export function dayOf(stamp: string): string {
  const date = new Date(timeOfStamp(stamp));
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
