/** `1999-03-00` → `1999-03`, `1999-00-00` → `1999`; null for "", zeros, and what is no date. */
export function discogsDate(text: string | null | undefined): string | null {
  const [, date] = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)/.exec((text ?? "").trim()) ?? [];
  if (date === undefined || date.startsWith("0000")) return null;
  return date.replace(/-00(?:-\d\d)?$/, "").replace(/-00$/, "");
}

/** 0 and null are unknown. */
export const yearText = (year: number | null | undefined): string | null =>
  year && year >= 1000 && year <= 9999 ? String(year) : null;

/** "3:45" and "1:02:03" in ms; null for "" and what can't be read. */
export function durationMs(text: string | null | undefined): number | null {
  const [, hours = "0", minutes, seconds] =
    /^(?:(\d{1,2}):)?(\d{1,3}):(\d\d)$/.exec((text ?? "").trim()) ?? [];
  if (minutes === undefined || seconds === undefined) return null;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return ms > 0 ? ms : null;
}
